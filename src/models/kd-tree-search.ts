import type { KdTree } from './kd-tree.ts';
import { distancesOf } from './kd-tree-distance.ts';

/**
 * The nearest rows found so far: a max-heap by (distance, row) in two arrays, Infinity where
 * nothing was found yet. Distances are squared under the Euclidean metric.
 */
export interface Nearest {
  readonly count: number;
  readonly distances: Float64Array;
  readonly rows: Int32Array;
  /** `[0]`: the smallest distance seen among the rows that are not kept. */
  readonly runnerUp: Float64Array;
  /** Nodes still to be visited. */
  readonly stack: Int32Array;
  /** Boxes and rows that were looked at so far, in all searches. */
  effort: number;
}

/** Scratch for searches of `count` neighbours, to be used again for every query. */
export function createNearest(count: number): Nearest {
  return {
    count,
    distances: new Float64Array(count),
    rows: new Int32Array(count),
    runnerUp: new Float64Array(1),
    // At most one entry per level of the tree, which has fewer than 32, and one more.
    stack: new Int32Array(33),
    effort: 0,
  };
}

/**
 * Finds the `nearest.count` rows nearest to the point `queries[at … at + columns − 1]` in the order
 * (distance, row) and leaves them in `nearest`, sorted. Sums run over the columns in order, so
 * distances equal those of a plain loop to the bit.
 *
 * For a training row `home` is its place in the leaf order, which saves the way down.
 * With `stretch` above 1 or `slack` above 0 it also looks at every row up to
 * `stretch × distance + slack` of the last one kept, so that `runnerUp` is exact up to there.
 */
export function searchKdTree(
  tree: KdTree,
  queries: Float64Array,
  at: number,
  nearest: Nearest,
  home = -1,
  stretch = 1,
  slack = 0,
): void {
  const { columns, points, ids, starts, ends, bounds, splitColumns } = tree;
  const { distances, rows, runnerUp, stack } = nearest;
  const { toRow, toBox } = distancesOf(tree.metric);
  const leaves = splitColumns.length;
  distances.fill(Number.POSITIVE_INFINITY);
  rows.fill(-1);
  runnerUp[0] = Number.POSITIVE_INFINITY;
  let depth = stackPath(tree, home, stack);
  let effort = 0;
  while (depth > 0) {
    const node = stack[--depth];
    effort++;
    const limit = distances[0] * stretch + slack;
    if (toBox(bounds, node, columns, queries, at, limit) > limit) continue;
    if (node >= leaves) {
      const end = ends[node];
      effort += end - starts[node];
      for (let place = starts[node], most = limit; place < end; place++) {
        const distance = toRow(queries, at, points, place * columns, columns, most);
        if (distance > most) continue;
        offer(distances, rows, runnerUp, distance, ids[place]);
        most = distances[0] * stretch + slack;
      }
      continue;
    }
    const left = 2 * node + 1;
    const column = splitColumns[node];
    // The nearer child goes on top: what it holds may rule the other out.
    const isLeft = queries[at + column] <= bounds[2 * (left * columns + column) + 1];
    stack[depth++] = isLeft ? left + 1 : left;
    stack[depth++] = isLeft ? left : left + 1;
  }
  nearest.effort += effort;
  sortNearest(distances, rows);
}

/**
 * What is to be visited first, the last entry first: the root, or, from a row's own place in the
 * tree, its leaf and then the other side of every split above it, the nearest split first.
 * Returns the number of entries.
 */
function stackPath(tree: KdTree, home: number, stack: Int32Array): number {
  const { starts, splitColumns } = tree;
  const leaves = splitColumns.length;
  let depth = 0;
  let node = 0;
  while (home >= 0 && node < leaves) {
    const left = 2 * node + 1;
    const isLeft = home < starts[left + 1];
    stack[depth++] = isLeft ? left + 1 : left;
    node = isLeft ? left : left + 1;
  }
  stack[depth++] = node;
  return depth;
}

/** Keeps the row if it comes before the last one kept; remembers the distance of the one left out. */
function offer(
  distances: Float64Array,
  rows: Int32Array,
  runnerUp: Float64Array,
  distance: number,
  row: number,
): void {
  const last = distances[0];
  if (distance > last || (distance === last && row > rows[0])) {
    if (distance < runnerUp[0]) runnerUp[0] = distance;
    return;
  }
  if (last < runnerUp[0]) runnerUp[0] = last;
  siftDown(distances, rows, distances.length, distance, row);
}

/** Puts (distance, row) in the place of the heap's top and restores the order of the first `size`. */
function siftDown(
  distances: Float64Array,
  rows: Int32Array,
  size: number,
  distance: number,
  row: number,
): void {
  let at = 0;
  for (;;) {
    let child = 2 * at + 1;
    if (child >= size) break;
    if (
      child + 1 < size &&
      (distances[child + 1] > distances[child] ||
        (distances[child + 1] === distances[child] && rows[child + 1] > rows[child]))
    ) {
      child++;
    }
    const below = distances[child];
    if (below < distance || (below === distance && rows[child] < row)) break;
    distances[at] = below;
    rows[at] = rows[child];
    at = child;
  }
  distances[at] = distance;
  rows[at] = row;
}

/** Turns the heap into ascending order of (distance, row). */
function sortNearest(distances: Float64Array, rows: Int32Array): void {
  for (let size = distances.length - 1; size > 0; size--) {
    const distance = distances[size];
    const row = rows[size];
    distances[size] = distances[0];
    rows[size] = rows[0];
    siftDown(distances, rows, size, distance, row);
  }
}

/**
 * Sets bit `row` of `marks` for every row up to `limit` from the point `queries[at …]`; `limit` is
 * a square under the Euclidean metric. Returns the number of boxes and rows looked at.
 */
export function markRowsWithin(
  tree: KdTree,
  queries: Float64Array,
  at: number,
  limit: number,
  stack: Int32Array,
  marks: Uint32Array,
): number {
  const { columns, points, ids, starts, ends, bounds, splitColumns } = tree;
  const { toRow, toBox } = distancesOf(tree.metric);
  let depth = 1;
  let effort = 0;
  stack[0] = 0;
  while (depth > 0) {
    const node = stack[--depth];
    effort++;
    if (toBox(bounds, node, columns, queries, at, limit) > limit) continue;
    if (node < splitColumns.length) {
      stack[depth++] = 2 * node + 1;
      stack[depth++] = 2 * node + 2;
      continue;
    }
    effort += ends[node] - starts[node];
    for (let place = starts[node]; place < ends[node]; place++) {
      if (toRow(queries, at, points, place * columns, columns, limit) > limit) continue;
      marks[ids[place] >>> 5] |= 1 << (ids[place] & 31);
    }
  }
  return effort;
}
