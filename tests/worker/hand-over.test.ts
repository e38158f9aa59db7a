import { expect, test } from 'vitest';
import { createTakeOver, handOver, type Posted } from '../../src/worker/hand-over.ts';

/** Sends a message as a page does, over a copy of each part; tells what arrived, and in how many parts. */
async function sent(message: unknown, rest = async () => {}) {
  let arrived: unknown;
  const parts: Posted[] = [];
  const takeOver = createTakeOver((one) => {
    arrived = one;
  });
  const post = (part: Posted, transfer: Transferable[]) => {
    parts.push(part);
    takeOver(structuredClone(part, { transfer }));
  };
  await handOver(message, [], post, rest);
  return { arrived, parts };
}

test('what is small is one message', async () => {
  const message = { task: 'x', input: { words: ['a'], x: Float64Array.of(1, 2) } };
  const { arrived, parts } = await sent(message);
  expect(parts).toHaveLength(1);
  expect(arrived).toEqual(message);
});

test('what is large comes in pieces, and arrives as it was', async () => {
  const column = Float64Array.from({ length: 5_000_000 }, (_, at) => at * 1.5);
  const codes = Uint32Array.from({ length: 300_000 }, (_, at) => at % 7);
  const view = column.subarray(10, 200_010);
  const message = {
    input: {
      flows: { bytes: column, again: column, type: { codes, names: ['a', 'b'] }, length: 3 },
      list: [{ x: view }, null, { small: Int8Array.of(1, -1) }],
      text: 'x',
      when: new Date(0),
    },
  };
  let rests = 0;
  const { arrived, parts } = await sent(message, async () => {
    rests++;
  });
  const { input } = arrived as typeof message;
  const { flows } = input;
  // Element by element such an array takes seconds to compare.
  const bytesOf = ({ buffer }: { readonly buffer: ArrayBufferLike }) => Buffer.from(buffer);
  expect(bytesOf(flows.bytes).equals(bytesOf(column))).toBe(true);
  expect(flows.again).toBe(flows.bytes);
  expect(input.list[0]?.x).toHaveLength(view.length);
  expect(bytesOf(input.list[0]?.x ?? codes).equals(bytesOf(view.slice()))).toBe(true);
  expect(bytesOf(flows.type.codes).equals(bytesOf(codes))).toBe(true);
  const small = ({ list, text, when }: typeof input) => [list.slice(1), text, when];
  expect(small(input)).toEqual(small(message.input));
  expect(flows.type.names).toEqual(['a', 'b']);
  const pieces = parts.filter(({ kind }) => kind === 'piece');
  expect(rests).toBe(pieces.length);
  for (const part of pieces) {
    if (part.kind === 'piece') expect(part.bytes.byteLength).toBeLessThanOrEqual(1 << 24);
  }
  // What is handed over stays with who hands it over.
  expect(column.byteLength).toBe(40_000_000);
});

test('ends where the rest is refused', async () => {
  const message = { x: new Float64Array(4_000_000) };
  const refused = sent(message, () => Promise.reject(new Error('cancelled')));
  await expect(refused).rejects.toThrow('cancelled');
});
