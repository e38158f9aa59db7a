import { describe, expect, test } from 'vitest';
import { MersenneTwister } from '../../../src/data/random.ts';
import { type Matrix, matrix } from '../../../src/features/matrix.ts';
import { buildReferenceTree } from '../../../src/models/neighbours/kd-tree-reference.ts';
import { queryNeighbours, trainingNeighbours } from '../../../src/models/neighbours/neighbours.ts';
import {
  compareAllRows,
  compareWithAllRows,
} from '../../../src/models/neighbours/neighbours-exhaustive.ts';
import type { Neighbours } from '../../../src/models/neighbours/neighbours-filing.ts';
import { automaticAlgorithm, indexRows } from '../../../src/models/neighbours/neighbours-index.ts';
import { withTiedHeaps } from '../../../src/models/neighbours/ties/heaps.ts';
import { openReferenceWalk } from '../../../src/models/neighbours/ties/reference-walk.ts';
import { bitsOf, plainly } from './plainly.ts';

/** Few values a column: `values` of them, `step` apart. Every `mixed`-th row has others. */
function discrete(
  rows: number,
  columns: number,
  { values = 4, step = 1, mixed = 0, seed = rows } = {},
): Matrix {
  const source = new MersenneTwister(seed);
  const data = Float64Array.from({ length: rows * columns }, (_, at) => {
    const value = values * source.double();
    const isMixed = mixed > 0 && Math.floor(at / columns) % mixed === 0;
    return (isMixed ? value : Math.floor(value)) * step - step / 3;
  });
  return matrix(
    data,
    Array.from({ length: columns }, (_, c) => `x${c}`),
  );
}

/** Rows, their order, and the bits of distances. */
function contentOf({ rows, distances }: Neighbours) {
  return { rows, distances: bitsOf(distances) };
}

/** Searched for by a kd-tree, where nothing is rounded. */
const CASES: readonly [string, Matrix, number][] = [
  ['one column', discrete(300, 1), 20],
  ['few distinct rows', discrete(1000, 2), 20],
  ['five columns', discrete(900, 5), 20],
  ['rows with ties and rows without', discrete(700, 6, { mixed: 2 }), 7],
  ['few ties', discrete(700, 4, { values: 400 }), 5],
  ['thirds', discrete(500, 10, { step: 1 / 3 }), 20],
  ['fifteen columns', discrete(600, 15, { values: 3 }), 20],
  ['one neighbour', discrete(400, 8, { values: 2 }), 1],
  ['many neighbours', discrete(260, 7, { values: 3 }), 100],
  ['large numbers', discrete(300, 7, { step: 1e100 }), 10],
];

describe('where many rows tie, compiled loops keep the same rows in the same order', () => {
  test.each(CASES)('%s', (_, x, count) => {
    const queries = discrete(150, x.columns, { values: 5, mixed: 3, seed: 1 });
    const search = () => {
      const index = indexRows(x, 'euclidean', automaticAlgorithm(x, count));
      return [trainingNeighbours(index, count), queryNeighbours(index, queries, count)].map(
        contentOf,
      );
    };
    expect(search()).toEqual(plainly(search));
  });
});

test('numbers too large for float32 leave comparing tied rows to TypeScript', () => {
  const index = indexRows(discrete(100, 16, { step: 1e30 }), 'euclidean', 'brute');
  const fail = () => {
    throw new Error('Compared.');
  };
  expect(withTiedHeaps(index, undefined, 5, 0, fail)).toBe(false);
  const small = indexRows(discrete(100, 16), 'euclidean', 'brute');
  expect(() => withTiedHeaps(small, undefined, 5, 0, fail)).toThrow('Compared.');
  expect(plainly(() => withTiedHeaps(small, undefined, 5, 0, fail))).toBe(false);
});

test('compiled heaps are those of TypeScript, slot by slot', () => {
  for (const step of [1, 1 / 3]) {
    for (const [rows, columns, size] of [
      [600, 16, 21],
      [263, 5, 1],
      [90, 17, 90],
    ]) {
      const x = discrete(rows, columns, { step, values: 3, mixed: 5 });
      const queries = discrete(77, columns, { step, values: 3, seed: 2 });
      const index = indexRows(x, 'euclidean', 'brute');
      const rounding = 2 ** -40;
      for (const asked of [undefined, queries]) {
        const plain =
          asked === undefined
            ? compareAllRows(index, size, rounding)
            : compareWithAllRows(index, asked, size, rounding);
        let compared = 0;
        withTiedHeaps(index, asked, size, rounding, (heaps, owners) => {
          const count = owners?.length ?? 77;
          for (let heap = 0; heap < count; heap++) {
            const row = owners?.[heap] ?? heap;
            const [at, from] = [heap * size, row * size];
            const kept = heaps.rows.slice(at, at + size);
            expect(kept).toEqual(plain.rows.slice(from, from + size));
            const distances = heaps.distances.slice(at, at + size);
            expect(bitsOf(distances)).toEqual(bitsOf(plain.distances.slice(from, from + size)));
          }
          compared++;
        });
        expect(compared).toBe(1);
      }
    }
  }
});

test('there is a compiled walk for distances in a straight line, and none without WebAssembly', () => {
  const { data, rows, columns } = discrete(100, 3);
  const open = (metric: 'euclidean' | 'manhattan') => {
    const walk = openReferenceWalk(buildReferenceTree(data, rows, columns, metric), 5);
    walk?.close();
    return walk !== undefined;
  };
  expect(open('euclidean')).toBe(true);
  expect(open('manhattan')).toBe(false);
  expect(plainly(() => open('euclidean'))).toBe(false);
});
