import { InputError } from '../data/errors.ts';
import { handOver, type Posted } from './hand-over.ts';
import { createKeptWorkers, type KeptWorkers } from './kept-workers.ts';
import { createLanes } from './lanes.ts';
import { portsOf, type TaskProgress, type TaskReply } from './protocol.ts';
import { TASK_KINDS } from './task-kinds.ts';
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
  /** How many trials of a study run side by side; one where nothing is said. */
  readonly lanes?: number;
  run<Name extends TaskName>(
    task: Name,
    input: Tasks[Name]['input'],
    options: TaskOptions,
  ): Promise<Tasks[Name]['output']>;
}

export interface WorkerServiceOptions {
  /** Workers at most, at least 1. */
  readonly size: number;
  /** Starts a worker, which calls `onEnd` when it has ended, by whatever. */
  readonly start: (onEnd: () => void) => Worker;
  /** How long a worker waits for the next task before it is ended, in milliseconds. */
  readonly idleTime: number;
}

/** Why a task has no answer although nobody cancelled it and it did not fail. */
const ENDED = 'it was ended before its task was done, perhaps for want of memory; run it again';

/**
 * Runs tasks in workers, each doing one at a time; further tasks wait in line by their kind
 * (`TASK_KINDS`). Workers are started when needed and ended when they have nothing to do.
 * Cancelling a task ends its worker, the only way to stop a computation. When a worker ends by
 * itself its task is rejected, and another is started for the next.
 *
 * There are never more workers than `size`, but for one case. A stream that is paused holds its
 * worker, whose memory is the stream. On two lanes the rest of the page has the other: steps of the
 * run go before trials of a study, so that they wait for one trial at most. On one lane a stream has
 * a second worker, as nothing else could run until it is over.
 */
export function createWorkerService({ size, start, idleTime }: WorkerServiceOptions): TaskRunner {
  const lanes = createLanes(size);
  const workers = createKeptWorkers(start, idleTime);
  return {
    lanes: Math.max(1, size - 1),
    async run(task, input, options) {
      const leave = await lanes.enter(TASK_KINDS[task], options.signal);
      try {
        options.signal.throwIfAborted();
        return await perform(workers, task, input, options);
      } finally {
        leave();
      }
    },
  };
}

function perform<Name extends TaskName>(
  workers: KeptWorkers,
  task: Name,
  input: Tasks[Name]['input'],
  { signal, onProgress, onStart }: TaskOptions,
): Promise<Tasks[Name]['output']> {
  return new Promise((done, failed) => {
    const kept = workers.take();
    const { worker } = kept;
    const finish = (reusable: boolean) => {
      signal.removeEventListener('abort', cancel);
      worker.onmessage = null;
      worker.onmessageerror = null;
      worker.onerror = null;
      kept.onEnd = null;
      if (reusable) workers.keep(kept);
      else worker.terminate();
    };
    const giveUp = (reason: unknown) => {
      finish(false);
      failed(reason);
    };
    const stopped = (why: string) => giveUp(new Error(`The worker stopped: ${why}.`));
    const cancel = () => giveUp(signal.reason);
    worker.onmessage = ({ data }: MessageEvent<TaskReply>) => {
      if (data.kind === 'progress') return onProgress?.(data.fraction, data.rows);
      finish(true);
      if (data.kind === 'done') done(data.output as Tasks[Name]['output']);
      else failed(data.inputError ? new InputError(data.message) : new Error(data.message));
    };
    worker.onmessageerror = () => giveUp(new Error('The result could not be handed over.'));
    worker.onerror = ({ message }) => stopped(message || 'it could not be started');
    kept.onEnd = () => stopped(ENDED);
    signal.addEventListener('abort', cancel);
    onStart?.();
    const post = (part: Posted, transfer: Transferable[]) => worker.postMessage(part, transfer);
    handOver({ task, input }, portsOf(input), post, restUnless(signal)).catch(giveUp);
  });
}

/** Lets the thread do something else for a moment, unless the task is cancelled meanwhile. */
function restUnless(signal: AbortSignal): () => Promise<void> {
  return async () => {
    await new Promise((next) => setTimeout(next));
    signal.throwIfAborted();
  };
}
