import { DETECTOR_NAMES, OWN_THRESHOLDS } from '../pipeline/detecting/detector-table.ts';
import { ENGINEERING_PARAMETERS } from '../pipeline/parameters/engineering-parameters.ts';
import { PARAMETERS } from '../pipeline/parameters/parameter-facts.ts';
import type { ParameterKey, ParameterStep } from '../pipeline/parameters/parameter-types.ts';
import { READING_PARAMETERS } from '../pipeline/parameters/reading-parameters.ts';
import { STREAM_PARAMETERS } from '../pipeline/parameters/stream-parameters.ts';
import { savedClassifier } from '../pipeline/run/saved-detector.ts';
import {
  type CellDefinition,
  cell,
  chosenDetectors,
  given,
  givenIfThere,
  judged,
  NO_CELLS,
  NOTHING_ELSE,
} from './cell-definition.ts';

/** Steps whose settings a study of generated flows does not depend on. */
const BESIDE_STUDIES: readonly ParameterStep[] = ['stream', 'classifier'];

/** What a study of the generated flows of many seeds depends on: not on what is open, nor the seed. */
function studyParameters(timeFeatures: boolean, settled: readonly ParameterKey[] = []) {
  const read: readonly ParameterKey[] = [...READING_PARAMETERS, ...ENGINEERING_PARAMETERS];
  const own = PARAMETERS.filter(
    ({ key, step }) => !read.includes(key) && !BESIDE_STUDIES.includes(step),
  ).map(({ key }) => key);
  const all = [...own, 'timeFeatures' as const, ...(timeFeatures ? ENGINEERING_PARAMETERS : [])];
  return [...new Set(all)].filter((key) => key !== 'seed' && !settled.includes(key));
}

/** What the study of time sets by itself. */
const SETTLED_BY_TIME: readonly ParameterKey[] = [
  'timeFeatures',
  'logRatios',
  'trainOn',
  'holdOut',
  'evaluateOn',
];

/** What training a classifier depends on, besides the matrix; the seed draws its parts and weights. */
const CLASSIFIER_KEYS: readonly ParameterKey[] = [
  'seed',
  ...PARAMETERS.filter(({ step }) => step === 'classifier' || step === 'neural').map(
    ({ key }) => key,
  ),
];

/**
 * What the detectors beside it depend on: they are judged by its parts, not by flows held out, and by
 * thresholds of its own.
 */
const DETECTING_KEYS: readonly ParameterKey[] = PARAMETERS.filter(
  ({ key, step }) =>
    ['trainOn', 'contamination', 'detectors'].includes(key) ||
    (DETECTOR_NAMES.some((name) => name === step) && !Object.hasOwn(OWN_THRESHOLDS, key)),
).map(({ key }) => key);

/** What a stream depends on, besides the traffic. */
const REPLAY_PARAMETERS: readonly ParameterKey[] = [
  'seed',
  'features',
  'timeFeatures',
  'logRatios',
  'scaler',
  ...STREAM_PARAMETERS.map(({ key }) => key),
];

/** What the studies ask and how they sum up, fetched when one is first run. */
const runs = () => import('./beyond-runs.ts');

/** The cells of the sixth step. */
export const BEYOND_CELLS: readonly CellDefinition[] = [
  cell({
    id: 'timeline',
    step: 'beyond',
    title: 'Traffic over time',
    dependsOn: () => NOTHING_ELSE,
    reads: ['generate'],
    readsIfThere: chosenDetectors,
    run: (input, tasks, options) => {
      const { flows } = givenIfThere(input, 'generate') ?? { flows: null };
      return tasks.run('timeline', { ...judged(input), startTime: flows?.startTime }, options);
    },
  }),
  cell({
    id: 'voting',
    step: 'beyond',
    title: 'Does voting pay?',
    onDemand: true,
    dependsOn: ({ timeFeatures }) => ({ parameters: studyParameters(timeFeatures), sources: [] }),
    reads: [],
    readsIfThere: NO_CELLS,
    run: async (...given) => (await runs()).runVoting(...given),
  }),
  cell({
    id: 'time',
    step: 'beyond',
    title: 'What does time buy?',
    onDemand: true,
    dependsOn: () => ({ parameters: studyParameters(true, SETTLED_BY_TIME), sources: [] }),
    reads: [],
    readsIfThere: NO_CELLS,
    run: async (...given) => (await runs()).runTimeStudy(...given),
  }),
  cell({
    id: 'attack-classifier',
    step: 'beyond',
    title: 'A classifier of attacks',
    onDemand: true,
    dependsOn: ({ byLab }) =>
      byLab ? { parameters: [], sources: ['lab'] } : { parameters: CLASSIFIER_KEYS, sources: [] },
    reads: ['generate', 'scale'],
    readsIfThere: NO_CELLS,
    run: async (input, tasks, options) => {
      const { parameters, open } = input;
      const { matrix } = given(input, 'scale');
      const { labels } = given(input, 'generate');
      const trained = open.lab && savedClassifier(open.lab.lab);
      return tasks.run('classify', { matrix, labels, parameters, trained }, options);
    },
  }),
  cell({
    id: 'unknown-attack',
    step: 'beyond',
    title: 'Leave one attack out',
    onDemand: true,
    dependsOn: () => ({ parameters: [...CLASSIFIER_KEYS, ...DETECTING_KEYS], sources: [] }),
    reads: ['generate', 'scale'],
    readsIfThere: NO_CELLS,
    run: async (...given) => (await runs()).runUnknownAttack(...given),
  }),
  cell({
    id: 'stream',
    step: 'beyond',
    title: 'Live: flow by flow',
    onDemand: true,
    dependsOn: ({ timeFeatures }) => ({
      parameters: timeFeatures
        ? [...REPLAY_PARAMETERS, ...ENGINEERING_PARAMETERS]
        : REPLAY_PARAMETERS,
      sources: [],
    }),
    reads: ['generate'],
    readsIfThere: NO_CELLS,
    run: (input, tasks, options) => {
      const { parameters } = input;
      return tasks.run('stream', { traffic: given(input, 'generate'), parameters }, options);
    },
  }),
];
