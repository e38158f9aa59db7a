import { describe, expect, test } from 'vitest';
import { MersenneTwister } from '../../../src/data/random.ts';
import { type Matrix, matrix } from '../../../src/features/matrix.ts';
import { openRbfLoops } from '../../../src/models/kernels/rbf-compiled.ts';
import { evaluateExpansion } from '../../../src/models/kernels/rbf-score.ts';
import { OneClassSvm } from '../../../src/models/one-class-svm/one-class-svm.ts';
import type { OneClassSvmParams } from '../../../src/models/one-class-svm/one-class-svm-params.ts';
import { smoLoops } from '../../../src/models/one-class-svm/smo-loops.ts';
import { AT_UPPER } from '../../../src/models/one-class-svm/smo-status.ts';
import { someRows } from '../one-class-svm.rows.ts';
import { bitsOf, plainly } from './plainly.ts';

function fitted(x: Matrix, params: Partial<OneClassSvmParams>) {
  const svm = new OneClassSvm(params).fit(x);
  return {
    iterations: svm.iterations,
    rho: svm.rho,
    objective: svm.objective,
    support: svm.supportVectorIndices,
    alphas: bitsOf(svm.dualCoef),
    scores: bitsOf(svm.trainingAssessment.scores),
  };
}

const rows = (seed: number, count: number, columns: number) =>
  someRows(new MersenneTwister(seed), count, columns);

function mapped(x: Matrix, change: (value: number, at: number) => number): Matrix {
  return matrix(x.data.map(change), x.names);
}

test('the loops in WebAssembly are there, and are not where the platform has none', () => {
  const workspace = openRbfLoops(1000);
  expect(workspace).toBeDefined();
  // A second stretch of work at the same time goes through TypeScript.
  expect(openRbfLoops(1000)).toBeUndefined();
  workspace?.close();
  expect(plainly(() => openRbfLoops(1000))).toBeUndefined();
  expect(openRbfLoops(2 ** 33)).toBeUndefined();
});

describe('One-Class SVM gives the same bits in WebAssembly and in TypeScript', () => {
  const cases: readonly [string, Matrix, Partial<OneClassSvmParams>][] = [
    ...[2, 7, 8, 9, 255, 256, 257, 520, 1201].map(
      (count, i) =>
        [`${count} rows`, rows(count, count, 1 + 3 * i), { nu: 0.2 }] as (typeof cases)[number],
    ),
    ['rows that move about', rows(3, 900, 4), { nu: 0.5, gamma: 2, tol: 1e-6 }],
    ['a cache of two rows', rows(4, 400, 3), { nu: 0.3, cacheSize: 1e-6 }],
    ['no shrinking', rows(5, 600, 3), { nu: 0.3, gamma: 3, shrinking: false }],
    ['kernels that underflow', rows(6, 300, 5), { nu: 0.3, gamma: 40 }],
    ['subnormal kernels', mapped(rows(7, 300, 1), (v) => Math.round(v)), { nu: 0.3, gamma: 720 }],
    ['whole numbers', mapped(rows(8, 500, 6), Math.round), { nu: 0.1 }],
    ['equal rows', mapped(rows(9, 60, 2), () => 3), { nu: 0.4 }],
    ['products that cancel', mapped(rows(10, 300, 4), (v) => v + 1e8), { nu: 0.2, gamma: 1 }],
    ['huge numbers', mapped(rows(11, 200, 3), (v) => v * 1e120), { nu: 0.2 }],
  ];
  test.each(cases)('%s', (_, x, params) => {
    expect(fitted(x, params)).toEqual(plainly(() => fitted(x, params)));
  });
});

test('a step finds the same least gradient, the last of equals that is not at its bound', () => {
  const source = new MersenneTwister(13);
  const some = (least: number, most: number) =>
    least + Math.floor(source.double() * (most - least + 1));
  for (const count of [1, 3, 4, 63, 64, 65, 127, 131, 300]) {
    // From all at the bound to none; among sums so few that many are equal, or with none finite.
    for (const [atBound, start] of [0, 5, 9, 10].flatMap((share) => [
      [share, 0],
      [share, Number.POSITIVE_INFINITY],
    ])) {
      const filled = (length: number, value: () => number) => Array.from({ length }, value);
      const gradient = filled(count, () => start + some(-2, 2));
      const status = filled(count, () => (some(0, 9) < atBound ? AT_UPPER : some(0, 1)));
      const rows = [0, 1].map(() => filled(count, () => some(0, 2)));
      const step = () => {
        const loops = smoLoops(count, 1, 1000);
        const sums = loops.arrays.float64(count);
        const at = loops.arrays.uint8(count);
        const [first, second] = rows.map((row) => {
          const values = loops.arrays.float32(count);
          values.set(row);
          return values;
        });
        sums.set(gradient);
        at.set(status);
        const least = loops.addRows(sums, at, first, 1, second, -1, count);
        const bits = bitsOf(sums);
        loops.close();
        return { least, bits };
      };
      expect(step()).toEqual(plainly(step));
    }
  }
});

test('scores have the same bits for any number of rows and support vectors', () => {
  for (const [count, centres, columns] of [
    [16, 1, 1],
    [17, 63, 2],
    [127, 64, 5],
    [128, 65, 16],
    [129, 130, 23],
    [300, 7, 4],
  ]) {
    const x = rows(count, count, columns);
    const expansion = {
      gamma: 0.3,
      weights: rows(1, centres, 1).data,
      centres: rows(2, centres, columns).data,
    };
    const values = evaluateExpansion(expansion, x);
    expect(bitsOf(values)).toEqual(bitsOf(plainly(() => evaluateExpansion(expansion, x))));
  }
});

test('memory that a large fit took is given back, and the next fit takes some again', () => {
  const x = rows(12, 2000, 2);
  const params = { nu: 0.1, cacheSize: 500 };
  const first = fitted(x, params);
  const workspace = openRbfLoops(2 ** 28 + 1);
  workspace?.close();
  expect(workspace).toBeDefined();
  expect(fitted(x, params)).toEqual(first);
});
