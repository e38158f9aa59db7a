import { computed, signal } from '@preact/signals';
import { InputError, messageOf } from '../../data/errors.ts';
import {
  isAnySaid,
  parseLabelWords,
  withWords,
  wordsAlone,
} from '../../data/import/labels/label-words.ts';
import type { LabelWords } from '../../data/import/labels/words-said.ts';
import { labelWordsOfTables, parseKnownTables } from '../../data/import/mapping/saved-tables.ts';
import type { AttackClassifier } from '../../models/neural/attack-classifier.ts';
import { baselineTrafficFor } from '../../notebook/sources.ts';
import { savedAgain } from '../../pipeline/parameters/fixed-parameters.ts';
import type { Belongings } from '../../pipeline/trained-lab/trained-lab.ts';
import { formatRule, parseRule, withRule } from '../../pipeline/triage/rules.ts';
import type { TaskOptions } from '../../worker/bridge.ts';
import type { Tasks } from '../../worker/tasks.ts';
import { saveFile } from '../kit/export-file.ts';
import { allowRules, columnMappings, labelWords, notebook, tasks } from '../lab.ts';

/** How much of the saving is done, 0 … 1; `null`: nothing is saved now. */
export const saving = signal<number | null>(null);

/** Whether a trained lab is being read. */
export const loading = signal(false);

/** Why the last lab could not be saved or loaded. */
export const trainedLabProblem = signal<string | null>(null);

/** Whether there is something to learn from or a trained lab to be saved again. */
export const canSave = computed(
  () =>
    notebook.lab.value !== null || (notebook.isCurrent('engineer') && notebook.isCurrent('scale')),
);

let controller = new AbortController();

/** What the last ONNX file holds of the training flows, a sentence for each detector that needs them. */
export const heldInFile = signal<readonly string[]>([]);

/** Fits what is set once more and saves it, with the thresholds and rules in force. */
export function saveTrainedLab(): Promise<void> {
  return save(async (options) => {
    const material = await labMaterial(options);
    const blob =
      'lab' in material
        ? await tasks.run('writeLab', material.lab, options)
        : await tasks.run('trainLab', material, options);
    saveFile(blob, 'trained-lab.json');
  });
}

/** The same as an ONNX model, and the certificate to check it by. */
export function saveOnnxModel(): Promise<void> {
  return save(async (options) => {
    const files = await tasks.run('saveOnnx', await labMaterial(options), options);
    saveFile(files.model, 'lab.onnx');
    saveFile(files.certificate, 'lab.onnx.certificate.json');
    heldInFile.value = files.holds;
  });
}

/** Saves by `act`, and tells how far it is and what goes wrong. */
async function save(act: (options: TaskOptions) => Promise<void>): Promise<void> {
  controller = new AbortController();
  const { signal } = controller;
  trainedLabProblem.value = null;
  heldInFile.value = [];
  saving.value = 0;
  try {
    const options = {
      signal,
      onProgress: (done: number) => {
        saving.value = done;
      },
    };
    await act(options);
  } catch (error) {
    if (!signal.aborted) trainedLabProblem.value = messageOf(error);
  } finally {
    saving.value = null;
  }
}

export function cancelSaving(): void {
  controller.abort();
}

/** The lab in force, or what one is trained from. @throws InputError where there is neither */
async function labMaterial(options: TaskOptions): Promise<Tasks['saveOnnx']['input']> {
  const loaded = notebook.lab.peek();
  if (loaded !== null) {
    const parameters = savedAgain(loaded.lab.parameters, notebook.parameters.peek());
    const lab = { ...loaded.lab, parameters, belongings: belongings() };
    return { lab };
  }
  const traffic = notebook.cell('generate').result.peek()?.value;
  const engineered = notebook.cell('engineer').result.peek()?.value;
  if (traffic === undefined || engineered === undefined) {
    throw new InputError('There is nothing to learn from yet: run the cells first.');
  }
  const parameters = notebook.parameters.peek();
  const baseline = notebook.baseline.peek();
  const other =
    parameters.trainOn === 'file' && baseline !== null
      ? await baselineTrafficFor(baseline, parameters, tasks, options)
      : null;
  const { labels, flows } = traffic;
  const sources = { labels, startTime: flows?.startTime, other };
  const { features, fromFlows } = engineered;
  return {
    training: { engineered: { features, fromFlows }, parameters, sources },
    saving: {
      created: new Date().toISOString(),
      belongings: belongings(),
      classifier: currentClassifier(),
    },
  };
}

/** The classifier of attacks, if it has been trained as things are set. */
function currentClassifier(): AttackClassifier | null {
  if (!notebook.isCurrent('attack-classifier')) return null;
  return notebook.cell('attack-classifier').result.peek()?.value.classifier ?? null;
}

/** The rules in force, how tables of unknown columns are read, and what words mean as labels. */
function belongings(): Belongings {
  const mappings = columnMappings.peek();
  const words = withWords(wordsOfLab(), labelWords.peek());
  return {
    allow: allowRules.peek().map(formatRule),
    mappings: mappings.length === 0 ? null : mappings,
    ...(isAnySaid(words) && { labelWords: words }),
  };
}

/** What the lab that is loaded says of words as labels. @throws InputError where it is no such */
function wordsOfLab(): LabelWords {
  const { mappings = null, labelWords = null } = notebook.lab.peek()?.lab.belongings ?? {};
  return withWords(labelWordsOfTables(mappings), parseLabelWords(labelWords));
}

/**
 * What words mean as labels in files that are opened now: what the lab that is loaded says, and what
 * a person has said on this visit of words, not of numbers, which mean something else elsewhere.
 */
export function wordsForNewFiles(): LabelWords {
  const said = wordsAlone(labelWords.peek());
  try {
    return withWords(said, wordsOfLab());
  } catch (error) {
    // It was told when the lab was loaded.
    if (error instanceof InputError) return said;
    throw error;
  }
}

/** Loads a trained lab; what cannot be read leaves everything as it was. */
export async function loadTrainedLab(file: File): Promise<void> {
  trainedLabProblem.value = null;
  loading.value = true;
  try {
    await notebook.openLab(file, new AbortController().signal);
    addBelongings();
  } catch (error) {
    trainedLabProblem.value = `${file.name}: ${messageOf(error)} Nothing was changed.`;
  } finally {
    loading.value = false;
  }
}

/** The rules of the lab and its readings of tables join those that are there. */
function addBelongings(): void {
  const { allow = [], mappings = null } = notebook.lab.peek()?.lab.belongings ?? {};
  try {
    allowRules.value = allow.map(parseRule).reduce(withRule, allowRules.peek());
    const known = parseKnownTables(mappings ?? []);
    const others = columnMappings
      .peek()
      .filter(({ signature }) => !known.some((table) => table.signature === signature));
    columnMappings.value = [...others, ...known];
    wordsOfLab();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    trainedLabProblem.value = `The lab is in force, but not all that it carries: ${error.message}`;
  }
}
