import type { PlanRunner, PlanTaskName, PlanTasks } from '../pipeline/plan/plan-tasks.ts';
import type { TaskOptions, TaskRunner } from '../worker/bridge.ts';
import { runSideBySide } from './side-by-side.ts';

/** Runs the plan's tasks in workers, all of them cancelled by one signal. */
export function planRunner(tasks: TaskRunner, options: TaskOptions): PlanRunner {
  const run = <Name extends PlanTaskName>(
    task: Name,
    input: PlanTasks[Name]['input'],
    given: TaskOptions,
  ) => tasks.run(task, input, given) as Promise<PlanTasks[Name]['output']>;
  return {
    run: (task, input) => run(task, input, options),
    runEach: (task, inputs) => {
      const perform = (input: (typeof inputs)[number], given: TaskOptions) =>
        run(task, input, given);
      return runTrials(inputs, perform, tasks.lanes ?? 1, options);
    },
  };
}

/** Runs trials, as many side by side as there are workers. */
async function runTrials<Trial, Outcome>(
  trials: readonly Trial[],
  perform: (trial: Trial, options: TaskOptions) => Promise<Outcome>,
  lanes: number,
  { signal, onStart, onProgress }: TaskOptions,
): Promise<Outcome[]> {
  let started = false;
  const start = () => {
    if (!started) onStart?.();
    started = true;
  };
  const { outcomes, failure } = await runSideBySide(
    trials,
    (trial, stopped) => perform(trial, { signal: stopped, onStart: start }),
    { lanes, signal, onDone: (done) => onProgress?.(done / trials.length) },
  );
  signal.throwIfAborted();
  if (failure !== null) throw new Error(failure);
  return outcomes.map((outcome) => {
    if (outcome === null) throw new Error('A trial gave nothing.');
    return outcome;
  });
}
