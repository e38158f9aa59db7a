import type { RandomSource } from '../../data/random.ts';

/*
 * Bounding boxes in two flat buffers: the box at `at` has its lows in `low[at …]` and its highs in
 * `high[at …]`, one per column.
 */

/** A cut of space: a point goes left where its value in the column is at or below it. */
export interface Cut {
  column: number;
  cut: number;
}

/**
 * Draws a cut of the smallest box around the box at `at` and the point: each column by its share of
 * the sides' lengths, then uniformly along the side. Written to `into` and returned. O(columns).
 */
export function drawCut(
  low: Float64Array,
  high: Float64Array,
  at: number,
  point: Float64Array,
  source: RandomSource,
  into: Cut,
): Cut {
  let total = 0;
  for (let j = 0; j < point.length; j++) {
    total += Math.max(high[at + j], point[j]) - Math.min(low[at + j], point[j]);
  }
  const r = total * source.double();
  let sum = 0;
  for (let j = 0; j < point.length; j++) {
    const from = Math.min(low[at + j], point[j]);
    sum += Math.max(high[at + j], point[j]) - from;
    if (sum >= r) {
      into.column = j;
      into.cut = from + sum - r;
      return into;
    }
  }
  throw new RangeError('A box with a side that is not finite cannot be cut.');
}

/** Widens the box to hold the point; whether it had to. O(columns). */
export function widen(
  low: Float64Array,
  high: Float64Array,
  at: number,
  point: Float64Array,
): boolean {
  let widened = false;
  for (let j = 0; j < point.length; j++) {
    const value = point[j];
    if (value < low[at + j]) {
      low[at + j] = value;
      widened = true;
    }
    if (value > high[at + j]) {
      high[at + j] = value;
      widened = true;
    }
  }
  return widened;
}

/** Makes a box the smallest around those at `left` and `right`; whether it changed. O(columns). */
export function tighten(
  low: Float64Array,
  high: Float64Array,
  at: number,
  left: number,
  right: number,
  columns: number,
): boolean {
  let tightened = false;
  for (let j = 0; j < columns; j++) {
    const lowest = low[left + j] < low[right + j] ? low[left + j] : low[right + j];
    const highest = high[left + j] > high[right + j] ? high[left + j] : high[right + j];
    if (lowest !== low[at + j] || highest !== high[at + j]) tightened = true;
    low[at + j] = lowest;
    high[at + j] = highest;
  }
  return tightened;
}
