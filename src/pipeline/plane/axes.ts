import { exp, log1p } from '../../data/elementary.ts';
import { InputError } from '../../data/errors.ts';
import { featureFacts } from '../../features/feature-table.ts';
import { columnOf, type Matrix } from '../../features/matrix.ts';
import { percentileOfSorted } from '../../features/numpy.ts';
import { HEAVY_TAILED } from '../../features/select.ts';

/** One side of the plane: a feature in the flows' own unit, and how the picture spreads it. */
export interface PlaneAxis {
  /** The feature as it was engineered. */
  readonly feature: string;
  /** In words, such as `packets`. */
  readonly title: string;
  /** Of its values: `bytes`, `s` and so on; empty for ratios and for columns of a table. */
  readonly unit: string;
  /** Whether detectors see ln(1 + value) instead of the value. */
  readonly logged: boolean;
  /** How the picture spreads values: by log10(1 + value), or evenly. */
  readonly scale: 'log' | 'linear';
  /** Ends of the axis, as spread. */
  readonly from: number;
  readonly to: number;
}

/** What the names of features do not say well by themselves. */
const TITLES: Readonly<Record<string, string>> = {
  log_bps: 'bytes per second',
  log_pps: 'packets per second',
  bytes_ratio: 'share of bytes sent',
  packets_ratio: 'share of packets sent',
  send_recv_ratio: 'sent ÷ received',
};

const LN10 = Math.LN10;
/** Empty space on each side, as a share of what the flows take up. */
const MARGIN = 0.06;
/** Up to here a column holds shares and flags, which are spread evenly. */
const SMALL = 10;
/** A tail so much longer than the body below the median is heavy. */
const HEAVY = 5;

/**
 * The axis of a feature for these flows: logarithmic where detectors see its logarithm or its upper
 * tail is heavy, else linear. O(rows log rows).
 *
 * @param features all that there are, as engineered
 * @param logRatios whether detectors see the logarithm of the two heavy-tailed ratios
 * @throws InputError where there is no such feature
 */
export function planeAxis(features: Matrix, feature: string, logRatios: boolean): PlaneAxis {
  const at = features.names.indexOf(feature);
  if (at < 0) {
    throw new InputError(
      `There is no feature "${feature}": choose two among ${features.names.join(', ')}.`,
    );
  }
  const unit = featureFacts(feature)?.unit ?? '';
  const isLog = /^ln\(1 \+ /.test(unit);
  const column = columnOf(features, at);
  const values = isLog ? column.map((value) => exp(value) - 1) : column;
  const scale = isLog || hasHeavyTail(values) ? 'log' : 'linear';
  return {
    feature,
    title: titleOf(feature, isLog),
    unit: unit.replace(/^ln\(1 \+ (.*)\)$/, '$1').replace(/^(0\/1|ln\(1\))$/, ''),
    logged: isLog || (logRatios && HEAVY_TAILED.includes(feature)),
    scale,
    ...endsOf(values.map((value) => spread(scale, value))),
  };
}

/** Where a value stands on its axis: 0 at its beginning, 1 at its end. */
export function shareOf({ scale, from, to }: PlaneAxis, value: number): number {
  return (spread(scale, value) - from) / (to - from);
}

/** The value at a place of the axis, 0 … 1. */
export function valueAt({ scale, from, to }: PlaneAxis, share: number): number {
  const at = from + share * (to - from);
  return scale === 'log' ? exp(at * LN10) - 1 : at;
}

/** What detectors see of a value, before scaling. */
export function columnOfValue({ logged }: PlaneAxis, value: number): number {
  return logged ? log1p(value) : value;
}

/** The value of which detectors see this, before scaling. */
export function valueOfColumn({ logged }: PlaneAxis, column: number): number {
  return logged ? exp(column) - 1 : column;
}

function spread(scale: PlaneAxis['scale'], value: number): number {
  return scale === 'log' ? log1p(value) / LN10 : value;
}

/**
 * What a feature tells, in words: `packets` for `log_packets`.
 *
 * @param isLog whether the feature is the logarithm of that
 */
export function titleOf(feature: string, isLog: boolean): string {
  return TITLES[feature] ?? (isLog ? feature.replace(/^log_/, '') : feature).replaceAll('_', ' ');
}

function hasHeavyTail(values: Float64Array): boolean {
  const sorted = values.slice().sort();
  const [low, middle, high] = [1, 50, 99].map((percent) => percentileOfSorted(sorted, percent));
  return sorted[0] >= 0 && high > SMALL && high - middle > HEAVY * (middle - low);
}

function endsOf(spreadValues: Float64Array): { from: number; to: number } {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of spreadValues) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  const margin = high > low ? MARGIN * (high - low) : 0.5;
  return { from: low - margin, to: high + margin };
}

/**
 * The feature that a person means by its name or by its short one: `bytes` for `log_bytes`.
 *
 * @throws InputError where there is none
 */
export function planeFeature(names: readonly string[], word: string): string {
  const found = names.find((name) => name === word) ?? names.find((name) => name === `log_${word}`);
  if (found !== undefined) return found;
  throw new InputError(`There is no feature "${word}": choose two among ${names.join(', ')}.`);
}
