import fc from 'fast-check';
import { expect, test } from 'vitest';
import { standardNormal } from '../../../src/data/distributions.ts';
import { MersenneTwister } from '../../../src/data/random.ts';
import { Adwin, type MeanChange } from '../../../src/models/online/adwin.ts';
import { RECORDED } from './recorded.ts';

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function variance(values: readonly number[]): number {
  const middle = mean(values);
  return mean(values.map((value) => (value - middle) ** 2));
}

/** ADWIN as the paper's figure 1 has it: every split of the raw window, one value less at a time. */
function naiveWidths(values: readonly number[], delta: number, leastPart: number): number[] {
  let window: number[] = [];
  const apart = () => {
    for (let older = leastPart; older <= window.length - leastPart; older++) {
      const newer = window.length - older;
      const m = 1 / (1 / older + 1 / newer);
      const spread = Math.log((2 * Math.log(window.length)) / delta);
      const cut = Math.sqrt((2 / m) * variance(window) * spread) + (2 / (3 * m)) * spread;
      if (Math.abs(mean(window.slice(0, older)) - mean(window.slice(older))) > cut) return true;
    }
    return false;
  };
  return values.map((value) => {
    window = [...window, value];
    while (apart()) window.shift();
    return window.length;
  });
}

/** Two stretches of bits with a share of ones each. */
const stream = fc
  .record({
    seed: fc.nat(1e6),
    from: fc.integer({ min: 0, max: 2 }),
    to: fc.integer({ min: 8, max: 10 }),
  })
  .map(({ seed, from, to }) => {
    const source = new MersenneTwister(seed);
    const bit = (tenths: number) => Number(10 * source.double() < tenths);
    return Array.from({ length: 160 }, (_, i) => bit(i < 80 ? from : to));
  });

test('with buckets of one value it shrinks exactly as the naive window does', () => {
  fc.assert(
    fc.property(stream, (values) => {
      const delta = 0.05;
      const adwin = new Adwin({ delta, clock: 1, bucketsPerSize: values.length, leastPart: 5 });
      const widths = values.map((value) => {
        adwin.add(value);
        return adwin.width;
      });
      expect(widths).toEqual(naiveWidths(values, delta, 5));
      expect(widths.at(-1)).toBeLessThan(values.length);
    }),
    { numRuns: 12 },
  );
});

test('the histogram knows mean and variance of its window', () => {
  const source = new MersenneTwister(2);
  const adwin = new Adwin();
  const values: number[] = [];
  for (let i = 0; i < 5000; i++) {
    const value = 0.5 + 0.1 * standardNormal(source) + (i > 3000 ? 0.3 : 0);
    values.push(value);
    adwin.add(value);
    if (i % 97 !== 0) continue;
    const window = values.slice(values.length - adwin.width);
    expect(adwin.mean).toBeCloseTo(mean(window), 10);
    expect(adwin.variance).toBeCloseTo(variance(window), 10);
  }
  expect(adwin.width).toBeLessThan(2100);
});

function driftsOf(values: readonly number[]): { at: number; drift: MeanChange }[] {
  const adwin = new Adwin();
  return values.flatMap((value, at) => {
    const drift = adwin.add(value);
    return drift === null ? [] : [{ at, drift }];
  });
}

test("on the stream of river's documentation it reports where river does", () => {
  const { values, detectedAt } = RECORDED.adwin;
  expect(driftsOf(values)[0]).toMatchObject({ at: detectedAt });
});

test('a shift is reported with the means on both sides, and no shift hardly ever', () => {
  const source = new MersenneTwister(9);
  const level = (mean: number) => Math.min(1, Math.max(0, mean + 0.1 * standardNormal(source)));
  const steady = Array.from({ length: 20_000 }, () => level(0.4));
  expect(driftsOf(steady)).toEqual([]);
  const shifted = [...steady, ...Array.from({ length: 500 }, () => level(0.5))];
  const [{ at, drift }] = driftsOf(shifted);
  expect(at).toBeGreaterThanOrEqual(20_000);
  expect(at).toBeLessThan(20_250);
  expect(drift.before).toBeCloseTo(0.4, 1);
  expect(drift.after).toBeCloseTo(0.5, 1);
  expect(Math.abs(at - drift.newer - 20_000)).toBeLessThan(100);
});
