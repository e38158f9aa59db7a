import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matrix } from '../../src/features/matrix.ts';
import { queryNeighbours, trainingNeighbours } from '../../src/models/neighbours/neighbours.ts';
import { indexRows } from '../../src/models/neighbours/neighbours-index.ts';
import { fusedMultiplyAdd } from '../../src/models/neighbours/neighbours-rounding.ts';
import { findTwins } from '../../src/models/neighbours/neighbours-twins.ts';

const whole = fc.maxSafeInteger();

describe('fused multiply-add', () => {
  it('rounds once, as exact integers do', () => {
    fc.assert(
      fc.property(whole, whole, whole, fc.integer({ min: 0, max: 60 }), (a, b, c, shift) => {
        const exact = BigInt(a) * BigInt(b) + (BigInt(c) << BigInt(shift));
        expect(fusedMultiplyAdd(a, b, c * 2 ** shift)).toBe(Number(exact));
      }),
      { numRuns: 3000 },
    );
  });

  it('differs from a product that is rounded first', () => {
    const x = 1 + 2 ** -30;
    expect(x * x - 1).not.toBe(fusedMultiplyAdd(x, x, -1));
    expect(fusedMultiplyAdd(x, x, -1)).toBe(2 ** -29 + 2 ** -60);
  });
});

/** Rows of small whole numbers: full of ties, and free of rounding. */
const tiedRows = fc
  .record({ rows: fc.integer({ min: 2, max: 90 }), columns: fc.integer({ min: 1, max: 18 }) })
  .chain(({ rows, columns }) =>
    fc
      .array(fc.nat(2), { minLength: rows * columns, maxLength: rows * columns })
      .map((data) => matrix(Float64Array.from(data), new Array<string>(columns).fill('x'))),
  );

describe('equal rows', () => {
  it('are found, first to last', () => {
    fc.assert(
      fc.property(tiedRows, ({ data, rows, columns }) => {
        const { first, next } = findTwins(data, rows, columns);
        const words = Array.from({ length: rows }, (_, i) =>
          data.slice(i * columns, (i + 1) * columns).join(),
        );
        expect([...first]).toEqual(words.map((word) => words.indexOf(word)));
        expect([...next]).toEqual(words.map((word, i) => words.indexOf(word, i + 1)));
      }),
    );
  });
});

describe('neighbours where many tie', () => {
  for (const algorithm of ['brute', 'kd_tree'] as const) {
    for (const metric of ['euclidean', 'manhattan'] as const) {
      it(`are as near as the nearest, and never the row itself: ${algorithm}, ${metric}`, () => {
        fc.assert(
          fc.property(tiedRows, fc.nat(), (x, seed) => {
            const count = 1 + (seed % (x.rows - 1));
            const index = indexRows(x, metric, algorithm);
            const found = trainingNeighbours(index, count);
            const withSelf = queryNeighbours(index, x, count);
            for (let i = 0; i < x.rows; i++) {
              const distances = distancesFrom(x.data, x.columns, i, metric);
              const ascending = distances.toSorted((a, b) => a - b);
              const others = distances.toSpliced(i, 1).sort((a, b) => a - b);
              const from = i * count;
              const rows = [...found.rows.subarray(from, from + count)];
              expect(new Set(rows).size).toBe(count);
              expect(rows).not.toContain(i);
              expect(rows.map((row) => distances[row])).toEqual(others.slice(0, count));
              expect([...withSelf.distances.subarray(from, from + count)]).toEqual(
                ascending.slice(0, count),
              );
            }
          }),
          { numRuns: 60 },
        );
      });
    }
  }
});

function distancesFrom(data: Float64Array, columns: number, i: number, metric: string): number[] {
  return Array.from({ length: data.length / columns }, (_, row) => {
    let sum = 0;
    for (let j = 0; j < columns; j++) {
      const difference = Math.abs(data[i * columns + j] - data[row * columns + j]);
      sum += metric === 'euclidean' ? difference ** 2 : difference;
    }
    return metric === 'euclidean' ? Math.sqrt(sum) : sum;
  });
}
