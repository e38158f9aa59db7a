import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { InputError } from '../../src/data/errors.ts';
import { type Histogram, histogram, logHistogram } from '../../src/eval/distributions/histogram.ts';
import { largestError } from '../support.ts';
import { SAMPLES } from './fixtures.ts';

const EVEN = Object.entries(SAMPLES.histograms.even).map(([name, recorded]) => ({
  name,
  recorded,
}));

function expectPartition(values: Float64Array, { edges, counts, density, leftOut }: Histogram) {
  const bins = counts.length;
  counts.forEach((count, bin) => {
    const inside = values.filter(
      (value) =>
        value >= edges[bin] &&
        (value < edges[bin + 1] || (bin === bins - 1 && value === edges[bins])),
    );
    expect(count).toBe(inside.length);
  });
  const counted = counts.reduce((sum, count) => sum + count, 0);
  expect(counted + leftOut).toBe(values.length);
  const area = density.reduce((sum, d, bin) => sum + d * (edges[bin + 1] - edges[bin]), 0);
  expect(area).toBeCloseTo(counted === 0 ? 0 : 1, 9);
}

describe('histograms', () => {
  test.each(EVEN)("of even bins are NumPy's to the bit: $name", ({ recorded }) => {
    const values = Float64Array.from(recorded.values);
    const { bins, range } = recorded;
    const { edges, counts, density } = histogram(values, range ? { bins, range } : { bins });
    expect([...edges]).toEqual(recorded.edges);
    expect([...counts]).toEqual(recorded.counts);
    expect([...density]).toEqual(recorded.density);
  });

  test("on a logarithmic axis are NumPy's over geomspace", () => {
    const { values, bins, edges, counts, density } = SAMPLES.histograms.logarithmic;
    const ours = logHistogram(Float64Array.from(values), { bins });
    expect(ours.edges.every((edge, i) => Math.abs(edge / edges[i] - 1) < 1e-13)).toBe(true);
    expect([...ours.counts]).toEqual(counts);
    expect(largestError(ours.density, density)).toBeLessThan(1e-12);
    expect(ours.leftOut).toBe(3);
  });

  test('put every value into the one bin whose edges hold it', () => {
    const value = fc.oneof(
      fc.integer({ min: -20, max: 20 }).map((i) => i / 10),
      // Bins narrower than 1e-300 would hold more than a double can say.
      fc.double({ min: -1e6, max: 1e6, noNaN: true }).map((x) => (Math.abs(x) < 1e-9 ? 0 : x)),
    );
    fc.assert(
      fc.property(fc.array(value), fc.integer({ min: 1, max: 40 }), (list, bins) => {
        const values = Float64Array.from(list);
        expectPartition(values, histogram(values, { bins }));
        expectPartition(values, logHistogram(values, { bins }));
      }),
    );
  });

  test('a range too narrow for its bins is widened as one value is', () => {
    const values = Float64Array.of(1, 1 + Number.EPSILON);
    const { edges, counts } = histogram(values, { bins: 10 });
    expect([edges[0], edges[10]]).toEqual([0.5, 1.5 + Number.EPSILON]);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(2);
  });

  test('one value on a logarithmic axis stands in the middle of a power of ten', () => {
    const { edges, counts } = logHistogram(Float64Array.of(100, 100), { bins: 2 });
    expect(largestError(edges, [10 ** 1.5, 100, 10 ** 2.5])).toBeLessThan(1e-14);
    expect([...counts]).toEqual([0, 2]);
  });

  test('what cannot be drawn is refused', () => {
    const values = Float64Array.of(1, 2);
    expect(() => histogram(values, { bins: 0 })).toThrow(/whole number in 1 … 10000; got 0/);
    expect(() => histogram(values, { bins: 3, range: [2, 1] })).toThrow(/got 2 … 1/);
    expect(() => logHistogram(values, { bins: 3, range: [0, 1] })).toThrow(/starts above 0/);
    expect(() => histogram(Float64Array.of(1, Number.NaN), { bins: 3 })).toThrow(InputError);
  });
});
