import fc from 'fast-check';
import { expect, test } from 'vitest';
import { HEAP_ARRAYS } from '../../src/models/compiled/arrays.ts';
import { KernelCache } from '../../src/models/one-class-svm/kernel-cache.ts';

const POINTS = 6;
const bytesFor = (rows: number) => rows * POINTS * Float32Array.BYTES_PER_ELEMENT;

/** A cache of rows whose entry j is 100 × id + the id of the point at position j. */
function recordingCache(rows: number, foresee?: (id: number) => readonly number[]) {
  const idAt = Array.from({ length: POINTS }, (_, i) => i);
  const computed: [id: number, from: number, to: number][] = [];
  const fill: ConstructorParameters<typeof KernelCache>[2] = (ids, from, to, values) => {
    ids.forEach((id, r) => {
      computed.push([id, from, to]);
      for (let j = from; j < to; j++) values[r][j] = 100 * id + idAt[j];
    });
  };
  const cache = new KernelCache(bytesFor(rows), POINTS, fill, HEAP_ARRAYS, foresee);
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

test('rows that are foreseen are computed with one that is missing, where there is room', () => {
  const { cache, computed } = recordingCache(POINTS, (id) => [id, 1, 5].slice(0, id));
  cache.row(2, 3);
  expect(computed).toEqual([
    [1, 0, 3],
    [2, 0, 3],
  ]);
  expect([...cache.row(1, 3)].slice(0, 3)).toEqual([100, 101, 102]);
  expect(computed.length).toBe(2);
  // The one that is there already is left alone, and so is the one asked for.
  cache.row(3, 3);
  expect(computed.slice(2).map(([id]) => id)).toEqual([5, 3]);

  const small = recordingCache(2, () => [1, 5]);
  small.cache.row(0, 3);
  expect(small.computed).toEqual([[0, 0, 3]]);
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
    fc.property(
      fc.nat(5),
      fc.nat(2),
      fc.array(action, { maxLength: 40 }),
      (rows, ahead, actions) => {
        const soon = (id: number) => [1, 2].slice(0, ahead).map((step) => (id + step) % POINTS);
        const { cache, idAt } = recordingCache(rows, soon);
        for (const step of actions) {
          if ('swap' in step) {
            const [a, b] = step.swap;
            [idAt[a], idAt[b]] = [idAt[b], idAt[a]];
            cache.swapEntries([a, b]);
            continue;
          }
          const expected = idAt.slice(0, step.length).map((id) => 100 * step.id + id);
          expect([...cache.row(step.id, step.length)].slice(0, step.length)).toEqual(expected);
        }
      },
    ),
  );
});
