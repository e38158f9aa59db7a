import { kernelDensityEstimation, sampleStandardDeviation } from 'simple-statistics';
import { InputError } from '../../data/errors.ts';
import { percentileOfSorted } from '../../features/numpy.ts';

/** A smooth curve over a sample; the area under it is 1. */
export interface DensityCurve {
  readonly x: Float64Array;
  readonly density: Float64Array;
  /** Standard deviation of the Gaussian put on each value. */
  readonly bandwidth: number;
  /** Values that the curve was computed from. */
  readonly sampleSize: number;
  /** Says so where that is not all of them. */
  readonly note: string | null;
}

export interface DensityOptions {
  /** Points of the curve. */
  readonly points?: number;
  /** First and last x; three bandwidths beyond the extreme values unless given. */
  readonly range?: readonly [low: number, high: number];
  /** Above this many values, so many evenly spaced ones of the sorted values stand for all. */
  readonly maxSample?: number;
}

/**
 * Gaussian kernel density estimate. Null where the values do not vary: there is no curve to draw.
 * The bandwidth comes from all values by Silverman's rule, 1.06·s·n^(−1/5) with s the smaller of the
 * standard deviation and the interquartile range / 1.34 (of the deviation alone where the middle
 * half of the values is equal). O(n log n + sample × points).
 *
 * Source: Silverman, Density Estimation for Statistics and Data Analysis, 1986, section 3.4.
 */
export function densityCurve(
  values: Float64Array,
  { points = 200, range, maxSample = 2000 }: DensityOptions = {},
): DensityCurve | null {
  if (!(Number.isInteger(points) && points >= 2)) {
    throw new InputError(`A density curve needs at least 2 points; got ${points}.`);
  }
  const sorted = values.slice().sort();
  const bandwidth = silvermanBandwidth(sorted);
  if (bandwidth === null) return null;
  const sample = thin(sorted, maxSample);
  const densityAt = kernelDensityEstimation(sample, 'gaussian', bandwidth);
  const low = range?.[0] ?? sorted[0] - 3 * bandwidth;
  const high = range?.[1] ?? sorted[sorted.length - 1] + 3 * bandwidth;
  const x = new Float64Array(points);
  const density = new Float64Array(points);
  for (let i = 0; i < points; i++) {
    x[i] = low + ((high - low) * i) / (points - 1);
    density[i] = densityAt(x[i]);
  }
  const note =
    sample.length === values.length
      ? null
      : `Drawn from ${sample.length} of ${values.length} values, evenly spaced by rank.`;
  return { x, density, bandwidth, sampleSize: sample.length, note };
}

function silvermanBandwidth(sorted: Float64Array): number | null {
  if (sorted.length < 2 || sorted[0] === sorted[sorted.length - 1]) return null;
  const deviation = sampleStandardDeviation(Array.from(sorted));
  const middleHalf = percentileOfSorted(sorted, 75) - percentileOfSorted(sorted, 25);
  const spread = middleHalf > 0 ? Math.min(deviation, middleHalf / 1.34) : deviation;
  return 1.06 * spread * sorted.length ** -0.2;
}

/** At most `most` of the sorted values, each from the middle of an equal share of the ranks. */
function thin(sorted: Float64Array, most: number): number[] {
  if (sorted.length <= most) return Array.from(sorted);
  return Array.from(
    { length: most },
    (_, i) => sorted[Math.floor(((i + 0.5) * sorted.length) / most)],
  );
}
