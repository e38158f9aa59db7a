import fc from 'fast-check';
import { expect, test } from 'vitest';
import { KernelCache } from '../../src/models/one-class-svm/kernel-cache.ts';

const POINTS = 6;
const bytesFor = (rows: number) => rows * POINTS * Float32Array.BYTES_PER_ELEMENT;

/** A cache of rows whose entry j is 100 × id + the id of the point at position j. */
function recordingCache(rows: number) {
  const idAt = Array.from({ length: POINTS }, (_, i) => i);
  const computed: [id: number, from: number, to: number][] = [];
  const cache = new KernelCache(bytesFor(rows), POINTS, (id, from, to, row) => {
    computed.push([id, from, to]);
    for (let j = from; j < to; j++) row[j] = 100 * id + idAt[j];
  });
  return { cache, computed, idAt };
}

test('a row that was used lately is not computed again, the one used longest ago is', () => {
  const { cache, computed } = recordingCache(3);
  for (const id of [0, 1, 2, 0, 3, 0, 2, 1]) cache.row(id, POINTS);
  expect(computed.map(([id]) => id)).toEqual([0, 1, 2, 3, 1]);
});

test('a row that is too short is computed from where it ends', () => {
  const { cache, computed } = recordingCache(3);
  cache.row(4, 2);
  expect([...cache.row(4, 5)].slice(0, 5)).toEqual([400, 401, 402, 403, 404]);
  expect(computed).toEqual([
    [4, 0, 2],
    [4, 2, 5],
  ]);
});

test('there is room for two rows however small the bound', () => {
  const { cache } = recordingCache(0);
  const first = cache.row(1, POINTS);
  const second = cache.row(2, POINTS);
  expect([...first]).toEqual([100, 101, 102, 103, 104, 105]);
  expect([...second]).toEqual([200, 201, 202, 203, 204, 205]);
});

test('whatever is asked for and moved about, rows hold what would be computed now', () => {
  const position = fc.nat(POINTS - 1);
  const action = fc.oneof(
    fc.record({ id: position, length: fc.integer({ min: 1, max: POINTS }) }),
    fc.record({ swap: fc.tuple(position, position).filter(([a, b]) => a < b) }),
  );
  fc.assert(
    fc.property(fc.nat(5), fc.array(action, { maxLength: 40 }), (rows, actions) => {
      const { cache, idAt } = recordingCache(rows);
      for (const step of actions) {
        if ('swap' in step) {
          const [a, b] = step.swap;
          [idAt[a], idAt[b]] = [idAt[b], idAt[a]];
          cache.swapEntries([a, b]);
          continue;
        }
        const expected = idAt.slice(0, step.length).map((id) => 100 * step.id + id);
        const known = cache.peek(step.id, step.length);
        if (known !== undefined) expect([...known].slice(0, step.length)).toEqual(expected);
        expect([...cache.row(step.id, step.length)].slice(0, step.length)).toEqual(expected);
      }
    }),
  );
});
