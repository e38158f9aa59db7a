import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { standardNormal } from '../../src/data/distributions.ts';
import { InputError } from '../../src/data/errors.ts';
import { createRandomSource, type RandomSource } from '../../src/data/random.ts';
import { type Matrix, matrix, takeMatrixRows } from '../../src/features/matrix.ts';
import { OneClassSvm } from '../../src/models/one-class-svm.ts';
import type { OneClassSvmParams } from '../../src/models/one-class-svm-params.ts';

/** Normal rows; a few far ones and some copies keep it from being too smooth. */
function someRows(source: RandomSource, rows: number, columns: number): Matrix {
  const data = new Float64Array(rows * columns).map(() => standardNormal(source));
  for (let at = 0; at < data.length; at += 37) data[at] *= 8;
  if (rows > 5) data.copyWithin(columns, 4 * columns, 5 * columns);
  return matrix(
    data,
    Array.from({ length: columns }, (_, c) => `x${c}`),
  );
}

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

  test('depends on the order of the rows by a few tol at most', () => {
    fc.assert(
      fc.property(problems, (problem) => {
        const x = rowsOf(problem);
        const reversed = Uint32Array.from({ length: x.rows }, (_, i) => x.rows - 1 - i);
        const forth = new OneClassSvm(problem).fit(x).decisionFunction(x);
        const back = new OneClassSvm(problem).fit(takeMatrixRows(x, reversed)).decisionFunction(x);
        for (let i = 0; i < x.rows; i++) {
          expect(Math.abs(forth[i] - back[i])).toBeLessThan(5 * problem.tol + 1e-5);
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

test('a mangled JSON is refused by the name of the field', () => {
  const x = someRows(createRandomSource('6'), 20, 2);
  const good = JSON.parse(JSON.stringify(new OneClassSvm({ nu: 0.3 }).fit(x)));
  const mangled: [string, unknown][] = [
    ['estimator', 'IsolationForest'],
    ['features', []],
    ['dualCoef', [1, null]],
    ['supportVectors', good.supportVectors.slice(1)],
    ['supportVectorIndices', [-1]],
    ['gamma', -1],
    ['rho', '0'],
    ['iterations', 1.5],
    ['converged', 1],
    ['objective', null],
    ['decisionsWithinTol', undefined],
    ['warnings', [1]],
    ['params', null],
  ];
  for (const [field, value] of mangled) {
    const read = () => OneClassSvm.fromJSON({ ...good, [field]: value });
    expect(read, field).toThrow(InputError);
    expect(read, field).toThrow(field);
  }
  for (const json of [undefined, null, 7, 'x', [], {}]) {
    expect(() => OneClassSvm.fromJSON(json)).toThrow(InputError);
  }
});

describe('input', () => {
  const x = someRows(createRandomSource('7'), 12, 2);

  test("parameters keep to scikit-learn's ranges", () => {
    const wrong: Partial<OneClassSvmParams>[] = [
      { nu: 0 },
      { nu: 1.01 },
      { nu: Number.NaN },
      { gamma: -0.1 },
      { gamma: Number.POSITIVE_INFINITY },
      { tol: 0 },
      { maxIter: -2 },
      { maxIter: 1.5 },
      { cacheSize: 0 },
    ];
    for (const params of wrong) {
      const [name] = Object.keys(params);
      expect(() => new OneClassSvm(params), name).toThrow(`OneClassSVM: ${name} must be`);
    }
    expect(() => new OneClassSvm({ nu: 1, gamma: 0, maxIter: 0 })).not.toThrow();
  });

  test('nu = 1 leaves no finite threshold, which scikit-learn refuses too', () => {
    expect(() => new OneClassSvm({ nu: 1 }).fit(x)).toThrow(/nu = 1 .*Choose nu below 1/);
  });

  test('numbers whose squares overflow are refused', () => {
    const huge = matrix(
      x.data.map((value) => value * 1e200),
      x.names,
    );
    expect(() => new OneClassSvm({ nu: 0.5 }).fit(huge)).toThrow(InputError);
    expect(() => new OneClassSvm({ nu: 0.5, gamma: 1 }).fit(huge)).toThrow(/overflow/);
  });

  test('rows of another width are refused, and everything before fit', () => {
    const svm = new OneClassSvm({ nu: 0.3 });
    expect(() => svm.assess(x)).toThrow('not fitted yet');
    expect(() => svm.warnings).toThrow('not fitted yet');
    svm.fit(x);
    expect(() => svm.assess(matrix(new Float64Array(9), ['a', 'b', 'c']))).toThrow(
      'was fitted on 2 columns',
    );
  });
});

describe('warnings', () => {
  const x = someRows(createRandomSource('8'), 300, 3);

  test('a fit that is sound has none', () => {
    expect(new OneClassSvm({ nu: 0.05 }).fit(x).warnings).toEqual([]);
  });

  test('the limit of iterations', () => {
    const svm = new OneClassSvm({ nu: 0.1, maxIter: 3 }).fit(x);
    expect(svm.converged).toBe(false);
    expect(svm.iterations).toBe(3);
    expect(svm.warnings[0]).toContain('stopped at maxIter = 3 iterations');
  });

  test('a kernel so narrow that most rows support the boundary', () => {
    const svm = new OneClassSvm({ nu: 0.5, gamma: 500 }).fit(x);
    expect(svm.decisionsWithinTol).toBeGreaterThan(150);
    expect(svm.warnings[0]).toMatch(/\d+ of 300 decisions lie within .*kernel is so narrow/);
  });

  test('a kernel so wide that all rows look alike', () => {
    const svm = new OneClassSvm({ nu: 0.1, gamma: 1e-9 }).fit(x);
    expect(svm.warnings[0]).toContain('kernel is nearly constant, so most rows look alike');
  });
});

test('progress only rises, in a few dozen steps, and ends with 1', () => {
  const x = someRows(createRandomSource('9'), 1500, 4);
  const svm = new OneClassSvm({ nu: 0.3, tol: 1e-6 });
  for (const run of [(on: (f: number) => void) => svm.fit(x, on), svm.assess.bind(svm, x)]) {
    const seen: number[] = [];
    run((fraction) => seen.push(fraction));
    expect(seen.length).toBeGreaterThan(5);
    expect(seen.length).toBeLessThan(50);
    expect(seen).toEqual([...new Set(seen)].sort((a, b) => a - b));
    expect(seen[0]).toBeGreaterThan(0);
    expect(seen.at(-1)).toBe(1);
  }
});
