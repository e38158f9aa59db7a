import { percentileOfSorted } from '../../features/numpy.ts';
import { countUpTo } from '../../features/sorted-counts.ts';
import { type Axis, type AxisScale, placeOnAxis } from './axis-scale.ts';

/** Some values by the name of their class. */
export interface ValuesOfClass {
  readonly name: string;
  readonly values: Float64Array;
}

/** Bins of a picture that is to be read. */
export const BINS = 40;

/** An axis on which the values spread over so much of the width needs no other scale. */
const ENOUGH = 0.3;

/** Ends are cut where the rest spreads over so many times the width then. */
const WORTH_CUTTING = 1.25;

/** Of more values of a class, so many stand for all where axes are compared. */
const SAMPLE = 2000;

/** Per cent of a class that may be cut from either end. */
const CUT = 0.5;

/**
 * The axis that shows best how classes of values lie to each other: linear where that can be read,
 * else logarithmic, or logarithmic in the distance from `centre`, whichever spreads them further. It
 * reaches over all values unless a few at the ends would take the width from the rest. O(n log n).
 *
 * @param centre a value that matters, as a threshold does: below and above it are kept apart
 */
export function readableAxis(classes: readonly ValuesOfClass[], centre?: number): Axis {
  const sorted = sortedClasses(classes);
  const linear = bestRange(sorted, { kind: 'linear' });
  if (linear.spread >= ENOUGH) return linear.axis;
  const scales: AxisScale[] = [{ kind: 'log' }, ...signedLogAbout(centre, sorted)];
  const best = scales
    .map((scale) => bestRange(sorted, scale))
    .reduce((best, one) => (one.spread > best.spread ? one : best), linear);
  return best.axis;
}

/** The linear axis over all values. O(n log n). */
export function linearAxis(classes: readonly ValuesOfClass[]): Axis {
  const scale = { kind: 'linear' } as const;
  return rangeOf(sortedClasses(classes), scale, 0) ?? { scale, low: 0, high: 1 };
}

/** Classes that have values, each ascending. */
function sortedClasses(classes: readonly ValuesOfClass[]): Float64Array[] {
  return classes.flatMap(({ values }) => (values.length === 0 ? [] : values.slice().sort()));
}

/** The scale whose unit leaves a tenth of the values nearer to the centre than that. */
function signedLogAbout(
  centre: number | undefined,
  sorted: readonly Float64Array[],
): readonly AxisScale[] {
  if (centre === undefined || sorted.length === 0) return [];
  const distances = new Float64Array(sorted.reduce((sum, { length }) => sum + length, 0));
  let filled = 0;
  for (const values of sorted) {
    for (const value of values) distances[filled++] = Math.abs(value - centre);
  }
  const unit = percentileOfSorted(distances.sort(), 10);
  return unit > 0 && Number.isFinite(unit) ? [{ kind: 'signed-log', centre, unit }] : [];
}

interface SpreadAxis {
  readonly axis: Axis;
  readonly spread: number;
}

/** All values, or all but a few at the ends where that lets the rest spread. */
function bestRange(sorted: readonly Float64Array[], scale: AxisScale): SpreadAxis {
  const [whole, cut] = [0, CUT].map((percent) => {
    const axis = rangeOf(sorted, scale, percent);
    return axis && { axis, spread: spreadOver(sorted, axis) };
  });
  if (!whole) return { axis: { scale: { kind: 'linear' }, low: 0, high: 1 }, spread: 0 };
  return cut && cut.spread >= WORTH_CUTTING * whole.spread ? cut : whole;
}

/** From the lowest to the highest value that the scale has a place for; `undefined` without any. */
function rangeOf(
  sorted: readonly Float64Array[],
  scale: AxisScale,
  percent: number,
): Axis | undefined {
  const placed = sorted
    .map((values) => (scale.kind === 'log' ? values.subarray(countUpTo(values, 0)) : values))
    .filter((values) => values.length > 0);
  if (placed.length === 0) return undefined;
  const low = Math.min(...placed.map((values) => percentileOfSorted(values, percent)));
  const high = Math.max(...placed.map((values) => percentileOfSorted(values, 100 - percent)));
  return widened({ scale, low, high });
}

/** The axis, or a wider one where it is too narrow to be cut into bins. */
function widened({ scale, low, high }: Axis): Axis {
  const wideEnough = (low: number, high: number) =>
    high - low > 1e-12 * Math.max(Math.abs(low), Math.abs(high), 1e-300);
  if (wideEnough(low, high)) return { scale, low, high };
  if (scale.kind === 'log') return { scale, low: low / 2, high: high * 2 };
  const margin = Math.max(0.5, Math.abs(low) / 2);
  return { scale, low: low - margin, high: high + margin };
}

/**
 * Over what share of an axis values spread: e to the entropy of the bins, classes counting alike,
 * over the number of bins. 1 where every bin holds as much, 1 / bins where one holds all.
 */
function spreadOver(sorted: readonly Float64Array[], axis: Axis): number {
  const shares = new Float64Array(BINS);
  for (const values of sorted) {
    const step = Math.max(1, values.length / SAMPLE);
    for (let at = 0; at < values.length; at += step) {
      const value = values[Math.floor(at)];
      if (value < axis.low || value > axis.high) continue;
      const bin = Math.floor(placeOnAxis(axis, value) * BINS);
      shares[Math.max(0, Math.min(BINS - 1, bin))] += step / values.length;
    }
  }
  const total = shares.reduce((sum, share) => sum + share, 0);
  // No number where the axis reaches further than logarithms of doubles do.
  if (!(total > 0)) return 0;
  const entropy = shares.reduce((sum, share) => {
    const p = share / total;
    return p > 0 ? sum - p * Math.log(p) : sum;
  }, 0);
  return Math.exp(entropy) / BINS;
}
