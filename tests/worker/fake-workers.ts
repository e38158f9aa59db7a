import { createTakeOver } from '../../src/worker/hand-over.ts';
import type { TaskReply } from '../../src/worker/protocol.ts';
import type { TaskRequest } from '../../src/worker/tasks.ts';

/** A worker that does what the test says. */
export interface FakeWorker {
  /** What it was asked last; `null`: nothing, or it has answered. */
  request: TaskRequest | null;
  alive: boolean;
  /** Answers what it was asked. */
  reply(message: TaskReply): void;
  /** Ends without a word, as for want of memory. */
  die(): void;
  /** Breaks down, as when its script cannot be had. */
  breakDown(message: string): void;
}

/** Starts fake workers, and remembers all of them. */
export function createFakeWorkers() {
  const started: FakeWorker[] = [];
  const start = (onEnd: () => void): Worker => {
    const worker = {
      onmessage: null as ((event: { data: TaskReply }) => void) | null,
      onerror: null as ((event: { message: string }) => void) | null,
      request: null as TaskRequest | null,
      alive: true,
      postMessage: createTakeOver((request) => {
        worker.request = request as TaskRequest;
      }),
      terminate() {
        worker.alive = false;
      },
      reply(message: TaskReply) {
        if (message.kind !== 'progress') worker.request = null;
        worker.onmessage?.({ data: message });
      },
      die() {
        worker.alive = false;
        onEnd();
      },
      breakDown: (message: string) => worker.onerror?.({ message }),
    };
    started.push(worker);
    return worker as unknown as Worker;
  };
  const alive = () => started.filter((worker) => worker.alive);
  const atWork = () => alive().filter(({ request }) => request !== null);
  return { start, started, alive, atWork };
}
