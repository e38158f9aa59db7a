import { OWN_THRESHOLDS } from '../detecting/detector-table.ts';
import { ENGINEERING_PARAMETERS } from '../parameters/engineering-parameters.ts';
import { PARAMETERS } from '../parameters/parameter-facts.ts';
import type { ParameterKey } from '../parameters/parameter-types.ts';
import { STREAM_PARAMETERS } from '../parameters/stream-parameters.ts';
import { savedClassifier } from '../run/saved-detector.ts';
import {
  type Circumstances,
  judged,
  NO_STEPS,
  NOTHING_ELSE,
  type PlanStep,
  resultOf,
  step,
} from './plan-step.ts';
import { REFERENCE_STEPS, SCALING_PARAMETERS } from './reference-steps.ts';

/** What some steps of the reference depend on. */
function behind(steps: readonly PlanStep[], circumstances: Circumstances): ParameterKey[] {
  return steps.flatMap(({ dependsOn }) => [...dependsOn(circumstances).parameters]);
}

/** What a study of the generated flows of many seeds depends on: not on what is open, nor the seed. */
function studyParameters(circumstances: Circumstances, settled: readonly ParameterKey[] = []) {
  const generated = { ...circumstances, fromFile: false, byLab: false };
  const all = new Set([...behind(REFERENCE_STEPS, generated), 'detectors', 'seeds']);
  return [...all].filter((key) => key !== 'seed' && !settled.includes(key));
}

/** What the study of time sets by itself. */
const SETTLED_BY_TIME: readonly ParameterKey[] = [
  'timeFeatures',
  'logRatios',
  'trainOn',
  'holdOut',
  'evaluateOn',
];

/** The red team judges all flows, by thresholds of the detectors' own. */
const SETTLED_BY_RED_TEAM: readonly ParameterKey[] = ['evaluateOn', ...Object.keys(OWN_THRESHOLDS)];

/** The pitfalls hold their own flows out, and set thresholds of the detector's own. */
const SETTLED_BY_PITFALLS: readonly ParameterKey[] = ['holdOut', ...SETTLED_BY_RED_TEAM];

/** What training a classifier depends on, besides the matrix; the seed draws its parts and weights. */
const CLASSIFIER_KEYS: readonly ParameterKey[] = [
  'seed',
  ...PARAMETERS.filter(({ step }) => step === 'classifier' || step === 'neural').map(
    ({ key }) => key,
  ),
];

/** The detectors beside it are judged by its parts, not by flows held out, and by thresholds of its own. */
const SETTLED_BY_PARTS: readonly ParameterKey[] = [
  'holdOut',
  'evaluateOn',
  ...Object.keys(OWN_THRESHOLDS),
];

/** What the detectors beside it depend on. */
function detectingParameters(circumstances: Circumstances): ParameterKey[] {
  const detectors = REFERENCE_STEPS.filter(({ step }) => step === 'detect');
  const all = [...behind(detectors, { ...circumstances, byLab: false }), 'detectors'];
  return all.filter((key) => !SETTLED_BY_PARTS.includes(key));
}

/** What a stream depends on, besides the traffic. */
const REPLAY_PARAMETERS: readonly ParameterKey[] = [
  'seed',
  ...SCALING_PARAMETERS,
  ...STREAM_PARAMETERS.map(({ key }) => key),
];

/** What the studies ask and how they sum up, fetched when one is first run. */
const runs = () => import('./study-runs.ts');

/** The steps beyond the reference. */
export const BEYOND_STEPS: readonly PlanStep[] = [
  step({
    id: 'timeline',
    step: 'beyond',
    title: 'Traffic over time',
    dependsOn: () => NOTHING_ELSE,
    reads: ['generate'],
    readsIfThere: ({ detectors }) => detectors,
    run: (input, tasks) => {
      const { flows } = resultOf(input.values, 'generate');
      return tasks.run('timeline', { ...judged(input), startTime: flows?.startTime });
    },
  }),
  step({
    id: 'voting',
    step: 'beyond',
    title: 'Does voting help?',
    onDemand: true,
    dependsOn: (circumstances) => ({ parameters: studyParameters(circumstances), sources: [] }),
    reads: [],
    readsIfThere: NO_STEPS,
    run: async (...given) => (await runs()).runVoting(...given),
  }),
  step({
    id: 'time',
    step: 'beyond',
    title: 'Do time features help?',
    onDemand: true,
    dependsOn: (circumstances) => {
      const set = { ...circumstances, timeFeatures: true, trainOn: 'normal' } as const;
      return { parameters: studyParameters(set, SETTLED_BY_TIME), sources: [] };
    },
    reads: [],
    readsIfThere: NO_STEPS,
    run: async (...given) => (await runs()).runTimeStudy(...given),
  }),
  step({
    id: 'attack-classifier',
    step: 'beyond',
    title: 'A classifier of attacks',
    onDemand: true,
    dependsOn: ({ byLab }) =>
      byLab ? { parameters: [], sources: ['lab'] } : { parameters: CLASSIFIER_KEYS, sources: [] },
    reads: ['generate', 'scale'],
    readsIfThere: NO_STEPS,
    run: async ({ parameters, open, values }, tasks) => {
      const { matrix } = resultOf(values, 'scale');
      const { labels } = resultOf(values, 'generate');
      const trained = open.lab && savedClassifier(open.lab);
      return tasks.run('classify', { matrix, labels, parameters, trained });
    },
  }),
  step({
    id: 'unknown-attack',
    step: 'beyond',
    title: 'Leave one attack out',
    onDemand: true,
    dependsOn: (circumstances) => {
      const all = [...CLASSIFIER_KEYS, ...detectingParameters(circumstances)];
      return { parameters: [...new Set(all)], sources: [] };
    },
    reads: ['generate', 'scale'],
    readsIfThere: NO_STEPS,
    run: async (...given) => (await runs()).runUnknownAttack(...given),
  }),
  step({
    id: 'red-team',
    step: 'beyond',
    title: 'The red team',
    onDemand: true,
    dependsOn: (circumstances) => {
      const all = studyParameters(circumstances, SETTLED_BY_RED_TEAM);
      return { parameters: [...new Set([...all, 'redTeamAttack', 'window'])], sources: [] };
    },
    reads: [],
    readsIfThere: NO_STEPS,
    run: async (...given) => (await runs()).runRedTeam(...given),
  }),
  step({
    id: 'pitfalls',
    step: 'beyond',
    title: 'Do not fool yourself',
    onDemand: true,
    dependsOn: (circumstances) => {
      const all = studyParameters(circumstances, SETTLED_BY_PITFALLS);
      return { parameters: [...new Set([...all, 'redTeamAttack', 'window'])], sources: [] };
    },
    reads: [],
    readsIfThere: NO_STEPS,
    run: async (...given) => (await runs()).runPitfalls(...given),
  }),
  step({
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
    readsIfThere: NO_STEPS,
    run: ({ parameters, values }, tasks) =>
      tasks.run('stream', { traffic: resultOf(values, 'generate'), parameters }),
  }),
];
