import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lognormal } from '../../../src/data/distributions.ts';
import { MersenneTwister } from '../../../src/data/random.ts';
import { AdaptiveThreshold } from '../../../src/models/online/adaptive-threshold.ts';
import { QuantileSketch } from '../../../src/models/online/quantile-sketch.ts';

/** How far a value is from a rank: 0 where one of its equals has it. */
function rankError(values: readonly number[], value: number, rank: number): number {
  const lowest = values.filter((other) => other < value).length + 1;
  const highest = values.filter((other) => other <= value).length;
  return Math.max(lowest - rank, rank - highest, 0);
}

test('a quantile is off by no more than ε of the ranks, in whatever order values come', () => {
  const values = fc.array(fc.oneof(fc.integer({ min: 0, max: 9 }), fc.double({ noNaN: true })), {
    minLength: 1,
    maxLength: 300,
  });
  const order = fc.constantFrom('as drawn', 'rising', 'falling');
  fc.assert(
    fc.property(values, order, fc.constantFrom(0.01, 0.05, 0.2), (drawn, by, epsilon) => {
      const stream =
        by === 'as drawn' ? drawn : drawn.toSorted((a, b) => (by === 'rising' ? a - b : b - a));
      const sketch = new QuantileSketch(epsilon);
      stream.forEach((value, at) => {
        sketch.add(value);
        if (at % 29 !== 0 && at !== stream.length - 1) return;
        const seen = stream.slice(0, at + 1);
        for (const share of [0, 0.01, 0.3, 0.5, 0.9, 0.99, 1]) {
          const rank = Math.max(1, Math.ceil(share * seen.length));
          const value = sketch.quantile(share);
          expect(seen).toContain(value);
          expect(rankError(seen, value, rank)).toBeLessThanOrEqual(epsilon * seen.length);
        }
      });
    }),
  );
});

test('of 100,000 values few are kept, and the error holds', () => {
  const source = new MersenneTwister(6);
  const sketch = new QuantileSketch(0.005);
  const values = Array.from({ length: 100_000 }, () => lognormal(source, 0, 2));
  let most = 0;
  for (const value of values) {
    sketch.add(value);
    most = Math.max(most, sketch.entries);
  }
  expect(sketch.count).toBe(100_000);
  expect(most).toBeLessThan(600);
  for (const share of [0.01, 0.5, 0.99]) {
    const error = rankError(values, sketch.quantile(share), share * values.length);
    expect(error).toBeLessThanOrEqual(500);
  }
});

test('about the asked share of scores exceeds the threshold, before and after they shift', () => {
  const source = new MersenneTwister(3);
  const threshold = new AdaptiveThreshold(0.02, 4000);
  const alerts = Array.from({ length: 40_000 }, (_, at) => {
    const score = source.double() + (at < 20_000 ? 0 : 7);
    const alert = score > threshold.value;
    threshold.add(score);
    return alert;
  });
  const share = (from: number, to: number) =>
    alerts.slice(from, to).filter(Boolean).length / (to - from);
  expect(alerts.slice(0, 50)).not.toContain(true);
  expect(share(1000, 20_000)).toBeCloseTo(0.02, 2);
  // All scores exceed it until they fill their share of the window; then it has moved with them.
  expect(share(20_000, 20_032)).toBe(1);
  expect(share(24_000, 40_000)).toBeCloseTo(0.02, 2);
});

test('equal scores raise no alert', () => {
  const threshold = new AdaptiveThreshold(0.1, 100);
  for (let i = 0; i < 500; i++) {
    expect(0.25 > threshold.value).toBe(false);
    threshold.add(0.25);
  }
});

test('a window that cannot tell the rate is refused', () => {
  expect(() => new AdaptiveThreshold(0.01, 100)).toThrow(
    'window must be a whole number ≥ 200 at an alert rate of 0.01; got 100',
  );
});
