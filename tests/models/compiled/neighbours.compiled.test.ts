import { describe, expect, test } from 'vitest';
import { standardNormal } from '../../../src/data/distributions.ts';
import { MersenneTwister } from '../../../src/data/random.ts';
import { type Matrix, matrix } from '../../../src/features/matrix.ts';
import { KNearestNeighbours } from '../../../src/models/k-nearest-neighbours/k-nearest-neighbours.ts';
import { LocalOutlierFactor } from '../../../src/models/local-outlier-factor/local-outlier-factor.ts';
import { queryNeighbours, trainingNeighbours } from '../../../src/models/neighbours/neighbours.ts';
import { openNeighbourSearch } from '../../../src/models/neighbours/neighbours-compiled.ts';
import type { Neighbours } from '../../../src/models/neighbours/neighbours-filing.ts';
import { automaticAlgorithm, indexRows } from '../../../src/models/neighbours/neighbours-index.ts';
import { bitsOf, plainly } from './plainly.ts';

/** Rows about a curve with noise: a tree rules most of them out. */
function curved(rows: number, columns: number, seed = rows): Matrix {
  const source = new MersenneTwister(seed);
  const data = new Float64Array(rows * columns);
  for (let i = 0; i < rows; i++) {
    const t = 10 * source.double();
    for (let j = 0; j < columns; j++) {
      data[i * columns + j] = Math.sin(t * (1 + j / 3)) + 0.05 * standardNormal(source);
    }
  }
  return named(data, columns);
}

function noise(rows: number, columns: number, seed = rows): Matrix {
  const source = new MersenneTwister(seed);
  const data = new Float64Array(rows * columns).map(() => standardNormal(source));
  return named(data, columns);
}

function named(data: Float64Array, columns: number): Matrix {
  return matrix(
    data,
    Array.from({ length: columns }, (_, c) => `x${c}`),
  );
}

function mapped(x: Matrix, change: (value: number, at: number) => number): Matrix {
  return matrix(x.data.map(change), x.names);
}

function bothWays(x: Matrix, count: number, queries?: Matrix): [Neighbours, Neighbours] {
  const search = () => {
    const index = indexRows(x, 'euclidean', automaticAlgorithm(x, count));
    return queries === undefined
      ? trainingNeighbours(index, count)
      : queryNeighbours(index, queries, count);
  };
  return [search(), plainly(search)];
}

/** Distances found by comparing all rows are rounded in another way there; neighbours are the same. */
function expectSame([compiled, plain]: [Neighbours, Neighbours]): void {
  expect(inOrder(compiled)).toEqual(inOrder(plain));
  const apart = compiled.distances.map((distance, i) =>
    Math.abs(distance - plain.distances[i]) > 1e-13 * plain.distances[i] ? 1 : 0,
  );
  expect(apart.indexOf(1)).toBe(-1);
}

/** Equal distances may stand in another order: each list by the rows' numbers. */
function inOrder({ count, rows }: Neighbours): Int32Array {
  const sorted = rows.slice();
  for (let at = 0; at < rows.length; at += count) sorted.subarray(at, at + count).sort();
  return sorted;
}

test('there are compiled loops for distances in a straight line, and none without WebAssembly', () => {
  const x = curved(100, 3);
  const open = (metric: 'euclidean' | 'manhattan') => {
    const search = openNeighbourSearch(indexRows(x, metric, 'brute'), x, 5, 0);
    search?.close();
    return search !== undefined;
  };
  expect(open('euclidean')).toBe(true);
  expect(open('manhattan')).toBe(false);
  expect(plainly(() => open('euclidean'))).toBe(false);
});

describe('training rows have the same neighbours by compiled loops', () => {
  const cases: readonly [string, Matrix, number][] = [
    ...[64, 65, 127, 128, 129, 255, 257, 1000].map(
      (rows, i) => [`${rows} rows`, curved(rows, 1 + 3 * i), 1 + 5 * i] as (typeof cases)[number],
    ),
    ['half of all rows', curved(300, 4), 149],
    ['all other rows', curved(90, 17), 89],
    ['noise', noise(1200, 16), 20],
    ['noise of 5 columns by the kd-tree', noise(1000, 5), 5],
    ['noise of 300 columns', noise(300, 300), 20],
    ['few ones in 120 columns', mapped(noise(150, 120), (value) => +(value > 2)), 20],
    ['whole numbers', mapped(noise(700, 17), Math.round), 20],
    ['whole numbers in two places', mapped(noise(700, 17), twoPlaces), 20],
    ['thirds', mapped(noise(530, 16), (value) => Math.round(value) / 3), 20],
    ['ones and zeros', mapped(noise(700, 19), (value) => +(value > 0)), 5],
    ['whole numbers and others', mapped(noise(500, 20), halfWhole), 7],
    ['few whole numbers', mapped(noise(400, 3), Math.round), 7],
    ['a constant column', mapped(curved(500, 18), (value, at) => (at % 18 === 4 ? 7 : value)), 20],
    ['equal rows', mapped(noise(200, 16), () => 2), 10],
    ['copies', repeated(curved(60, 16), 9), 20],
    ['a large offset', mapped(curved(600, 16), (value) => value + 1e9), 20],
    ['huge numbers', mapped(curved(600, 16), (value) => value * 1e145), 20],
    ['about the end of float32', mapped(noise(600, 16), (value) => value * 2e38), 20],
    ['tiny numbers', mapped(curved(600, 16), (value) => value * 1e-22), 20],
    ['numbers that float32 takes for 0', mapped(curved(300, 16), (value) => value * 1e-60), 20],
    [
      'outliers',
      mapped(curved(800, 16), (value, at) => (at % 97 === 0 ? value * 1e12 : value)),
      20,
    ],
  ];
  test.each(cases)('%s', (_, x, count) => expectSame(bothWays(x, count)));
});

