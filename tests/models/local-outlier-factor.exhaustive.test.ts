import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MersenneTwister } from '../../src/data/random.ts';
import { matrix } from '../../src/features/matrix.ts';
import { queryNeighbours, trainingNeighbours } from '../../src/models/neighbours/neighbours.ts';
import {
  compareAllRows,
  compareWithAllRows,
} from '../../src/models/neighbours/neighbours-exhaustive.ts';
import { indexRows } from '../../src/models/neighbours/neighbours-index.ts';
import { expandedSquare, normAsDot } from '../../src/models/neighbours/neighbours-rounding.ts';
import { replaceTop } from '../../src/models/neighbours/neighbours-scan.ts';

/** Rows to be judged, more than fill a tile. */
const HELD = 35;

const KINDS = ['continuous', 'few values', 'fractions', 'duplicates'] as const;

function makeRows(kind: (typeof KINDS)[number], rows: number, columns: number, seed: number) {
  const source = new MersenneTwister(seed);
  const data = Float64Array.from({ length: rows * columns }, () => source.double() - 0.3);
  if (kind === 'few values') return data.map((value) => Math.round(value * 3));
  if (kind === 'fractions') return data.map((value) => Math.round(value * 3) / 0.7 - 0.1);
  if (kind === 'duplicates') {
    for (let i = 0; i < rows; i++) {
      const from = Math.floor(source.double() * Math.min(rows, 9));
      data.copyWithin(i * columns, from * columns, (from + 1) * columns);
    }
  }
  return data;
}

const problems = fc.record({
  kind: fc.constantFrom(...KINDS),
  rows: fc.integer({ min: 2, max: 140 }),
  columns: fc.integer({ min: 1, max: 20 }),
  share: fc.double({ min: 0, max: 1, noNaN: true }),
  seed: fc.nat(2 ** 31),
});

function manhattan(x: Float64Array, a: number, b: number, columns: number): number {
  let sum = 0;
  for (let j = 0; j < columns; j++) sum += Math.abs(x[a * columns + j] - x[b * columns + j]);
  return sum;
}

function rounded(x: Float64Array, a: number, b: number, columns: number): number {
  const norm = (row: number) => normAsDot(x, row * columns, columns);
  return expandedSquare(x, a * columns, norm(a), x, b * columns, norm(b), columns);
}

function asMatrix(data: Float64Array, columns: number) {
  return matrix(data, new Array<string>(columns).fill('x'));
}

/** The heap that is left when rows 0 … rows − 1 are offered in turn. */
function oneByOne(rows: number, size: number, distanceTo: (row: number) => number) {
  const distances = new Float64Array(size).fill(Number.POSITIVE_INFINITY);
  const kept = new Int32Array(size).fill(-1);
  for (let j = 0; j < rows; j++) {
    const d = distanceTo(j);
    if (d < distances[0]) replaceTop(distances, kept, d, j);
  }
  return { distances, kept };
}

describe('comparing all rows with each other', () => {
  for (const metric of ['euclidean', 'manhattan'] as const) {
    it(`leaves the heaps that one row after the other leaves, slot by slot: ${metric}`, () => {
      const distance = metric === 'euclidean' ? rounded : manhattan;
      fc.assert(
        fc.property(problems, ({ kind, rows, columns, share, seed }) => {
          const data = makeRows(kind, rows, columns, seed);
          const index = indexRows(asMatrix(data, columns), metric, 'brute');
          const size = 2 + Math.floor(share * (rows - 2));
          const heaps = compareAllRows(index, size, 2 ** -40);
          const strangers = makeRows(kind, HELD, columns, seed + 1);
          const held = compareWithAllRows(index, asMatrix(strangers, columns), size, 2 ** -40);
          const both = Float64Array.from([...data, ...strangers]);
          for (let i = 0; i < HELD; i++) {
            const { distances, kept } = oneByOne(rows, size, (j) =>
              distance(both, rows + i, j, columns),
            );
            const slots = [i * size, (i + 1) * size] as const;
            expect(held.distances.slice(...slots)).toEqual(distances);
            expect(held.rows.slice(...slots)).toEqual(kept);
          }
          for (let i = 0; i < rows; i++) {
            const wanted = index.twins.first[i] === i;
            const { distances, kept } = oneByOne(wanted ? rows : 0, size, (j) =>
              distance(data, i, j, columns),
            );
            const slots = [i * size, (i + 1) * size] as const;
            expect(heaps.distances.slice(...slots)).toEqual(distances);
            expect(heaps.rows.slice(...slots)).toEqual(kept);
          }
        }),
        { numRuns: 25 },
      );
    });
  }
});

describe('noise in many columns', () => {
  for (const metric of ['euclidean', 'manhattan'] as const) {
    it(`has the neighbours that a full sort finds: ${metric}`, () => {
      // So many rows that comparing them all is what the search takes to be cheaper.
      const rows = 3300;
      const columns = 24;
      const count = 5;
      const data = makeRows('continuous', rows, columns, 3);
      const x = asMatrix(data, columns);
      const heard: number[] = [];
      const index = indexRows(x, metric, 'brute');
      const found = trainingNeighbours(index, count, (share) => heard.push(share));
      const withSelf = queryNeighbours(index, x, count + 1);
      for (let i = 0; i < rows; i += 197) {
        const nearest = Array.from({ length: rows }, (_, row) => ({ row, d: apart(i, row) }))
          .sort((a, b) => a.d - b.d)
          .slice(1, count + 1);
        expect([...found.rows.subarray(i * count, (i + 1) * count)]).toEqual(
          nearest.map(({ row }) => row),
        );
        expect([...withSelf.rows.subarray(i * (count + 1), (i + 1) * (count + 1))]).toEqual([
          i,
          ...nearest.map(({ row }) => row),
        ]);
        nearest.forEach(({ d }, k) => {
          expect(found.distances[i * count + k]).toBeCloseTo(d, 12);
        });
      }
      expect([heard[0], heard.at(-1)]).toEqual([0, 1]);
      expect(heard.length).toBeLessThanOrEqual(48);
      expect(heard).toEqual(heard.toSorted((a, b) => a - b));

      function apart(a: number, b: number): number {
        if (metric === 'manhattan') return manhattan(data, a, b, columns);
        let sum = 0;
        for (let j = 0; j < columns; j++) {
          sum += (data[a * columns + j] - data[b * columns + j]) ** 2;
        }
        return Math.sqrt(sum);
      }
    });
  }
});
