import { expect, it } from 'vitest';
import { buffersOf } from '../../src/worker/protocol.ts';
import { TASKS } from '../../src/worker/tasks.ts';

it('finds every buffer of a result once, wherever it is', () => {
  const shared = new Float64Array(4);
  const code = new Uint32Array(2);
  const value = { a: shared, b: [{ c: shared.subarray(1) }, { c: code }], d: null, e: ['x', 'y'] };
  expect(buffersOf(value)).toEqual([shared.buffer, code.buffer]);
});

it('hands over what a task gives, so that the next run must not find it gone', async () => {
  const context = { now: () => 0, onProgress: () => {} };
  const input = { seed: '42', counts: {} };
  const first = await TASKS.generate(input, context);
  const [sent] = [structuredClone(first, { transfer: buffersOf(first) })];
  expect(await TASKS.generate(input, context)).toEqual(sent);
});
