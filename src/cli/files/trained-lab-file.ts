import { InputError } from '../../data/errors.ts';
import { isAnySaid, parseLabelWords, withWords } from '../../data/import/labels/label-words.ts';
import { type LabelWords, NO_LABEL_WORDS } from '../../data/import/labels/words-said.ts';
import type { KnownTable } from '../../data/import/mapping/known-tables.ts';
import { labelWordsOfTables, parseKnownTables } from '../../data/import/mapping/saved-tables.ts';
import type { AttackClassifier } from '../../models/neural/attack-classifier.ts';
import { baselineSources } from '../../pipeline/baseline/baseline.ts';
import type { BaselineTraffic } from '../../pipeline/baseline/baseline-traffic.ts';
import { savedAgain } from '../../pipeline/parameters/fixed-parameters.ts';
import type { PlanRunner } from '../../pipeline/plan/plan-tasks.ts';
import type { LabRun } from '../../pipeline/run/lab.ts';
import type { Belongings, TrainedLab } from '../../pipeline/trained-lab/trained-lab.ts';
import { checkLabSize, readTrainedLab } from '../../pipeline/trained-lab/trained-lab-read.ts';
import { type AllowRule, formatRule } from '../../pipeline/triage/rules.ts';
import { trafficSource } from './input-files.ts';

/** Reads a trained lab. @throws InputError that names the file, for anything else */
export async function loadTrainedLab(file: string, folder: string): Promise<TrainedLab> {
  const { name, chunks } = trafficSource(file, folder);
  const named = <Value>(act: () => Value): Value => {
    try {
      return act();
    } catch (error) {
      if (error instanceof InputError) throw new InputError(`${name}: ${error.message}`);
      throw error;
    }
  };
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    size += chunk.length;
    named(() => checkLabSize(size));
    parts.push(chunk);
  }
  return named(() => readTrainedLab(Buffer.concat(parts).toString('utf8')));
}

/** How tables are read that a trained lab knows, and what words mean as labels, there and here. */
export function saidOfTables(
  trained: TrainedLab | null,
  added: LabelWords = NO_LABEL_WORDS,
): { known: KnownTable[]; labelWords: LabelWords } {
  const { mappings = null, labelWords = null } = trained?.belongings ?? {};
  const before = withWords(labelWordsOfTables(mappings), parseLabelWords(labelWords));
  return { known: parseKnownTables(mappings ?? []), labelWords: withWords(before, added) };
}

/** What a run has to save. */
export interface SavedRun {
  readonly run: LabRun;
  /** The traffic that was learnt from, if that was another file's. */
  readonly other: BaselineTraffic | null;
  /** The trained lab that scored, which is saved again instead of one that is fitted. */
  readonly trained: TrainedLab | null;
  /** A classifier of attacks that was trained on the run. */
  readonly classifier: AttackClassifier | null;
  readonly allow: readonly AllowRule[];
  /** How tables of unknown columns were read, and what words meant as labels. */
  readonly said: {
    readonly mappings: readonly KnownTable[];
    readonly labelWords: LabelWords;
  };
  readonly created: string;
}

/** What is said of tables, as far as anything is. */
function belongingsOf({ mappings, labelWords }: SavedRun['said']): Omit<Belongings, 'allow'> {
  return {
    mappings: mappings.length === 0 ? null : mappings,
    ...(isAnySaid(labelWords) && { labelWords }),
  };
}

/** What the run has learnt, with the rules in force. */
export async function savedLab(saved: SavedRun, tasks: PlanRunner): Promise<TrainedLab> {
  const { run, other, trained, classifier, created } = saved;
  const { traffic, engineered, parameters } = run;
  const belongings = {
    allow: saved.allow.map(formatRule),
    ...belongingsOf(saved.said),
  };
  if (trained !== null) {
    const inForce = savedAgain(trained.parameters, parameters);
    return { ...trained, parameters: inForce, belongings };
  }
  const training = { engineered, parameters, sources: baselineSources(traffic, other) };
  const saving = { created, belongings, classifier };
  return tasks.run('trainLab', { training, saving });
}

/** Where the certificate of an ONNX file lies: beside it. */
export function certificateFile(onnx: string): string {
  return `${onnx}.certificate.json`;
}
