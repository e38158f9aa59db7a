import { InputError, messageOf } from '../data/errors.ts';
import { buffersOf, type TaskReply } from './protocol.ts';
import { TASKS, type TaskName, type TaskRequest } from './tasks.ts';

/** Runs one task after another, each when its request arrives. Ended from outside to cancel. */
const scope = self as unknown as DedicatedWorkerGlobalScope;

function reply(message: TaskReply, transfer: ArrayBuffer[] = []): void {
  scope.postMessage(message, transfer);
}

async function perform<Name extends TaskName>({ task, input }: TaskRequest<Name>): Promise<void> {
  try {
    const output = await TASKS[task](input, {
      now: () => performance.now(),
      onProgress: (fraction, rows) => reply({ kind: 'progress', fraction, rows }),
    });
    reply({ kind: 'done', output }, buffersOf(output));
  } catch (error) {
    const message = messageOf(error);
    reply({ kind: 'failed', message, inputError: error instanceof InputError });
  }
}

scope.onmessage = ({ data }: MessageEvent<TaskRequest>) => perform(data);
