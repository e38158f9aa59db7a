import fc from 'fast-check';
import { expect, it } from 'vitest';
import { featureStrip } from '../../src/eval/feature-strip.ts';

const sorted = Float64Array.from({ length: 101 }, (_, i) => i);

it('puts values along a line where they lie', () => {
  const strip = featureStrip({ sorted, value: 25, low: 5, high: 95 }, 1000);
  expect(strip).toMatchObject({ low: 0.05, high: 0.95, at: 0.25 });
  expect(strip.dots).toEqual(Array.from(sorted, (value) => value / 100));
});

it('keeps other flows apart beside a value a million times as far out', () => {
  const { dots, low, high, at } = featureStrip({ sorted, value: 1e8, low: 5, high: 95 }, 64);
  expect(at).toBe(1);
  expect(dots).toHaveLength(64);
  expect(high - low).toBeGreaterThan(0.05);
});

it('has a place for the only value there is', () => {
  const strip = featureStrip({ sorted: Float64Array.of(3, 3), value: 3, low: 3, high: 3 }, 64);
  expect(strip).toEqual({ dots: [0.5, 0.5], low: 0.5, high: 0.5, at: 0.5 });
});

it('has a place beside the smallest number that there is', () => {
  const sorted = Float64Array.of(Number.MIN_VALUE);
  const ends = { low: Number.MIN_VALUE, high: Number.MIN_VALUE };
  expect(featureStrip({ sorted, value: -8.9e-16, ...ends }, 64).at).toBe(0);
});

it('keeps the order of any values, and all of them on the line', () => {
  const number = fc.double({ min: -1e12, max: 1e12, noNaN: true });
  fc.assert(
    fc.property(fc.array(number, { minLength: 1 }), number, (values, value) => {
      const ascending = Float64Array.from(values).sort();
      const [low, high] = [ascending[0], ascending[ascending.length - 1]];
      const { dots, at } = featureStrip({ sorted: ascending, value, low, high }, 64);
      for (const place of [...dots, at]) {
        expect(place).toBeGreaterThanOrEqual(0);
        expect(place).toBeLessThanOrEqual(1);
      }
      expect(dots).toEqual(dots.toSorted((a, b) => a - b));
    }),
  );
});
