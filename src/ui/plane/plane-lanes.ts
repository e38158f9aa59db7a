import type { TaskRunner } from '../../worker/bridge.ts';
import type { TaskName, Tasks } from '../../worker/tasks.ts';

/** First answers that take longer are given up when newer ones wait. Milliseconds. */
const PATIENCE = 1000;

type Run = <Name extends TaskName>(
  task: Name,
  input: Tasks[Name]['input'],
) => Promise<Tasks[Name]['output']>;

/** How planes are computed. */
export interface PlaneLanes {
  /** What a hand waits for: as many at a time as there are workers. */
  readonly soon: Run;
  /** The rest, one after another, so that a worker is left for what a hand waits for. */
  readonly later: Run;
  /** Ends first answers that have been computed for long. */
  readonly hurry: () => void;
}

/** @param now in milliseconds */
export function createPlaneLanes(tasks: TaskRunner, now: () => number): PlaneLanes {
  const running = new Map<AbortController, number>();
  let last: Promise<unknown> = Promise.resolve();
  return {
    async soon(task, input) {
      const controller = new AbortController();
      running.set(controller, now());
      try {
        return await tasks.run(task, input, { signal: controller.signal });
      } finally {
        running.delete(controller);
      }
    },
    later(task, input) {
      const { signal } = new AbortController();
      const answer = last.then(() => tasks.run(task, input, { signal }));
      last = answer.catch(() => undefined);
      return answer;
    },
    hurry() {
      for (const [controller, since] of running) {
        if (now() - since > PATIENCE) controller.abort(new Error('Newer settings wait.'));
      }
    },
  };
}
