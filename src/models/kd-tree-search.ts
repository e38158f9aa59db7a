import type { KdTree } from './kd-tree.ts';

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
  const euclidean = tree.metric === 'euclidean';
  const boxDistance = euclidean ? boxDistanceSquared : boxDistanceManhattan;
  const scanLeaf = euclidean ? scanLeafSquared : scanLeafManhattan;
  const leaves = splitColumns.length;
  distances.fill(Number.POSITIVE_INFINITY);
  rows.fill(-1);
  runnerUp[0] = Number.POSITIVE_INFINITY;
  let depth = stackPath(tree, home, stack);
  while (depth > 0) {
    const node = stack[--depth];
    const limit = distances[0] * stretch + slack;
    if (boxDistance(bounds, node, columns, queries, at, limit) > limit) continue;
    if (node >= leaves) {
      scanLeaf(
        points,
        ids,
        starts[node],
        ends[node],
        columns,
        queries,
        at,
        distances,
        rows,
        runnerUp,
        stretch,
        slack,
      );
      continue;
    }
    const left = 2 * node + 1;
    const column = splitColumns[node];
    // The nearer child goes on top: what it holds may rule the other out.
    const isLeft = queries[at + column] <= bounds[2 * (left * columns + column) + 1];
    stack[depth++] = isLeft ? left + 1 : left;
    stack[depth++] = isLeft ? left : left + 1;
  }
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

/**
 * Squared distance from the query to the node's box, or anything above `limit` once it exceeds it.
 * Without branches inside: x + |x| is twice the positive part of x, exactly.
 */
function boxDistanceSquared(
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

function boxDistanceManhattan(
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

function scanLeafSquared(
  points: Float64Array,
  ids: Int32Array,
  start: number,
  end: number,
  columns: number,
  queries: Float64Array,
  at: number,
  distances: Float64Array,
  rows: Int32Array,
  runnerUp: Float64Array,
  stretch: number,
  slack: number,
): void {
  const inFours = columns & ~3;
  let limit = distances[0] * stretch + slack;
  for (let place = start; place < end; place++) {
    const base = place * columns;
    let sum = 0;
    let j = 0;
    for (; j < inFours && sum <= limit; j += 4) {
      const d0 = queries[at + j] - points[base + j];
      const d1 = queries[at + j + 1] - points[base + j + 1];
      const d2 = queries[at + j + 2] - points[base + j + 2];
      const d3 = queries[at + j + 3] - points[base + j + 3];
      sum = sum + d0 * d0 + d1 * d1 + d2 * d2 + d3 * d3;
    }
    if (sum > limit) continue;
    for (; j < columns; j++) {
      const difference = queries[at + j] - points[base + j];
      sum += difference * difference;
    }
    if (sum > limit) continue;
    offer(distances, rows, runnerUp, sum, ids[place]);
    limit = distances[0] * stretch + slack;
  }
}

function scanLeafManhattan(
  points: Float64Array,
  ids: Int32Array,
  start: number,
  end: number,
  columns: number,
  queries: Float64Array,
  at: number,
  distances: Float64Array,
  rows: Int32Array,
  runnerUp: Float64Array,
  stretch: number,
  slack: number,
): void {
  let limit = distances[0] * stretch + slack;
  for (let place = start; place < end; place++) {
    const base = place * columns;
    let sum = 0;
    for (let j = 0; j < columns && sum <= limit; j++) {
      sum += Math.abs(queries[at + j] - points[base + j]);
    }
    if (sum > limit) continue;
    offer(distances, rows, runnerUp, sum, ids[place]);
    limit = distances[0] * stretch + slack;
  }
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
