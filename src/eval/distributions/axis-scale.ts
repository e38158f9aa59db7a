import { exp, log } from '../../data/elementary.ts';

/**
 * How an axis stretches its values. `signed-log` shows how far a value lies from `centre`, on either
 * side: as it is up to about `unit`, by its logarithm beyond.
 */
export type AxisScale =
  | { readonly kind: 'linear' }
  | { readonly kind: 'log' }
  | { readonly kind: 'signed-log'; readonly centre: number; readonly unit: number };

/** An axis from `low` to `high`, in values. */
export interface Axis {
  readonly scale: AxisScale;
  readonly low: number;
  readonly high: number;
}

/** A value's height on the scale, which rises with it; −∞ where a logarithm has no place for it. */
function stretched(scale: AxisScale, value: number): number {
  if (scale.kind === 'linear') return value;
  if (scale.kind === 'log') return value > 0 ? log(value) : Number.NEGATIVE_INFINITY;
  const distance = (value - scale.centre) / scale.unit;
  const size = Math.abs(distance);
  // The square of a large number is too large, and the 1 beside it is lost before that.
  const asinh = size > 1e8 ? log(size) + Math.LN2 : log(size + Math.sqrt(size * size + 1));
  return Math.sign(distance) * asinh;
}

/** The value at a height: the inverse of `stretched`. */
function unstretched(scale: AxisScale, height: number): number {
  if (scale.kind === 'linear') return height;
  if (scale.kind === 'log') return exp(height);
  return scale.centre + (scale.unit * (exp(height) - exp(-height))) / 2;
}

/** Where a value lies on an axis: 0 at its low end, 1 at its high end, beyond them outside 0 … 1. */
export function placeOnAxis({ scale, low, high }: Axis, value: number): number {
  // Halves: from the least to the greatest double is further than a double reaches.
  const first = stretched(scale, low) / 2;
  return (stretched(scale, value) / 2 - first) / (stretched(scale, high) / 2 - first);
}

/** The value at a place 0 … 1 of an axis. */
export function valueOnAxis({ scale, low, high }: Axis, place: number): number {
  if (place <= 0) return low;
  if (place >= 1) return high;
  return unstretched(scale, (1 - place) * stretched(scale, low) + place * stretched(scale, high));
}
