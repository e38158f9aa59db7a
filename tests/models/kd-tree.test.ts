import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MersenneTwister } from '../../src/data/random.ts';
import { buildKdTree, type Metric } from '../../src/models/neighbours/kd-tree.ts';
import { createNearest, searchKdTree } from '../../src/models/neighbours/kd-tree-search.ts';

/** Distances squared under the Euclidean metric, summed over the columns in order. */
function distance(
  metric: Metric,
  x: ArrayLike<number>,
  i: number,
  y: ArrayLike<number>,
  j: number,
  columns: number,
) {
  let sum = 0;
  for (let c = 0; c < columns; c++) {
    const difference = x[i * columns + c] - y[j * columns + c];
    sum += metric === 'euclidean' ? difference * difference : Math.abs(difference);
  }
  return sum;
}

/** All rows by (distance, row), from a full sort. */
function sortedRows(metric: Metric, data: Float64Array, columns: number, query: number[]) {
  return Array.from({ length: data.length / columns }, (_, row) => ({
    row,
    distance: distance(metric, query, 0, data, row, columns),
  })).sort((a, b) => a.distance - b.distance || a.row - b.row);
}

const KINDS = ['continuous', 'whole numbers', 'duplicates', 'constant columns'] as const;

function makeRows(kind: (typeof KINDS)[number], rows: number, columns: number, seed: number) {
  const source = new MersenneTwister(seed);
  const data = Float64Array.from({ length: rows * columns }, () => source.double() ** 4 - 0.2);
  if (kind === 'whole numbers') return data.map((value) => Math.round(value * 3));
  if (kind === 'constant columns') return data.map((v, i) => ((i % columns) % 2 === 0 ? 7 : v));
  if (kind === 'duplicates') {
    for (let i = 0; i < rows; i++) {
      const from = Math.floor(source.double() * Math.min(rows, 5));
      data.copyWithin(i * columns, from * columns, (from + 1) * columns);
    }
  }
  return data;
}

const problems = fc.record({
  kind: fc.constantFrom(...KINDS),
  metric: fc.constantFrom<Metric>('euclidean', 'manhattan'),
  rows: fc.integer({ min: 1, max: 150 }),
  columns: fc.integer({ min: 1, max: 19 }),
  share: fc.double({ min: 0, max: 1, noNaN: true }),
  seed: fc.nat(2 ** 31),
});

describe('the kd-tree', () => {
  it('finds the rows that a full sort by (distance, row) puts first, with their distances', () => {
    fc.assert(
      fc.property(problems, ({ kind, metric, rows, columns, share, seed }) => {
        const data = makeRows(kind, rows, columns, seed);
        const tree = buildKdTree(data, rows, columns, metric);
        const count = 1 + Math.floor(share * (rows - 1));
        const nearest = createNearest(count);
        const strangers = makeRows('whole numbers', 3, columns, seed + 1);
        const queries = [...data.subarray(0, 3 * columns), ...strangers];
        for (let at = 0; at < queries.length; at += columns) {
          const query = queries.slice(at, at + columns);
          const expected = sortedRows(metric, data, columns, query);
          searchKdTree(tree, Float64Array.from(queries), at, nearest);
          expect([...nearest.rows]).toEqual(expected.slice(0, count).map(({ row }) => row));
          expect([...nearest.distances]).toEqual(
            expected.slice(0, count).map((found) => found.distance),
          );
        }
      }),
      { numRuns: 300 },
    );
  });

  it("finds the same from a row's own place, and tells the best that was left out", () => {
    fc.assert(
      fc.property(problems, ({ kind, metric, rows, columns, share, seed }) => {
        const data = makeRows(kind, rows, columns, seed);
        const tree = buildKdTree(data, rows, columns, metric);
        const count = 1 + Math.floor(share * (rows - 1));
        const nearest = createNearest(count);
        for (let place = 0; place < rows; place += 7) {
          const row = tree.ids[place];
          const query = [...data.subarray(row * columns, (row + 1) * columns)];
          const expected = sortedRows(metric, data, columns, query);
          searchKdTree(tree, data, row * columns, nearest, place, 1.5, 0.1);
          expect([...nearest.rows]).toEqual(expected.slice(0, count).map((found) => found.row));
          const leftOut = expected[count]?.distance ?? Number.POSITIVE_INFINITY;
          const reported = nearest.distances[count - 1] * 1.5 + 0.1;
          if (leftOut <= reported) expect(nearest.runnerUp[0]).toBe(leftOut);
          else expect(nearest.runnerUp[0]).toBeGreaterThan(reported);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('holds every row once, each inside the bounds of every node above it', () => {
    fc.assert(
      fc.property(problems, ({ kind, metric, rows, columns, seed }) => {
        const data = makeRows(kind, rows, columns, seed);
        const { ids, starts, ends, bounds } = buildKdTree(data, rows, columns, metric);
        expect([...ids].sort((a, b) => a - b)).toEqual(Array.from({ length: rows }, (_, i) => i));
        let outside = 0;
        starts.forEach((start, node) => {
          for (let at = start * columns; at < ends[node] * columns; at++) {
            const value = data[ids[Math.floor(at / columns)] * columns + (at % columns)];
            const bound = 2 * (node * columns + (at % columns));
            if (!(value >= bounds[bound] && value <= bounds[bound + 1])) outside++;
          }
        });
        expect(outside).toBe(0);
      }),
      { numRuns: 40 },
    );
  });
});
