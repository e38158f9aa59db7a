import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linspace, pairwiseSum, percentile, percentileOfSorted } from '../../src/features/numpy.ts';

/** The sum in NumPy's order, written for reading: eight interleaved sums per block, halves above. */
function sumByHalves(values: number[]): number {
  if (values.length < 8) return values.reduce((sum, value) => sum + value, 0);
  if (values.length > 128) {
    const half = Math.floor(values.length / 16) * 8;
    return sumByHalves(values.slice(0, half)) + sumByHalves(values.slice(half));
  }
  const whole = values.length - (values.length % 8);
  const lane = (k: number) =>
    values
      .slice(0, whole)
      .filter((_, i) => i % 8 === k)
      .reduce((sum, value) => sum + value);
  const eight = lane(0) + lane(1) + (lane(2) + lane(3)) + (lane(4) + lane(5) + (lane(6) + lane(7)));
  return values.slice(whole).reduce((sum, value) => sum + value, eight);
}

describe('the percentile', () => {
  it('is that of the sorted numbers, to the bit, ties and infinities among them', () => {
    const number = fc.oneof(
      fc.double({ noNaN: true, min: -1e9, max: 1e9 }),
      fc.integer({ min: -3, max: 3 }).map((value) => value + 0),
      fc.constantFrom(Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY),
    );
    const numbers = fc.array(number, { minLength: 1, maxLength: 2000, size: 'max' });
    fc.assert(
      fc.property(numbers, fc.double({ noNaN: true, min: 0, max: 100 }), (values, percent) => {
        const given = Float64Array.from(values);
        expect(percentile(given, percent) + 0).toBe(
          percentileOfSorted(given.slice().sort(), percent) + 0,
        );
        expect(given).toEqual(Float64Array.from(values));
      }),
      { numRuns: 200 },
    );
  });
});

describe('the pairwise sum', () => {
  it('adds in the order of NumPy, to the bit', () => {
    const number = fc.double({ noNaN: true, min: -1e9, max: 1e9 });
    fc.assert(
      fc.property(fc.array(number, { maxLength: 700, size: 'max' }), fc.nat(9), (values, skip) => {
        const padded = Float64Array.from([...new Array<number>(skip).fill(7), ...values, 7]);
        expect(pairwiseSum(padded, skip, values.length)).toBe(sumByHalves(values));
      }),
      { numRuns: 300 },
    );
  });

  it("gives NumPy's own last bit on the harmonic series", () => {
    const harmonic = (count: number) => Float64Array.from({ length: count }, (_, i) => 1 / (i + 1));
    // np.sum(1 / np.arange(1, n + 1))
    const recorded = {
      7: 2.5928571428571425,
      20: 3.597739657143682,
      100: 5.187377517639621,
      1000: 7.485470860550345,
    };
    for (const [count, sum] of Object.entries(recorded)) {
      expect(pairwiseSum(harmonic(Number(count)))).toBe(sum);
    }
  });
});

it("spaces numbers as NumPy's linspace, to the bit", () => {
  // np.linspace(*arguments)
  const recorded: [[number, number, number], number[]][] = [
    [
      [1 / 7, 1, 7],
      [
        0.14285714285714285, 0.2857142857142857, 0.4285714285714286, 0.5714285714285714,
        0.7142857142857144, 0.8571428571428572, 1,
      ],
    ],
    [
      [-2.5, 1e16, 4],
      [-2.5, 3333333333333331.5, 6666666666666666, 1e16],
    ],
    [
      [-5e-324, 1e-323, 4],
      [-5e-324, 0, 5e-324, 1e-323],
    ],
    [
      [0, 5e-324, 4],
      [0, 0, 5e-324, 5e-324],
    ],
    [[5, 9, 1], [5]],
  ];
  for (const [given, numbers] of recorded) expect([...linspace(...given)]).toEqual(numbers);
});
