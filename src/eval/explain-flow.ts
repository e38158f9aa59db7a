import { gather } from '../data/flow-rows.ts';
import { columnOf, type Matrix } from '../features/matrix.ts';
import { percentileOfSorted } from '../features/numpy.ts';
import { countBelow, countUpTo } from '../features/sorted-counts.ts';

/** The flows that one flow is compared with: each feature's values, ascending. */
export interface Reference {
  readonly names: readonly string[];
  /** One array per feature, as long as there are reference flows. */
  readonly sorted: readonly Float64Array[];
}

/** Where one flow's value of one feature lies among the reference flows. */
export interface FeaturePlace {
  readonly name: string;
  readonly value: number;
  /** Share of the reference flows with a lower value, 0 … 1. */
  readonly below: number;
  /** Share with a higher value. The rest have the same. */
  readonly above: number;
  /** 0 … 100; flows with the same value count half. */
  readonly percentile: number;
  /** The middle nine tenths of the reference flows, and their middle. */
  readonly low: number;
  readonly median: number;
  readonly high: number;
}

/** A feature stands out where this share of the reference flows lies on one side of it. */
export const STANDS_OUT = 0.95;

/** The values of the reference rows, sorted. O(columns × rows log rows). */
export function referenceOf(x: Matrix, rows: Uint32Array): Reference {
  return {
    names: x.names,
    sorted: x.names.map((_, column) => gather(columnOf(x, column), rows).sort()),
  };
}

/** Each feature's place, in the order of the reference. O(columns × log rows). */
export function placeRow(values: ArrayLike<number>, reference: Reference): FeaturePlace[] {
  return reference.names.map((name, column) => {
    const sorted = reference.sorted[column];
    const value = values[column];
    const lower = countBelow(sorted, value);
    const same = countUpTo(sorted, value) - lower;
    return {
      name,
      value,
      below: lower / sorted.length,
      above: (sorted.length - lower - same) / sorted.length,
      percentile: (100 * (lower + same / 2)) / sorted.length,
      low: percentileOfSorted(sorted, 5),
      median: percentileOfSorted(sorted, 50),
      high: percentileOfSorted(sorted, 95),
    };
  });
}

/** The places that stand out, the most extreme first; of equally extreme ones the first listed. */
export function standingOut(places: readonly FeaturePlace[]): FeaturePlace[] {
  const extremeness = ({ below, above }: FeaturePlace) => Math.max(below, above);
  return places
    .filter((place) => extremeness(place) >= STANDS_OUT)
    .sort((a, b) => extremeness(b) - extremeness(a));
}

/**
 * A percentile 0 … 100 with one digit, rounded towards the middle: no `100.0` stands for less than all,
 * no `0.0` for more than none.
 */
export function formatPercentile(percentile: number): string {
  if (percentile < 50) return (100 - tenthsBelow(100 - percentile)).toFixed(1);
  return tenthsBelow(percentile).toFixed(1);
}

/** Down to a tenth; what is a tenth but for its last bits stays. */
function tenthsBelow(percent: number): number {
  return Math.floor(10 * percent + 1e-8) / 10;
}

/**
 * The side of the value on which more of the reference flows lie, and how many: `higher` than `99.9 %`,
 * `lower` than `all`. Shares are rounded as percentiles are.
 */
export function sideInWords({ below, above }: Pick<FeaturePlace, 'below' | 'above'>): {
  readonly side: 'higher' | 'lower';
  readonly most: string;
} {
  const share = Math.max(below, above);
  return {
    side: below >= above ? 'higher' : 'lower',
    most: share === 1 ? 'all' : `${formatPercentile(100 * share)} %`,
  };
}

/**
 * `send_recv_ratio is higher than in 99.9 % of normal flows`.
 *
 * @param flows what the reference flows are called: `normal flows`
 */
export function placeInWords(
  { name, below, above }: Pick<FeaturePlace, 'name' | 'below' | 'above'>,
  flows: string,
): string {
  const { side, most } = sideInWords({ below, above });
  return `${name} is ${side} than in ${most === 'all' ? most : `${most} of`} ${flows}`;
}

/**
 * The row's place among all by score, 1 for the most abnormal; of equal scores the lower row comes
 * first, as in the list of the most anomalous. O(n).
 *
 * @param scores lower = more abnormal
 */
export function rankOf(scores: Float64Array, row: number): number {
  const own = scores[row];
  let before = 0;
  for (let other = 0; other < scores.length; other++) {
    if (scores[other] < own || (scores[other] === own && other < row)) before++;
  }
  return before + 1;
}

/**
 * Where a score stands on a track 0 … 1 whose middle is the threshold: by rank among the flows without
 * an alert on the left half, among the alerts on the right, so that it can be read whatever the scale of
 * the scores.
 *
 * @param rank from `rankOf`
 * @param alerts of so many flows in all
 */
export function trackPlace(rank: number, alerts: number, total: number): number {
  if (rank <= alerts) return 0.5 + (0.5 * (alerts - rank + 0.5)) / alerts;
  return (0.5 * (total - rank + 0.5)) / (total - alerts);
}
