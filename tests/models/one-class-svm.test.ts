import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRandomSource } from '../../src/data/random.ts';
import { type Matrix, matrix, takeMatrixRows } from '../../src/features/matrix.ts';
import { OneClassSvm } from '../../src/models/one-class-svm/one-class-svm.ts';
import { someRows } from './one-class-svm.rows.ts';

const problems = fc.record({
  seed: fc.nat(10_000),
  rows: fc.integer({ min: 2, max: 120 }),
  columns: fc.integer({ min: 1, max: 9 }),
  nu: fc.double({ min: 0.01, max: 0.98, noNaN: true }),
  gamma: fc.oneof(fc.constant('scale' as const), fc.double({ min: 0.01, max: 20, noNaN: true })),
  tol: fc.constantFrom(1e-1, 1e-3, 1e-6),
  shrinking: fc.boolean(),
});
type Problem = typeof problems extends fc.Arbitrary<infer T> ? T : never;

function rowsOf({ seed, rows, columns }: Problem): Matrix {
  return someRows(createRandomSource(String(seed)), rows, columns);
}

/** An oracle: K from differences, in double precision. */
function gradientOf(svm: OneClassSvm, x: Matrix): number[] {
  return Array.from({ length: x.rows }, (_, i) => {
    let sum = 0;
    svm.supportVectorIndices.forEach((s, k) => {
      let distance = 0;
      for (let c = 0; c < x.columns; c++) {
        distance += (x.data[i * x.columns + c] - x.data[s * x.columns + c]) ** 2;
      }
      sum += svm.dualCoef[k] * Math.exp(-svm.gammaFitted * distance);
    });
    return sum;
  });
}

describe('the solution', () => {
  test('keeps to the constraints: 0 < α ≤ 1 and Σα = ν n', () => {
    fc.assert(
      fc.property(problems, (problem) => {
        const { dualCoef } = new OneClassSvm(problem).fit(rowsOf(problem));
        expect(dualCoef.every((alpha) => alpha > 0 && alpha <= 1)).toBe(true);
        const total = dualCoef.reduce((sum, alpha) => sum + alpha, 0);
        expect(total).toBeCloseTo(problem.nu * problem.rows, 9);
      }),
    );
  });

  test('is optimal within tol: no pair of multipliers is worth moving', () => {
    fc.assert(
      fc.property(problems, (problem) => {
        const x = rowsOf(problem);
        const svm = new OneClassSvm(problem).fit(x);
        const alpha = new Float64Array(x.rows);
        svm.supportVectorIndices.forEach((row, k) => {
          alpha[row] = svm.dualCoef[k];
        });
        const gradient = gradientOf(svm, x);
        const least = Math.min(...gradient.filter((_, i) => alpha[i] < 1));
        const greatest = Math.max(...gradient.filter((_, i) => alpha[i] > 0));
        // The solver's kernel is rounded to float32: 2⁻²⁴ per unit of α in each of the two.
        const rounding = problem.nu * problem.rows * 2 ** -22;
        expect(greatest - least).toBeLessThan(problem.tol + rounding);
        // As many as ν allows are outside, no fewer than ν support (Schölkopf's ν-property).
        expect(svm.dualCoef.length).toBeGreaterThanOrEqual(problem.nu * problem.rows - 1e-9);
      }),
    );
  });

  test('does not depend on the size of the cache', () => {
    fc.assert(
      fc.property(problems, (problem) => {
        const x = rowsOf(problem);
        const roomy = new OneClassSvm(problem).fit(x);
        const tight = new OneClassSvm({ ...problem, cacheSize: 1e-9 }).fit(x);
        expect(tight.iterations).toBe(roomy.iterations);
        expect(tight.dualCoef).toEqual(roomy.dualCoef);
        expect(tight.rho).toBe(roomy.rho);
      }),
    );
  });

  test('hardly depends on the order of the rows', () => {
    fc.assert(
      fc.property(problems, (problem) => {
        const x = rowsOf(problem);
        const reversed = Uint32Array.from({ length: x.rows }, (_, i) => x.rows - 1 - i);
        const forth = new OneClassSvm(problem).fit(x).scoreSamples(x);
        const back = new OneClassSvm(problem).fit(takeMatrixRows(x, reversed)).scoreSamples(x);
        // A gap g leaves the objective within g ν n of the least, hence the normal vector within
        // √(2 g ν n) of the best one; the float32 kernel adds to the gap.
        const mass = problem.nu * problem.rows;
        const distance = Math.sqrt(2 * (problem.tol + mass * 2 ** -22) * mass);
        for (let i = 0; i < x.rows; i++) {
          expect(Math.abs(forth[i] - back[i])).toBeLessThan(2 * distance);
        }
      }),
    );
  });
});

describe('scores', () => {
  const x = someRows(createRandomSource('5'), 700, 5);
  const svm = new OneClassSvm({ nu: 0.2 }).fit(x);

  test('are decisions plus the offset; a positive decision is ordinary', () => {
    const { scores, decisions, predictions } = svm.assess(x);
    expect(svm.offset).toBe(svm.rho);
    expect(scores).toEqual(decisions.map((decision) => decision + svm.rho));
    expect(predictions).toEqual(Int8Array.from(decisions, (d) => (d > 0 ? 1 : -1)));
    expect(svm.trainingAssessment).toEqual({ scores, decisions, predictions });
  });

  test('agree with the sum of kernels written out', () => {
    const expected = gradientOf(svm, x);
    svm.scoreSamples(x).forEach((score, i) => {
      expect(score).toBeCloseTo(expected[i], 11);
    });
  });

  test('of a row do not depend on the rows beside it', () => {
    const some = takeMatrixRows(x, Uint32Array.of(3, 699, 130));
    expect(svm.scoreSamples(some)).toEqual(
      Float64Array.of(...[3, 699, 130].map((row) => svm.trainingAssessment.scores[row])),
    );
  });

  test('a decision of exactly 0 is an anomaly', () => {
    const single = new OneClassSvm().fit(matrix(Float64Array.of(1, 2), ['a', 'b']));
    expect([...single.trainingAssessment.decisions]).toEqual([0]);
    expect([...single.trainingAssessment.predictions]).toEqual([-1]);
  });

  test('survive JSON to the bit', () => {
    const restored = OneClassSvm.fromJSON(JSON.parse(JSON.stringify(svm)));
    expect(restored.assess(x)).toEqual(svm.trainingAssessment);
    expect(restored.toJSON()).toEqual(svm.toJSON());
    expect(restored.params).toEqual(svm.params);
    expect(() => restored.trainingAssessment).toThrow('call assess');
  });
});
