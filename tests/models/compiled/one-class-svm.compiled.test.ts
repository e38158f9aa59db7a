import { describe, expect, test } from 'vitest';
import { MersenneTwister } from '../../../src/data/random.ts';
import { type Matrix, matrix } from '../../../src/features/matrix.ts';
import {
  EXP_TABLE_LENGTH,
  EXP_TILE_LENGTH,
  openRbfLoops,
  writeExpTables,
} from '../../../src/models/kernels/rbf-compiled.ts';
import { exponentiate } from '../../../src/models/kernels/rbf-exp.ts';
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

test('kernels are rounded to float32 as if their exponentials had been computed in full', () => {
  const source = new MersenneTwister(14);
  const float = new Float32Array(2);
  const bits = new Uint32Array(float.buffer);
  // Exponents whose exponentials lie in the middle between two float32, as far as doubles can: one
  // among 64 of any size, as what is computed in full is so together with those around.
  const exponents = Float64Array.from({ length: 500_000 }, (_, i) => {
    if (i % 64 !== 0) return -source.double() * (i % 3 === 0 ? 760 : 120);
    bits[0] = Math.floor(source.double() * (i % 192 === 0 ? 0x800000 : 0x3f800000));
    bits[1] = bits[0] + 1;
    const apart = (source.double() - 0.5) * 2 ** -(38 + (i % 7));
    return Math.log((float[0] + float[1]) / 2) + apart;
  });
  exponents.set([
    0,
    -0,
    0.9,
    1.5,
    80,
    95,
    710,
    1e300,
    -1e300,
    Number.NaN,
    Number.NEGATIVE_INFINITY,
  ]);
  const full = exponents.slice();
  exponentiate(full, full.length);

  const count = exponents.length;
  const loops = openRbfLoops(32 * count + 2 ** 16);
  if (loops === undefined) throw new Error('The platform has WebAssembly.');
  const norms = loops.float64(count);
  const points = loops.float64(count);
  const own = loops.float64(1);
  const row = loops.float32(count);
  const rows = loops.int32(1);
  const tile = loops.float64(EXP_TILE_LENGTH);
  const tables = loops.float64(EXP_TABLE_LENGTH);
  writeExpTables(tables);
  // Points at 0 with norms of their own: −1 × (0 + norm − 0) is the exponent.
  norms.set(exponents.map((exponent) => -exponent));
  rows[0] = row.byteOffset;
  loops.run.fillRows(
    points.byteOffset,
    norms.byteOffset,
    own.byteOffset,
    own.byteOffset,
    rows.byteOffset,
    1,
    1,
    1,
    count,
    tile.byteOffset,
    tables.byteOffset,
  );
  const kernels = row.slice();
  loops.close();
  expect(kernels).toEqual(Float32Array.from(full));
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
