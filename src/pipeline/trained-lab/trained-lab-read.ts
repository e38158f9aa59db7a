import { InputError } from '../../data/errors.ts';
import { Field, parseShallowJson } from '../../data/json-fields.ts';
import type { DriftReference, FeatureReference } from '../../eval/distributions/drift-reference.ts';
import { matrix } from '../../features/matrix.ts';
import type { Scaler } from '../../features/scale.ts';
import { SCALER_KINDS } from '../../features/scaler-kinds.ts';
import { Ensemble } from '../../models/ensemble/ensemble.ts';
import type { AttackClassifier } from '../../models/neural/attack-classifier.ts';
import { readClassifier } from '../../models/neural/attack-classifier-json.ts';
import type { LearntFrom } from '../baseline/baseline-rows.ts';
import { restoreDetector } from '../detecting/detector-makers.ts';
import { DETECTOR_NAMES, MEMBER_NAMES } from '../detecting/detector-table.ts';
import { thresholdKey, withinThresholds } from '../detecting/hand-threshold.ts';
import { FIXED_PARAMETERS, type FixedParameters } from '../parameters/fixed-parameters.ts';
import {
  type DetectorName,
  type LabParameters,
  type ParameterChanges,
  TRAIN_ON,
} from '../parameters/lab-parameters.ts';
import { NOTEBOOK_PARAMETERS, parseParameter } from '../parameters/parameters.ts';
import { selectedNames } from '../run/scale.ts';
import {
  type SavedDetector,
  TRAINED_LAB_KIND,
  TRAINED_LAB_VERSION,
  type TrainedLab,
} from './trained-lab.ts';

/** The largest saved lab that is read, in bytes and in characters. */
const LARGEST_LAB = 256 * 2 ** 20;

/** Columns at most; rules at most, and characters of the longest. */
const MOST_FEATURES = 10_000;
const MOST_RULES = 10_000;
const LONGEST_WORD = 1000;

/** Steps of a feature's distribution, as many as `driftReference` makes. */
const MOST_STEPS = 201;

/** @throws InputError for more bytes, or characters, than are read; before they are */
export function checkLabSize(size: number): void {
  if (size <= LARGEST_LAB) return;
  throw new InputError(
    `Longer than the ${LARGEST_LAB / 2 ** 20} MiB that a trained lab may have: choose a file that the lab has saved.`,
  );
}

/**
 * Reads a trained lab from the text that `trainedLabText` gave. Whatever the text says, nothing of
 * it is run, and a lab that comes out can score. O(characters).
 *
 * @throws InputError for anything else, which names the place and what is expected there
 */
export function readTrainedLab(text: string): TrainedLab {
  checkLabSize(text.length);
  const root = new Field(parseShallowJson(text), '');
  checkKind(root);
  const features = root.at('features').list('names of columns', 1, MOST_FEATURES);
  const names = features.map((feature) => feature.word(LONGEST_WORD));
  const fromFlows = root.at('fromFlows').flag();
  const detectors = readDetectors(root.at('detectors'), names.length);
  const parameters = readParameters(root.at('parameters'), detectors);
  checkNames(root.at('features'), names, fromFlows, parameters);
  const labelWords = root.at('belongings').at('labelWords').value;
  return {
    created: root.at('created').orNull((created) => created.word(40)),
    parameters,
    fromFlows,
    features: names,
    scaler: readScaler(root.at('scaler'), names.length),
    detectors,
    classifier: readSavedClassifier(root.at('classifier'), names.length),
    learntFrom: readLearntFrom(root.at('learntFrom')),
    reference: readReference(root.at('reference'), names),
    belongings: {
      allow: root
        .at('belongings')
        .at('allow')
        .list('rules', 0, MOST_RULES)
        .map((rule) => rule.word(LONGEST_WORD)),
      mappings: root.at('belongings').at('mappings').value ?? null,
      ...(labelWords !== undefined && { labelWords }),
    },
  };
}

function checkKind(root: Field): void {
  const kind = root.at('kind').value;
  if (kind !== TRAINED_LAB_KIND) {
    throw new InputError('This is JSON, but no trained lab: choose a file that the lab has saved.');
  }
  const version = root.at('version').count();
  if (version > TRAINED_LAB_VERSION) {
    throw new InputError(
      `This trained lab is of a later form (${version}) than this version of the lab reads ` +
        `(${TRAINED_LAB_VERSION}): update the lab, or save again with this one.`,
    );
  }
}

/** Those that are missing are the notebook's: a later version may settle more than an earlier one. */
function readParameters(field: Field, detectors: readonly SavedDetector[]): FixedParameters {
  const missing = { ...NOTEBOOK_PARAMETERS, ...thresholdsOf(detectors) };
  const settled = FIXED_PARAMETERS.map((facts) => {
    const given = field.at(facts.flag);
    if (given.value === undefined) return [facts.key, missing[facts.key]];
    const text = given.word(MOST_FEATURES);
    return [facts.key, given.named(() => parseParameter(facts, text))];
  });
  const known = FIXED_PARAMETERS.map(({ flag }) => flag);
  const strange = field.keys().find((key) => !known.includes(key));
  if (strange !== undefined) throw field.at(strange).expected('a parameter that a lab settles');
  return Object.fromEntries(settled);
}

