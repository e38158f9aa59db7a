import type { Metric } from './kd-tree.ts';

/*
 * Distances as the searches need them: added up over the columns in order, so that they come out as
 * in a plain loop to the bit, and given up, with anything above `limit`, once they exceed it.
 */

export function distancesOf(metric: Metric): {
  toRow: typeof squaredDistance;
  toBox: typeof squaredDistanceToBox;
} {
  return metric === 'euclidean'
    ? { toRow: squaredDistance, toBox: squaredDistanceToBox }
    : { toRow: manhattanDistance, toBox: manhattanDistanceToBox };
}

/** Σ(x − y)² of the row of `x` that starts at `xAt` and the row of `y` that starts at `yAt`. */
function squaredDistance(
  x: Float64Array,
  xAt: number,
  y: Float64Array,
  yAt: number,
  columns: number,
  limit: number,
): number {
  const inFours = columns & ~3;
  let sum = 0;
  let j = 0;
  for (; j < inFours && sum <= limit; j += 4) {
    const d0 = x[xAt + j] - y[yAt + j];
    const d1 = x[xAt + j + 1] - y[yAt + j + 1];
    const d2 = x[xAt + j + 2] - y[yAt + j + 2];
    const d3 = x[xAt + j + 3] - y[yAt + j + 3];
    sum = sum + d0 * d0 + d1 * d1 + d2 * d2 + d3 * d3;
  }
  if (sum > limit) return sum;
  for (; j < columns; j++) {
    const difference = x[xAt + j] - y[yAt + j];
    sum += difference * difference;
  }
  return sum;
}

/** Σ|x − y|, otherwise as `squaredDistance`. */
function manhattanDistance(
  x: Float64Array,
  xAt: number,
  y: Float64Array,
  yAt: number,
  columns: number,
  limit: number,
): number {
  let sum = 0;
  for (let j = 0; j < columns && sum <= limit; j++) sum += Math.abs(x[xAt + j] - y[yAt + j]);
  return sum;
}

/**
 * Squared distance from a point to the node's box. Without branches inside: x + |x| is twice the
 * positive part of x, exactly.
 */
function squaredDistanceToBox(
  bounds: Float64Array,
  node: number,
  columns: number,
  queries: Float64Array,
  at: number,
  limit: number,
): number {
  const most = 4 * limit;
  let sum = 0;
  let bound = 2 * node * columns;
  const end = at + columns;
  let j = at;
  for (; j < end - 1 && sum <= most; j += 2) {
    const below = bounds[bound] - queries[j];
    const above = queries[j] - bounds[bound + 1];
    const below1 = bounds[bound + 2] - queries[j + 1];
    const above1 = queries[j + 1] - bounds[bound + 3];
    const outside = below + Math.abs(below) + (above + Math.abs(above));
    const outside1 = below1 + Math.abs(below1) + (above1 + Math.abs(above1));
    sum = sum + outside * outside + outside1 * outside1;
    bound += 4;
  }
  if (j < end && sum <= most) {
    const below = bounds[bound] - queries[j];
    const above = queries[j] - bounds[bound + 1];
    const outside = below + Math.abs(below) + (above + Math.abs(above));
    sum += outside * outside;
  }
  return sum / 4;
}

function manhattanDistanceToBox(
  bounds: Float64Array,
  node: number,
  columns: number,
  queries: Float64Array,
  at: number,
  limit: number,
): number {
  let sum = 0;
  let bound = 2 * node * columns;
  for (let j = at; j < at + columns; j++) {
    const value = queries[j];
    const low = bounds[bound];
    const high = bounds[bound + 1];
    bound += 2;
    if (value < low) sum += low - value;
    else if (value > high) sum += value - high;
    if (sum > limit) return sum;
  }
  return sum;
}
