import { InputError, messageOf } from '../data/errors.ts';
import { createTakeOver, type Posted } from './hand-over.ts';
import { type TaskReply, transferablesOf } from './protocol.ts';
import type { TASKS, TaskName, TaskRequest } from './tasks.ts';

/** Runs one task after another, each when its request arrives. Ended from outside to cancel. */
const scope = self as unknown as DedicatedWorkerGlobalScope;

function reply(message: TaskReply, transfer: Transferable[] = []): void {
  scope.postMessage(message, transfer);
}

/** What runs the tasks of this kind. A visit begins with planes, which need the least of the engine. */
async function tasksLike(task: TaskName): Promise<Partial<typeof TASKS>> {
  if (task.startsWith('plane')) return (await import('./plane-tasks.ts')).PLANE_TASKS;
  return (await import('./tasks.ts')).TASKS;
}

async function perform<Name extends TaskName>({ task, input }: TaskRequest<Name>): Promise<void> {
  try {
    const run = (await tasksLike(task))[task];
    if (run === undefined) throw new Error(`There is no task "${task}".`);
    const output = await run(input, {
      now: () => performance.now(),
      onProgress: (fraction, rows) => reply({ kind: 'progress', fraction, rows }),
    });
    reply({ kind: 'done', output }, transferablesOf(output));
  } catch (error) {
    const message = messageOf(error);
    reply({ kind: 'failed', message, inputError: error instanceof InputError });
  }
}

const takeOver = createTakeOver((request) => perform(request as TaskRequest));
scope.onmessage = ({ data }: MessageEvent<Posted>) => takeOver(data);
