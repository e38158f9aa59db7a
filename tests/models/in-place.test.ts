/** Rows that stand in for a training row: the detectors that compare rows with those of training. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MersenneTwister } from '../../src/data/random.ts';
import { type Matrix, matrix, takeMatrixRows } from '../../src/features/matrix.ts';
import type { OutlierDetector } from '../../src/models/detector.ts';
import { Ecod } from '../../src/models/ecod/ecod.ts';
import { IsolationForest } from '../../src/models/isolation-forest/isolation-forest.ts';
import { KNearestNeighbours } from '../../src/models/k-nearest-neighbours/k-nearest-neighbours.ts';
import { LocalOutlierFactor } from '../../src/models/local-outlier-factor/local-outlier-factor.ts';

/** Few values, so that rows are equal and distances tie; narrow and wide, as both searches are chosen. */
const rows = fc
  .tuple(fc.integer({ min: 6, max: 40 }), fc.constantFrom(1, 2, 17))
  .chain(([count, columns]) =>
    fc
      .array(fc.integer({ min: -2, max: 3 }), {
        minLength: count * columns,
        maxLength: count * columns,
      })
      .map((numbers) => {
        const names = Array.from({ length: columns }, (_, j) => `x${j}`);
        return matrix(
          Float64Array.from(numbers, (value) => value / 3),
          names,
        );
      }),
  );

const MAKERS: Readonly<Record<string, () => OutlierDetector>> = {
  'local outlier factor': () => new LocalOutlierFactor({ nNeighbors: 4, novelty: true }),
  'k nearest neighbours': () => new KNearestNeighbours({ nNeighbors: 3, method: 'mean' }),
  ECOD: () => new Ecod(),
  'isolation forest': () => new IsolationForest({ nEstimators: 5, randomState: 1 }),
};

describe.each(Object.entries(MAKERS))('%s', (_, make) => {
  it('says of a training row in its own place what training said, to the bit', () => {
    fc.assert(
      fc.property(rows, (x) => {
        const detector = make().fit(x);
        const { scores, predictions } = detector.trainingAssessment;
        for (let row = 0; row < x.rows; row++) {
          const again = detector.assessInPlaceOf(row, takeMatrixRows(x, Uint32Array.of(row)));
          expect(again.scores[0]).toBe(scores[row]);
          expect(again.predictions[0]).toBe(predictions[row]);
        }
      }),
    );
  });
});

it('holds where training has compared all rows at once, as noise has it', () => {
  const random = new MersenneTwister(5);
  const names = Array.from({ length: 16 }, (_, j) => `x${j}`);
  const x = matrix(
    Float64Array.from({ length: 300 * 16 }, () => random.uint32() / 2 ** 32),
    names,
  );
  const detector = new LocalOutlierFactor({ novelty: true }).fit(x);
  for (let row = 0; row < x.rows; row++) {
    const again = detector.assessInPlaceOf(row, takeMatrixRows(x, Uint32Array.of(row)));
    expect(again.scores[0]).toBe(detector.trainingAssessment.scores[row]);
  }
});

/** One row more, as wide as the matrix. */
function otherRow(x: Matrix, numbers: readonly number[]): Matrix {
  return matrix(Float64Array.from(numbers.slice(0, x.columns)), x.names);
}

const anotherRow = fc.array(fc.double({ min: -2, max: 2, noNaN: true }), {
  minLength: 17,
  maxLength: 17,
});

describe('another row in the place of a training row', () => {
  it('is as far from its neighbours as if that row had never been there', () => {
    fc.assert(
      fc.property(rows, anotherRow, fc.nat(), (x, numbers, at) => {
        const query = otherRow(x, numbers);
        const row = at % x.rows;
        const others = takeMatrixRows(x, Uint32Array.from(without(x, row)));
        const there = new KNearestNeighbours({ nNeighbors: 3 }).fit(x).assessInPlaceOf(row, query);
        const never = new KNearestNeighbours({ nNeighbors: 3 }).fit(others).assess(query);
        expect(there.scores[0]).toBeCloseTo(never.scores[0], 12);
      }),
    );
  });

  it('is as rare to ECOD as if training had had it there', () => {
    fc.assert(
      fc.property(rows, anotherRow, fc.nat(), (x, numbers, at) => {
        const query = otherRow(x, numbers);
        const row = at % x.rows;
        const data = x.data.slice();
        data.set(query.data, row * x.columns);
        const before = new Ecod().fit(x);
        const replaced = new Ecod().fit({ ...x, data });
        // Whether both tails of a column count stays as in training.
        fc.pre(before.warnings.length === 0 && replaced.warnings.length === 0);
        expect(before.assessInPlaceOf(row, query).scores[0]).toBe(
          replaced.trainingAssessment.scores[row],
        );
      }),
    );
  });
});

function without({ rows: count }: Matrix, row: number): number[] {
  return Array.from({ length: count }, (_, i) => i).filter((i) => i !== row);
}
