import { describe, expect, it } from 'vitest';
import { matrix } from '../../src/features/matrix.ts';
import { fitScaler, inverseTransform, transform } from '../../src/features/scale.ts';
import type { ScalerKind } from '../../src/features/scaler-kinds.ts';
import { largestError, readJsonFixture } from '../support.ts';

interface Recorded {
  columns: number;
  data: number[];
  cases: Record<'robust' | 'standard' | 'minmax', Record<'center' | 'scale' | 'scaled', number[]>>;
}

const recorded = readJsonFixture<Recorded>('scale/scalers.json');
const names = Array.from({ length: recorded.columns }, (_, j) => `column ${j}`);
const x = matrix(Float64Array.from(recorded.data), names);

describe.each(Object.entries(recorded.cases))("scikit-learn's %s scaler", (kind, expected) => {
  const scaler = fitScaler(kind as ScalerKind, x);

  it('has the same centre and scale', () => {
    expect(largestError(scaler.center, expected.center)).toBeLessThan(1e-14);
    expect(largestError(scaler.scale, expected.scale)).toBeLessThan(1e-14);
  });

  it('gives the same numbers', () => {
    expect(largestError(transform(scaler, x).data, expected.scaled)).toBeLessThan(1e-14);
  });

  it('goes back to where it came from, and to a 0 where that was one', () => {
    const back = inverseTransform(scaler, transform(scaler, x));
    // To the last bits of the largest number on the way.
    x.data.forEach((value, at) => {
      const largest = Math.abs(value) + Math.abs(scaler.center[at % x.columns]);
      expect(Math.abs(back.data[at] - value)).toBeLessThanOrEqual(4 * Number.EPSILON * largest);
    });
    const zeros = matrix(new Float64Array(names.length), names);
    expect(inverseTransform(scaler, transform(scaler, zeros)).data).toEqual(zeros.data);
  });
});

it('leaves the numbers alone when asked to', () => {
  expect(transform(fitScaler('none', x), x).data).toEqual(x.data);
});

it('names the column and row of a number that is not finite', () => {
  const broken = matrix(Float64Array.of(1, 2, 3, Number.NaN), ['a', 'b']);
  expect(() => fitScaler('robust', broken)).toThrow(/b is NaN in row 1/);
  expect(() => fitScaler('robust', matrix(new Float64Array(0), ['a']))).toThrow(/at least 1 row/);
  expect(() => transform(fitScaler('none', x), broken)).toThrow(/fitted on 6 columns; got 2/);
});
