import type { RandomSource } from '../../data/random.ts';

/*
 * Bounding boxes in one flat buffer: the box at `at` has the low and the high of its first column at
 * `at` and `at + 1`, those of the next behind them.
 */

/** A cut of space: a point goes left where its value in the column is at or below it. */
export interface Cut {
  column: number;
  cut: number;
}

/** Whether the point is in the box. O(columns). */
export function contains(boxes: Float64Array, at: number, point: Float64Array): boolean {
  for (let j = 0, side = at; j < point.length; j++, side += 2) {
    const value = point[j];
    if (value < boxes[side] || value > boxes[side + 1]) return false;
  }
  return true;
}

/**
 * Draws a cut of the smallest box around the box at `at` and the point: each column by its share of
 * the sides' lengths, then uniformly along the side. Written to `into` and returned. O(columns).
 */
export function drawCut(
  boxes: Float64Array,
  at: number,
  point: Float64Array,
  source: RandomSource,
  into: Cut,
): Cut {
  let total = 0;
  for (let j = 0, side = at; j < point.length; j++, side += 2) {
    const value = point[j];
    const low = boxes[side] < value ? boxes[side] : value;
    const high = boxes[side + 1] > value ? boxes[side + 1] : value;
    total += high - low;
  }
  const r = total * source.double();
  let sum = 0;
  for (let j = 0, side = at; j < point.length; j++, side += 2) {
    const value = point[j];
    const low = boxes[side] < value ? boxes[side] : value;
    const high = boxes[side + 1] > value ? boxes[side + 1] : value;
    sum += high - low;
    if (sum >= r) {
      into.column = j;
      into.cut = low + sum - r;
      return into;
    }
  }
  throw new RangeError('A box with a side that is not finite cannot be cut.');
}

/** Makes the box at `at` the point alone. O(columns). */
export function shrinkTo(boxes: Float64Array, at: number, point: Float64Array): void {
  for (let j = 0, side = at; j < point.length; j++, side += 2) {
    boxes[side] = point[j];
    boxes[side + 1] = point[j];
  }
}

/** Makes the box at `at` the smallest around the one at `other` and the point. O(columns). */
export function cover(boxes: Float64Array, at: number, other: number, point: Float64Array): void {
  for (let j = 0, side = 0; j < point.length; j++, side += 2) {
    const value = point[j];
    const low = boxes[other + side];
    const high = boxes[other + side + 1];
    boxes[at + side] = low < value ? low : value;
    boxes[at + side + 1] = high > value ? high : value;
  }
}

/** Widens the box to hold the point; whether it had to. O(columns). */
export function widen(boxes: Float64Array, at: number, point: Float64Array): boolean {
  let widened = false;
  for (let j = 0, side = at; j < point.length; j++, side += 2) {
    const value = point[j];
    if (value < boxes[side]) {
      boxes[side] = value;
      widened = true;
    }
    if (value > boxes[side + 1]) {
      boxes[side + 1] = value;
      widened = true;
    }
  }
  return widened;
}

/**
 * Shrinks the box at `at`, from which the point at `gone` was taken, to those at `left` and `right`:
 * only sides that the point lay on can move. Whether one did. O(columns).
 */
export function tighten(
  boxes: Float64Array,
  at: number,
  left: number,
  right: number,
  gone: number,
  columns: number,
): boolean {
  let tightened = false;
  for (let side = 0; side < 2 * columns; side += 2) {
    const value = boxes[gone + side];
    if (value === boxes[at + side]) {
      const a = boxes[left + side];
      const b = boxes[right + side];
      const low = a < b ? a : b;
      if (low !== value) tightened = true;
      boxes[at + side] = low;
    }
    if (value === boxes[at + side + 1]) {
      const a = boxes[left + side + 1];
      const b = boxes[right + side + 1];
      const high = a > b ? a : b;
      if (high !== value) tightened = true;
      boxes[at + side + 1] = high;
    }
  }
  return tightened;
}
