import { ENGINEERING_PARAMETERS } from '../pipeline/flow-features.ts';
import { PARAMETERS, type ParameterKey, type ParameterStep } from '../pipeline/parameter-facts.ts';
import { READING_PARAMETERS } from '../pipeline/reading-parameters.ts';
import { STREAM_PARAMETERS } from '../pipeline/stream-parameters.ts';
import { planTimeStudy } from '../pipeline/time-study.ts';
import { type TimeStudySummary, timeStudySummary } from '../pipeline/time-study-summary.ts';
import type { Timeline } from '../pipeline/timeline.ts';
import { planVoting } from '../pipeline/voting.ts';
import { type VotingSummary, votingSummary } from '../pipeline/voting-summary.ts';
import type { TaskOptions, TaskRunner } from '../worker/bridge.ts';
import type { StreamResult } from '../worker/stream-protocol.ts';
import type { TaskName, Tasks } from '../worker/tasks.ts';
import {
  type CellDefinition,
  cell,
  chosenDetectors,
  given,
  judged,
  NO_CELLS,
  NOTHING_ELSE,
} from './cell-definition.ts';
import { runSideBySide } from './side-by-side.ts';

/** What the cells beyond the notebook hold once they have run. */
export interface BeyondValues {
  /** `null`: the traffic does not tell when its flows began. */
  timeline: Timeline | null;
  voting: VotingSummary;
  time: TimeStudySummary;
  stream: StreamResult;
}

export type BeyondId = keyof BeyondValues;

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

/** What a stream depends on, besides the traffic. */
const REPLAY_PARAMETERS: readonly ParameterKey[] = [
  'seed',
  'features',
  'timeFeatures',
  'logRatios',
  'scaler',
  ...STREAM_PARAMETERS.map(({ key }) => key),
];

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
      const { flows } = input.values.generate ?? { flows: null };
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
    run: async ({ parameters }, tasks, options) => {
      const plan = planVoting(parameters);
      return votingSummary(plan, await runTrials('vote', plan.trials, tasks, options));
    },
  }),
  cell({
    id: 'time',
    step: 'beyond',
    title: 'What does time buy?',
    onDemand: true,
    dependsOn: () => ({ parameters: studyParameters(true, SETTLED_BY_TIME), sources: [] }),
    reads: [],
    readsIfThere: NO_CELLS,
    run: async ({ parameters }, tasks, options) => {
      const plan = planTimeStudy(parameters);
      const { detectors } = plan;
      const trials = plan.trials.map((trial) => ({ trial, detectors }));
      return timeStudySummary(plan, await runTrials('time', trials, tasks, options));
    },
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

/** Runs a task for each trial, as many side by side as there are workers. */
async function runTrials<Name extends TaskName>(
  task: Name,
  trials: readonly Tasks[Name]['input'][],
  tasks: TaskRunner,
  { signal, onStart, onProgress }: TaskOptions,
): Promise<Tasks[Name]['output'][]> {
  let started = false;
  const start = () => {
    if (!started) onStart?.();
    started = true;
  };
  const { outcomes, failure } = await runSideBySide(
    trials,
    (trial, stopped) => tasks.run(task, trial, { signal: stopped, onStart: start }),
    { lanes: tasks.lanes ?? 1, signal, onDone: (done) => onProgress?.(done / trials.length) },
  );
  signal.throwIfAborted();
  if (failure !== null) throw new Error(failure);
  return outcomes.map((outcome) => {
    if (outcome === null) throw new Error('A trial gave nothing.');
    return outcome;
  });
}
