/** Where values of one feature lie along a line of length 1. */
export interface FeatureStrip {
  /** Values of the reference flows at even steps of rank, lowest first. */
  readonly dots: readonly number[];
  /** The middle nine tenths of them. */
  readonly low: number;
  readonly high: number;
  /** The one flow. */
  readonly at: number;
}

interface StripInput {
  /** The reference flows' values, ascending. */
  readonly sorted: Float64Array;
  readonly value: number;
  /** The middle nine tenths of the reference flows. */
  readonly low: number;
  readonly high: number;
}

/** A range so many times the middle nine tenths would press these into a point. */
const TOO_WIDE = 8;

/**
 * A line from the lowest to the highest value, the flow's own included. Where few values lie far out,
 * distances from the median are taken as logarithms, in units of the middle nine tenths. O(dots).
 *
 * @param most dots at most
 */
export function featureStrip({ sorted, value, low, high }: StripInput, most: number): FeatureStrip {
  const lowest = Math.min(sorted[0] ?? value, value);
  const highest = Math.max(sorted.at(-1) ?? value, value);
  const middle = sorted[sorted.length >> 1] ?? value;
  // Beside a unit next to 0 any distance would be infinite.
  const least = (highest - lowest) / 1e15;
  const unit = Math.max(high > low ? high - low : Math.abs(middle) || 1, least);
  const wide = highest - lowest > TOO_WIDE * unit;
  const stretched = (x: number) =>
    wide ? Math.sign(x - middle) * Math.log1p(Math.abs(x - middle) / unit) : x;
  const [from, to] = [stretched(lowest), stretched(highest)];
  const place = (x: number) => (to > from ? (stretched(x) - from) / (to - from) : 0.5);
  const count = Math.min(most, sorted.length);
  return {
    dots: Array.from({ length: count }, (_, i) =>
      place(sorted[Math.floor(((i + 0.5) * sorted.length) / count)]),
    ),
    low: place(low),
    high: place(high),
    at: place(value),
  };
}
