import { expect, test } from 'vitest';
import { Notebook } from '../../src/notebook/notebook.ts';
import type { TaskOptions, TaskRunner } from '../../src/worker/bridge.ts';
import type { TaskName } from '../../src/worker/tasks.ts';

/** A notebook whose stream ends when the test says so. */
function setUp() {
  let streams = 0;
  let end = () => {};
  const run = (task: TaskName, _: unknown, { signal, onStart }: TaskOptions) => {
    onStart?.();
    return new Promise((done, failed) => {
      signal.addEventListener('abort', () => failed(signal.reason));
      if (task === 'stream') streams++;
      end = () => done({ labels: {} });
      if (task !== 'stream') end();
    });
  };
  const notebook = new Notebook({ run } as unknown as TaskRunner, () => 0);
  return { notebook, end: () => end(), streams: () => streams };
}

/** Lets promises that are ready run on. */
const settle = () => new Promise((done) => setTimeout(done));

test('a stream that lets a new application in goes on, and its result is of that setting', async () => {
  const { notebook, end, streams } = setUp();
  const run = notebook.run('stream');
  await settle();
  notebook.takeOn('stream', { driftFrom: 700 });
  expect(notebook.cell('stream').activity.value.kind).toBe('running');
  end();
  await run;
  expect(notebook.parameters.value.driftFrom).toBe(700);
  expect(notebook.isCurrent('stream')).toBe(true);
  notebook.undo();
  expect(notebook.parameters.value.driftFrom).toBe(0);
  expect(notebook.isCurrent('stream')).toBe(false);
  notebook.redo();
  expect(notebook.isCurrent('stream')).toBe(true);
  expect(streams()).toBe(1);
});

test('what it has not taken on ends it, and what it has can be taken back only by its end', async () => {
  const { notebook } = setUp();
  notebook.run('stream');
  await settle();
  notebook.takeOn('stream', { driftFrom: 700 });
  notebook.undo();
  expect(notebook.cell('stream').activity.value.kind).toBe('idle');
  notebook.run('stream');
  await settle();
  notebook.setParameter('alertRate', 0.1);
  expect(notebook.cell('stream').activity.value.kind).toBe('idle');
});
