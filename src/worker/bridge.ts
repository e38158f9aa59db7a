import { InputError } from '../data/errors.ts';
import { portsOf, type TaskProgress, type TaskReply } from './protocol.ts';
import { startWorker } from './start-worker.ts';
import type { TaskName, Tasks } from './tasks.ts';

export interface TaskOptions {
  /** Cancels: the promise rejects with the signal's reason. */
  readonly signal: AbortSignal;
  readonly onProgress?: TaskProgress;
  /** Called when the task leaves the queue. */
  readonly onStart?: () => void;
}

/** Runs the tasks of the lab somewhere off the main thread. */
export interface TaskRunner {
  /** How many tasks run side by side; one where nothing is said. */
  readonly lanes?: number;
  run<Name extends TaskName>(
    task: Name,
    input: Tasks[Name]['input'],
    options: TaskOptions,
  ): Promise<Tasks[Name]['output']>;
}

/** Why a task has no answer although nobody cancelled it and it did not fail. */
const ENDED = 'it was ended before its task was done, perhaps for want of memory; run it again';

/**
 * A pool of workers, each doing one task at a time; further tasks wait in line. Cancelling a task
 * ends its worker, the only way to stop a computation; another is started when needed. So it is when
 * a worker ends by itself: its task is rejected.
 *
 * @param size workers at most
 */
export function createWorkerPool(size: number): TaskRunner {
  const idle: Worker[] = [];
  const waiting: (() => void)[] = [];
  let busy = 0;

  const next = () => {
    if (busy < size) waiting.shift()?.();
  };

  const hire = (): Worker => {
    const worker = startWorker(() => {
      const place = idle.indexOf(worker);
      if (place >= 0) idle.splice(place, 1);
      worker.onerror?.(new ErrorEvent('error', { message: ENDED }));
    });
    return worker;
  };

  const perform = <Name extends TaskName>(
    task: Name,
    input: Tasks[Name]['input'],
    { signal, onProgress, onStart }: TaskOptions,
  ) =>
    new Promise<Tasks[Name]['output']>((done, failed) => {
      const worker = idle.pop() ?? hire();
      const finish = (reusable: boolean) => {
        signal.removeEventListener('abort', cancel);
        worker.onmessage = null;
        worker.onmessageerror = null;
        worker.onerror = null;
        if (reusable) idle.push(worker);
        else worker.terminate();
        busy--;
        next();
      };
      const giveUp = (reason: unknown) => {
        finish(false);
        failed(reason);
      };
      const cancel = () => giveUp(signal.reason);
      worker.onmessage = ({ data }: MessageEvent<TaskReply>) => {
        if (data.kind === 'progress') return onProgress?.(data.fraction, data.rows);
        finish(true);
        if (data.kind === 'done') done(data.output as Tasks[Name]['output']);
        else failed(data.inputError ? new InputError(data.message) : new Error(data.message));
      };
      worker.onmessageerror = () => giveUp(new Error('The result could not be handed over.'));
      worker.onerror = ({ message }) => {
        giveUp(new Error(`The worker stopped: ${message || 'it could not be started'}.`));
      };
      signal.addEventListener('abort', cancel);
      busy++;
      onStart?.();
      try {
        worker.postMessage({ task, input }, portsOf(input));
      } catch (error) {
        giveUp(error);
      }
    });

  return {
    lanes: size,
    async run(task, input, options) {
      while (busy >= size) await turn(waiting, options.signal);
      if (options.signal.aborted) {
        next();
        throw options.signal.reason;
      }
      return perform(task, input, options);
    },
  };
}

/** Resolves when this task's turn has come; rejects when it is cancelled while waiting. */
function turn(waiting: (() => void)[], signal: AbortSignal): Promise<void> {
  return new Promise((done, failed) => {
    waiting.push(done);
    signal.addEventListener('abort', () => {
      const place = waiting.indexOf(done);
      if (place >= 0) waiting.splice(place, 1);
      failed(signal.reason);
    });
  });
}