/** An earlier version saved thresholds set by hand with the detectors alone. */
function thresholdsOf(detectors: readonly SavedDetector[]): ParameterChanges {
  return Object.fromEntries(
    detectors.flatMap(({ name, threshold }) =>
      threshold === null ? [] : [[thresholdKey(name), withinThresholds(threshold)]],
    ),
  );
}

/** Flows have the features that the parameters select; a table's columns are told apart by name. */
function checkNames(
  field: Field,
  names: readonly string[],
  fromFlows: boolean,
  parameters: FixedParameters,
): void {
  const selected = selectedNames({ ...NOTEBOOK_PARAMETERS, ...parameters } as LabParameters);
  const same = names.length === selected.length && names.every((name, at) => name === selected[at]);
  if (fromFlows && !same) throw field.expected(`the features selected, ${selected.join(', ')}`);
  if (new Set(names).size < names.length) throw field.expected('names of which no two are alike');
}

function readScaler(field: Field, columns: number): Scaler {
  return {
    kind: field.at('kind').oneOf(SCALER_KINDS),
    center: field.at('center').numbers(columns, columns),
    scale: field.at('scale').numbers(columns, columns, 'numbers above 0', (scale) => scale > 0),
  };
}

function readDetectors(field: Field, columns: number): SavedDetector[] {
  const detectors = field.list('detectors', 1, DETECTOR_NAMES.length).map((saved) => {
    const name = saved.at('name').oneOf(DETECTOR_NAMES);
    const fitted = saved.at('fitted');
    fitted.named(() => tryDetector(name, fitted.value, columns));
    const threshold = saved.at('threshold').orNull((given) => given.number());
    return { name, threshold, fitted: fitted.value as object };
  });
  const names = detectors.map(({ name }) => name);
  if (new Set(names).size < names.length) {
    throw field.expected('detectors of which no two are alike');
  }
  const ensemble = detectors.find(({ name }) => name === 'ensemble');
  const members = ensemble === undefined ? [] : Ensemble.fromJSON(ensemble.fitted).members;
  const saved = MEMBER_NAMES.filter((name) => names.includes(name)) as readonly string[];
  const missing = members.find((name) => !saved.includes(name));
  if (missing !== undefined) throw field.expected(`a list that has the ensemble's ${missing}`);
  return detectors;
}

/** A detector is made again for each use: here, to know at once whether it can be, and can score. */
function tryDetector(name: DetectorName, fitted: unknown, columns: number): void {
  const detector = restoreDetector(name, fitted);
  // It scores what its members say.
  if (detector instanceof Ensemble) return;
  const names = Array.from({ length: columns }, () => '');
  try {
    detector.assess(matrix(new Float64Array(columns), names));
  } catch (error) {
    throw new InputError(`it cannot score: ${error instanceof Error ? error.message : error}`);
  }
}

/** A lab that was saved without one, as all of earlier versions, has none. */
function readSavedClassifier(field: Field, columns: number): AttackClassifier | null {
  if (field.value === undefined) return null;
  const classifier = field.named(() => readClassifier(field.value));
  const seen = classifier.scaler.center.length;
  if (seen === columns) return classifier;
  throw field.expected(`a classifier that sees ${columns} columns, not ${seen}`);
}

function readLearntFrom(field: Field): LearntFrom {
  const moment = (name: string) => field.at(name).orNull((time) => time.number());
  return {
    source: field.at('source').oneOf(TRAIN_ON),
    rows: field.at('rows').count(),
    attacks: field.at('attacks').count(),
    first: moment('first'),
    last: moment('last'),
  };
}

function readReference(field: Field, names: readonly string[]): DriftReference {
  const rows = field.at('rows').count();
  if (rows < 1) throw field.at('rows').expected('at least 1');
  const features = field.at('features').list('one per column', names.length, names.length);
  return {
    rows,
    features: features.map((feature, at) => {
      if (feature.at('name').value !== names[at]) {
        throw feature.at('name').expected(`"${names[at]}"`);
      }
      return readFeature(feature, names[at], rows);
    }),
  };
}

function readFeature(field: Field, name: string, rows: number): FeatureReference {
  const number = (key: string) => field.at(key).number();
  const steps = field.at('steps');
  const values = steps.at('values').numbers(1, MOST_STEPS);
  const counts = (key: string) =>
    steps
      .at(key)
      .numbers(
        values.length,
        values.length,
        'counts',
        (count) => Number.isInteger(count) && count >= 0,
      );
  const [below, upTo] = [counts('below'), counts('upTo')];
  const ascends = values.every((value, i) => i === 0 || value > values[i - 1]);
  const grows = upTo.every((count, i) => below[i] < count && below[i] >= (upTo[i - 1] ?? 0));
  if (!ascends || !grows || upTo.at(-1) !== rows) {
    throw steps.expected(`values and counts that grow from 0 to ${rows}`);
  }
  return {
    name,
    mean: number('mean'),
    low: number('low'),
    lowerQuartile: number('lowerQuartile'),
    median: number('median'),
    upperQuartile: number('upperQuartile'),
    high: number('high'),
    exact: field.at('exact').flag(),
    steps: { values, below, upTo },
  };
}
