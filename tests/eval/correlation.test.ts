import fc from 'fast-check';
import { sampleRankCorrelation } from 'simple-statistics';
import { describe, expect, test } from 'vitest';
import {
  correlation,
  correlationMatrix,
  midranks,
} from '../../src/eval/distributions/correlation.ts';
import { matrix } from '../../src/features/matrix.ts';
import { SAMPLES } from './fixtures.ts';

const { names, rows, ...RECORDED } = SAMPLES.correlation;
const table = matrix(Float64Array.from(rows.flat()), names);

describe('correlation', () => {
  test.each(['pearson', 'spearman'] as const)("is pandas' corr: %s", (method) => {
    const { values, note } = correlationMatrix(table, method);
    expect(note).toBeNull();
    RECORDED[method].forEach((row, i) => {
      row.forEach((expected, j) => {
        if (expected === null) expect(values[i][j]).toBeNull();
        else expect(values[i][j]).toBeCloseTo(expected, 12);
      });
    });
  });

  test('by ranks agrees with simple-statistics, ties and all', () => {
    const pair = fc.tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 5 }));
    fc.assert(
      fc.property(fc.array(pair, { minLength: 3 }), (pairs) => {
        const x = pairs.map(([first]) => first);
        const y = pairs.map(([, second]) => second);
        const ours = correlation(Float64Array.from(x), Float64Array.from(y), 'spearman');
        if (new Set(x).size === 1 || new Set(y).size === 1) expect(ours).toBeNull();
        else expect(ours).toBeCloseTo(sampleRankCorrelation(x, y), 12);
      }),
    );
  });

  test('equal values share the mean of their ranks', () => {
    expect([...midranks(Float64Array.of(7, 3, 7, 1))]).toEqual([3.5, 2, 3.5, 1]);
  });

  test('many rows are thinned, and it is said', () => {
    const x = matrix(
      Float64Array.from({ length: 100 }, (_, i) => i),
      ['a', 'b'],
    );
    const { values, sampleSize, note } = correlationMatrix(x, 'pearson', 10);
    expect(sampleSize).toBe(10);
    expect(note).toBe('Computed from 10 of 50 rows, evenly spaced.');
    expect(values[0][1]).toBeCloseTo(1, 12);
  });
});