function halfWhole(value: number, at: number): number {
  return Math.floor(at / 20) % 2 === 0 ? Math.round(value) / 3 : value;
}

function twoPlaces(value: number, at: number): number {
  return Math.round(value) + (at % 34 < 17 ? 3000 : -3000);
}

function repeated(x: Matrix, times: number): Matrix {
  const data = new Float64Array(x.data.length * times);
  for (let i = 0; i < times; i++) data.set(x.data, i * x.data.length);
  return named(data, x.columns);
}

test('in many columns, comparing with all rows is expected to cost less than the tree of noise alone', () => {
  const expected = (x: Matrix) => {
    const places = Int32Array.from({ length: x.rows }, (_, place) => place);
    const search = openNeighbourSearch(indexRows(x, 'euclidean', 'brute'), places, 21, 0);
    if (search === undefined) throw new Error('No compiled loops.');
    for (let query = 0; query < 64; query++) search.searchTree(query, query + 1);
    const { tree, comparing } = search.costs(64);
    search.close();
    return comparing < tree;
  };
  expect(expected(noise(1000, 100))).toBe(true);
  expect(expected(noise(1000, 400))).toBe(true);
  const lined = mapped(noise(1000, 100), (value, at) => Math.floor(at / 100) + value / 100);
  expect(expected(lined)).toBe(false);
});

test('comparing with all rows gives the lists of the tree, to the bit', () => {
  for (const [x, count] of [
    [noise(601, 16), 21],
    [curved(333, 5), 8],
    [mapped(curved(257, 3), (value) => value * 1e4 + 1e6), 40],
    [noise(70, 1), 70],
    // Far from the mean, where float32 tells rows of a cluster apart badly or not at all.
    [mapped(noise(500, 16), (value, at) => value + (at % 32 < 16 ? 500 : -500)), 21],
    [mapped(noise(500, 16), (value, at) => value + (at % 48 < 16 ? 1e6 : -1e6)), 21],
    [mapped(noise(500, 16), (value, at) => (at % 1600 < 16 ? 1e9 : value)), 9],
  ] as const) {
    const index = indexRows(x, 'euclidean', 'brute');
    const places = Int32Array.from({ length: x.rows }, (_, place) => place);
    const search = openNeighbourSearch(index, places, count, 1e-14);
    if (search === undefined) throw new Error('No compiled loops.');
    expect(search.canCompare()).toBe(true);
    for (const [from, to] of [
      [0, 64],
      [64, 67],
      [x.rows - 1, x.rows],
    ]) {
      const lists = (find: (from: number, to: number) => void) => {
        find(from, to);
        return Array.from({ length: to - from }, (_, i) => {
          const places = [i * search.listLength, i * search.listLength + count] as const;
          return [
            bitsOf(search.distances.slice(...places)),
            search.rows.slice(...places),
            // Further away it need not be exact.
            search.runnersUp[i] <= search.distances[places[1] - 1] * (1 + 1e-14),
          ];
        });
      };
      expect(lists(search.compare)).toEqual(lists(search.searchTree));
    }
    search.close();
  }
});

test('new rows have the same neighbours by compiled loops', () => {
  for (const columns of [2, 7, 16]) {
    expectSame(bothWays(curved(900, columns), 12, curved(333, columns, 5)));
  }
  expectSame(bothWays(noise(1200, 16), 20, noise(300, 16, 8)));
  const far = mapped(noise(100, 16, 9), (value, at) => (at < 16 ? 1e140 : value));
  expectSame(bothWays(noise(1200, 16), 20, far));
});

test('where a tree finds the rows, distances and factors have the same bits', () => {
  const x = curved(1500, 16);
  const [compiled, plain] = bothWays(x, 20);
  expect(bitsOf(compiled.distances)).toEqual(bitsOf(plain.distances));
  const factors = () => new LocalOutlierFactor().fit(x).trainingAssessment.scores;
  expect(bitsOf(factors())).toEqual(bitsOf(plainly(factors)));
});

test('k nearest neighbours score noise and small whole numbers the same either way', () => {
  for (const x of [noise(900, 16), mapped(noise(600, 12), Math.round)]) {
    const scores = () => new KNearestNeighbours().fit(x).trainingAssessment.scores;
    expect(bitsOf(scores())).toEqual(bitsOf(plainly(scores)));
  }
});
