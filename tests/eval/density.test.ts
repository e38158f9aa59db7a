import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { densityCurve } from '../../src/eval/distributions/density.ts';
import { largestError } from '../support.ts';
import { SAMPLES } from './fixtures.ts';

describe('density curves', () => {
  test("are SciPy's gaussian_kde at the same bandwidth", () => {
    const { values, bandwidth, x, density } = SAMPLES.density;
    const curve = densityCurve(Float64Array.from(values), { points: x.length });
    expect(curve?.bandwidth).toBeCloseTo(bandwidth, 12);
    expect(largestError(curve?.x ?? [], x)).toBeLessThan(1e-12);
    expect(largestError(curve?.density ?? [], density)).toBeLessThan(1e-12);
    expect(curve?.note).toBeNull();
  });

  test('enclose an area of 1', () => {
    const sample = fc.array(fc.double({ min: -100, max: 100, noNaN: true }), { minLength: 2 });
    fc.assert(
      fc.property(sample, (values) => {
        fc.pre(Math.max(...values) - Math.min(...values) > 1e-6);
        const points = 4000;
        const curve = densityCurve(Float64Array.from(values), { points });
        // Too narrow a kernel for the grid is no fault of the curve.
        fc.pre(curve !== null && curve.x[1] - curve.x[0] < curve.bandwidth / 2);
        const step = curve.x[1] - curve.x[0];
        expect(curve.density.reduce((sum, d) => sum + d * step, 0)).toBeCloseTo(1, 2);
      }),
      { numRuns: 30 },
    );
  });

  test('a sample stands for many values, and says so', () => {
    const values = Float64Array.from({ length: 30_000 }, (_, i) => Math.sin(i) + i / 30_000);
    const range = [-1, 2] as const;
    const sampled = densityCurve(values, { range });
    const whole = densityCurve(values, { range, maxSample: values.length });
    expect(sampled?.note).toBe('Drawn from 2000 of 30000 values, evenly spaced by rank.');
    expect(sampled?.bandwidth).toBe(whole?.bandwidth);
    expect(largestError(sampled?.density ?? [], whole?.density ?? [])).toBeLessThan(1e-3);
  });

  test('values whose middle half is equal still have a curve', () => {
    const curve = densityCurve(Float64Array.of(0, 0, 0, 0, 0, 0, 0, 9));
    expect(curve?.bandwidth).toBeGreaterThan(0);
    expect(curve?.density.every(Number.isFinite)).toBe(true);
  });

  test('values that do not vary have none', () => {
    expect(densityCurve(new Float64Array())).toBeNull();
    expect(densityCurve(Float64Array.of(1))).toBeNull();
    expect(densityCurve(new Float64Array(9).fill(0.1))).toBeNull();
  });
});
