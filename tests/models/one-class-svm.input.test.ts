import { describe, expect, test } from 'vitest';
import { InputError } from '../../src/data/errors.ts';
import { createRandomSource } from '../../src/data/random.ts';
import { matrix } from '../../src/features/matrix.ts';
import { OneClassSvm } from '../../src/models/one-class-svm/one-class-svm.ts';
import type { OneClassSvmParams } from '../../src/models/one-class-svm/one-class-svm-params.ts';
import { someRows } from './one-class-svm.rows.ts';

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
    expect(svm.warnings[0]).toMatch(/\d+ of 300 rows are at the threshold.*kernel is so narrow/);
  });

  test('a kernel so wide that all rows look alike', () => {
    const svm = new OneClassSvm({ nu: 0.1, gamma: 1e-9 }).fit(x);
    expect(svm.warnings[0]).toContain('most rows look the same');
  });

  test('rows so far from 0 that rounding decides, and none before scikit-learn differs', () => {
    const warningsAt = (offset: number, columns: number) => {
      const far = someRows(createRandomSource(`far ${columns}`), 500, columns);
      const moved = { ...far, data: far.data.map((value) => value + offset) };
      const { warnings } = new OneClassSvm({ nu: 0.05 }).fit(moved);
      return warnings.filter((text) => text.includes('far from 0'));
    };
    for (const columns of [1, 3, 16, 40]) {
      for (const offset of [0, -1, 1e3, 5e3]) {
        expect(warningsAt(offset, columns), `${columns} at ${offset}`).toEqual([]);
      }
      for (const offset of [1e5, -1e5, 1e6, 1e7, 1e8]) {
        const [warning] = warningsAt(offset, columns);
        expect(warning, `${columns} at ${offset}`).toMatch(
          /rounding changes similarities by \d\S* or more\..*Scale the features first\./,
        );
      }
    }
  });

  test('how far is measured by what the kernel sees, not by the numbers', () => {
    // Huge numbers of huge spread, and such that are no neighbours to a narrow kernel.
    const wide = { ...x, data: x.data.map((value) => 1e12 * (value + 3)) };
    expect(new OneClassSvm({ nu: 0.05 }).fit(wide).warnings).toEqual([]);
    const apart = new OneClassSvm({ nu: 0.05, gamma: 1 }).fit(wide).warnings;
    expect(apart.filter((text) => text.includes('far from 0'))).toEqual([]);
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
