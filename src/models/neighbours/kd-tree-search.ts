import { type KdTree, LEAF_ROWS } from './kd-tree.ts';
import { distancesOf } from './kd-tree-distance.ts';

/**
 * The nearest rows found so far, ascending by (distance, row), Infinity where nothing was found yet.
 * Distances are squared under the Euclidean metric.
 */
export interface Nearest {
  readonly count: number;
  readonly distances: Float64Array;
  readonly rows: Int32Array;
  /** `[0]`: the smallest distance seen among the rows that are not kept. */
  readonly runnerUp: Float64Array;
  /** Nodes still to be visited. */
  readonly stack: Int32Array;
  /** What a leaf adds, in the same order. */
  readonly leafDistances: Float64Array;
  readonly leafRows: Int32Array;
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
    leafDistances: new Float64Array(LEAF_ROWS),
    leafRows: new Int32Array(LEAF_ROWS),
    effort: 0,
  };
}

/**
 * Finds the `nearest.count` rows nearest to the point `queries[at … at + columns − 1]` in the order
 * (distance, row) and leaves them in `nearest`. Sums run over the columns in order, so
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
  const { distances, rows, runnerUp, stack, leafDistances, leafRows } = nearest;
  const { toRow, toBox } = distancesOf(tree.metric);
  const leaves = splitColumns.length;
  const last = distances.length - 1;
  distances.fill(Number.POSITIVE_INFINITY);
  rows.fill(-1);
  runnerUp[0] = Number.POSITIVE_INFINITY;
  let depth = stackPath(tree, home, stack);
  let effort = 0;
  let held = 0;
  while (depth > 0) {
    const node = stack[--depth];
    effort++;
    const limit = distances[last] * stretch + slack;
    if (toBox(bounds, node, columns, queries, at, limit) > limit) continue;
    if (node >= leaves) {
      const end = ends[node];
      effort += end - starts[node];
      let found = 0;
      for (let place = starts[node]; place < end; place++) {
        const distance = toRow(queries, at, points, place * columns, columns, limit);
        if (distance > limit) continue;
        insert(leafDistances, leafRows, found++, distance, ids[place]);
      }
      if (found > 0) held = merge(nearest, held, found);
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

/** Inserts (distance, row) among the first `held`, which are in that order. */
function insert(
  distances: Float64Array,
  rows: Int32Array,
  held: number,
  distance: number,
  row: number,
): void {
  let at = held;
  for (; at > 0; at--) {
    const before = distances[at - 1];
    if (before < distance || (before === distance && rows[at - 1] < row)) break;
    distances[at] = before;
    rows[at] = rows[at - 1];
  }
  distances[at] = distance;
  rows[at] = row;
}

/**
 * Merges what a leaf adds into the `held` kept so far, from the last place on, so that a leaf moves
 * each of them once; remembers the distance of the first one left out. Returns how many are held now.
 */
function merge(nearest: Nearest, held: number, found: number): number {
  const { distances, rows, runnerUp, leafDistances, leafRows } = nearest;
  const kept = Math.min(held + found, distances.length);
  let i = held - 1;
  let j = found - 1;
  for (let to = held + j; j >= 0; to--) {
    const isOld =
      i >= 0 &&
      (distances[i] > leafDistances[j] ||
        (distances[i] === leafDistances[j] && rows[i] > leafRows[j]));
    const distance = isOld ? distances[i] : leafDistances[j];
    if (to >= kept) {
      if (distance < runnerUp[0]) runnerUp[0] = distance;
    } else {
      distances[to] = distance;
      rows[to] = isOld ? rows[i] : leafRows[j];
    }
    if (isOld) i--;
    else j--;
  }
  return kept;
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
