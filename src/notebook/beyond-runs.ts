import { planTimeStudy } from '../pipeline/studies/time-study.ts';
import { type TimeStudySummary, timeStudySummary } from '../pipeline/studies/time-study-summary.ts';
import { planUnknownAttack } from '../pipeline/studies/unknown-attack.ts';
import { type UnknownSummary, unknownSummary } from '../pipeline/studies/unknown-summary.ts';
import { planVoting } from '../pipeline/studies/voting.ts';
import { type VotingSummary, votingSummary } from '../pipeline/studies/voting-summary.ts';
import type { TaskOptions, TaskRunner } from '../worker/bridge.ts';
import type { TaskName, Tasks } from '../worker/tasks.ts';
import { type CellInput, given } from './cell-definition.ts';
import { runSideBySide } from './side-by-side.ts';

/** Whether voting pays: a trial per seed. */
export async function runVoting(
  { parameters }: CellInput,
  tasks: TaskRunner,
  options: TaskOptions,
): Promise<VotingSummary> {
  const plan = planVoting(parameters);
  return votingSummary(plan, await runTrials('vote', plan.trials, tasks, options));
}

/** What time buys: a trial per seed and question. */
export async function runTimeStudy(
  { parameters }: CellInput,
  tasks: TaskRunner,
  options: TaskOptions,
): Promise<TimeStudySummary> {
  const plan = planTimeStudy(parameters);
  const { detectors } = plan;
  const trials = plan.trials.map((trial) => ({ trial, detectors }));
  return timeStudySummary(plan, await runTrials('time', trials, tasks, options));
}

/** What becomes of an attack that nobody was taught: a trial per attack, and one with all. */
export async function runUnknownAttack(
  input: CellInput,
  tasks: TaskRunner,
  options: TaskOptions,
): Promise<UnknownSummary> {
  const { parameters } = input;
  const { matrix, baseline } = given(input, 'scale');
  const { labels } = given(input, 'generate');
  const plan = planUnknownAttack(labels, baseline, parameters);
  const scaled = { matrix, baseline };
  const trials = plan.trials.map((trial) => ({ trial, scaled, labels, parameters }));
  return unknownSummary(plan, await runTrials('unknownAttack', trials, tasks, options));
}

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
