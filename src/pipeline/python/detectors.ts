/// <reference types="vite/types/importMeta.d.ts" />
import { randomStateOf } from '../../data/random.ts';
import { DETECTORS, parametersOf } from '../detecting/detector-table.ts';
import { handThreshold, thresholdKey } from '../detecting/hand-threshold.ts';
import { mostLearnt, sampleKey } from '../detecting/sample-size.ts';
import type { DetectorName, LabParameters } from '../parameters/lab-parameters.ts';
import { PARAMETERS } from '../parameters/parameter-facts.ts';
import type { ParameterFacts, ParameterKey } from '../parameters/parameter-types.ts';
import { trainingName } from './judge.ts';
import { blocks, call, literal, shareOrCount } from './literals.ts';
import type { PythonDetector } from './python-detector.ts';
import type { PythonRequest } from './source.ts';

const detectors = import.meta.glob<PythonDetector>('./detectors/*.ts', {
  eager: true,
  import: 'python',
});

/** The Python of a detector; a file of its name in `detectors/` is all that it takes. */
function pythonDetector(name: DetectorName): PythonDetector {
  const found = detectors[`./detectors/${name}.ts`];
  if (found === undefined) throw new Error(`The detector "${name}" has no Python.`);
  return found;
}

/** Arguments that the notebook spells out; the others only where they differ from the default. */
const SPELT_OUT: readonly ParameterKey[] = [
  'contamination',
  'randomState',
  'nEstimators',
  'nu',
  'gamma',
  'nNeighbors',
];

/** One detector fitted, its `…_scores` and `…_flagged` of every flow, and how it did. */
export function detectorCode(name: DetectorName, { parameters, source }: PythonRequest): string {
  const { preamble, variable, code } = pythonDetector(name);
  return blocks(
    preamble,
    code === undefined
      ? fittingCode(name, { parameters, source })
      : code(parameters, judgingMember(parameters)),
    handCode(name, parameters),
    [
      `show(judge(${variable}_scores, ${variable}_flagged))`,
      ...(source.labels === 'none' ? [] : [`print(found(${variable}_flagged))`]),
    ].join('\n'),
  );
}

function fittingCode(name: DetectorName, { parameters, source }: PythonRequest): string {
  const { estimator, variable, ownScores } = pythonDetector(name);
  const most = mostLearnt(name, parameters);
  const learnt = parameters.trainOn === 'file' ? parameters.sample : (source.rows ?? 0);
  const isSampled = learnt > most;
  const whole = trainingName(parameters);
  const training = isSampled ? `${variable}_sample` : whole;
  const sample = isSampled ? sampleLines(training, whole, most, parameters) : [];
  const verdicts =
    training === 'X' && ownScores !== undefined
      ? [
          `${variable}_flagged = ${variable}.fit_predict(X) == -1`,
          `${variable}_scores = ${variable}.${ownScores}`,
        ]
      : [
          `${variable}.fit(${training})`,
          `${variable}_flagged = ${variable}.predict(X) == -1`,
          `${variable}_scores = ${variable}.score_samples(X)`,
        ];
  const called = call(
    estimator,
    detectorArguments(name, parameters, training !== 'X'),
    `${variable} = `,
  );
  return [...sample, called, ...verdicts].join('\n');
}

/** The flows that a detector learns from where that is a sample. */
function sampleLines(
  name: string,
  whole: ReturnType<typeof trainingName>,
  most: number,
  { seed }: LabParameters,
): string[] {
  return [
    `${name} = ${whole}`,
    `if len(${name}) > ${most}:`,
    `    drawn = np.random.RandomState(${randomStateOf(seed)}).permutation(len(${name}))`,
    `    ${name} = ${name}[np.sort(drawn[:${most}])]`,
  ];
}

/** The verdicts by a threshold set by hand; nothing where the detector's own stands. */
function handCode(name: DetectorName, parameters: LabParameters): string {
  const threshold = handThreshold(name, parameters);
  if (threshold === null) return '';
  const { variable } = pythonDetector(name);
  const judge = judgeName(name, parameters);
  return [
    'from types import SimpleNamespace',
    '',
    `${judge} = SimpleNamespace(offset_=${threshold})  # the threshold, set by hand`,
    `${variable}_flagged = ${variable}_scores < ${judge}.offset_`,
  ].join('\n');
}

/** What has the threshold of a detector as its `offset_`: the estimator, or what is set by hand. */
function judgeName(name: DetectorName, parameters: LabParameters): string {
  const { variable } = pythonDetector(name);
  return handThreshold(name, parameters) === null ? variable : `${variable}_by_hand`;
}

function judgingMember(parameters: LabParameters) {
  return (name: DetectorName) => ({ ...pythonDetector(name), judge: judgeName(name, parameters) });
}

function detectorArguments(
  name: DetectorName,
  parameters: LabParameters,
  apart: boolean,
): string[] {
  const { first, last, without = [] } = pythonDetector(name);
  const keys = parametersOf(name).filter(
    (key) => !without.includes(key) && key !== thresholdKey(name) && key !== sampleKey(name),
  );
  const rows = PARAMETERS.filter(({ key }) => keys.includes(key));
  return [
    ...(first?.() ?? []),
    ...rows
      .filter((facts) => SPELT_OUT.includes(facts.key) || parameters[facts.key] !== facts.default)
      .map((facts) => `${facts.flag.replaceAll('-', '_')}=${argumentLiteral(facts, parameters)}`),
    ...(last?.(parameters, apart) ?? []),
  ];
}

function argumentLiteral({ key }: ParameterFacts, parameters: LabParameters): string {
  if (key === 'randomState') return String(forestSeed(parameters));
  const value = parameters[key];
  if (typeof value === 'object') throw new TypeError(`${key} is no argument of an estimator.`);
  const share = key === 'maxSamples' || key === 'maxFeatures';
  return share && typeof value === 'number' ? shareOrCount(value) : literal(value);
}

function forestSeed({ randomState, seed }: LabParameters): number {
  return randomState === 'seed' ? randomStateOf(seed) : randomState;
}

/** The detectors that run, in the lab's order of the parameter. */
export function runningDetectors(parameters: LabParameters) {
  return parameters.detectors.map((name) => ({
    ...judgingMember(parameters)(name),
    title: DETECTORS.find((row) => row.name === name)?.title ?? name,
  }));
}
