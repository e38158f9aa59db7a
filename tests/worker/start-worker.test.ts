import { afterEach, expect, test, vi } from 'vitest';
import { startWorker } from '../../src/worker/start-worker.ts';

class FakeWorker extends EventTarget {
  says(data: unknown): void {
    this.dispatchEvent(new MessageEvent('message', { data }));
  }
}

afterEach(() => {
  vi.unstubAllGlobals();
});

/** A worker that has been started, and what reaches whoever has given it a task. */
function started(): { readonly worker: FakeWorker; readonly heard: unknown[] } {
  vi.stubGlobal('Worker', FakeWorker);
  vi.stubGlobal('location', { href: 'http://localhost/' });
  vi.stubGlobal('navigator', { locks: { request: () => Promise.resolve() } });
  const worker = startWorker(() => undefined) as unknown as FakeWorker;
  const heard: unknown[] = [];
  worker.addEventListener('message', ({ data }: Event & { data?: unknown }) => heard.push(data));
  return { worker, heard };
}

test.each(['locked', 'not locked'])('that it is %s is nobody else’s message', (first) => {
  const { worker, heard } = started();
  worker.says(first);
  worker.says({ kind: 'done', output: null });
  expect(heard).toEqual([{ kind: 'done', output: null }]);
});

test('an answer that comes before the lock is told of reaches whoever asked', () => {
  const { worker, heard } = started();
  worker.says({ kind: 'done', output: null });
  worker.says('locked');
  worker.says({ kind: 'done', output: 1 });
  expect(heard).toEqual([
    { kind: 'done', output: null },
    { kind: 'done', output: 1 },
  ]);
});
