/*
 * A balanced kd-tree over the rows of a matrix for exact nearest neighbours, in flat arrays.
 * Nodes are numbered as in a heap: the children of node i are 2i + 1 and 2i + 2.
 * Source: Friedman, Bentley and Finkel, "An algorithm for finding best matches in logarithmic
 * expected time", ACM TOMS 3(3), 1977.
 */

/** How far apart two rows are: Euclid's distance is kept squared inside a search. */
export type Metric = 'euclidean' | 'manhattan';

export interface KdTree {
  readonly rows: number;
  readonly columns: number;
  readonly metric: Metric;
  /** The row at each place of the leaf order: a permutation of 0 … rows − 1. */
  readonly ids: Int32Array;
  /** The rows' numbers in leaf order, row-major. */
  readonly points: Float64Array;
  /** Node i holds the places `starts[i] … ends[i] − 1`. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** The column that parts the children of node i; one entry per inner node. */
  readonly splitColumns: Int32Array;
  /** Lowest and highest value of node i in column j, at 2 (i × columns + j) and the next place. */
  readonly bounds: Float64Array;
}

/** How a tree is grown. */
export interface SplitRule {
  /** The number of leaves for so many rows: a power of two, at most the number of rows. */
  leaves(rows: number): number;
  /** The column by which to part the rows `ids[start … end − 1]`. */
  column(data: Float64Array, columns: number, ids: Int32Array, start: number, end: number): number;
  /** Reorders these ids so that no value of the column before `middle` exceeds one from there on. */
  select(
    data: Float64Array,
    columns: number,
    column: number,
    ids: Int32Array,
    start: number,
    end: number,
    middle: number,
  ): void;
}

export const LEAF_ROWS = 32;
const SAMPLED_ROWS = 64;

const FAST: SplitRule = {
  leaves(rows) {
    let leaves = 1;
    while (leaves * LEAF_ROWS < rows) leaves *= 2;
    return leaves;
  },
  column: widestColumn,
  select: selectByColumn,
};

/** Builds the tree. Time O(rows × (columns + log rows)), memory twice that of `data`. */
export function buildKdTree(
  data: Float64Array,
  rows: number,
  columns: number,
  metric: Metric,
  rule = FAST,
): KdTree {
  const leaves = rule.leaves(rows);
  const nodes = 2 * leaves - 1;
  const ids = new Int32Array(rows);
  for (let i = 0; i < rows; i++) ids[i] = i;
  const starts = new Int32Array(nodes);
  const ends = new Int32Array(nodes);
  ends[0] = rows;
  const splitColumns = new Int32Array(leaves - 1);
  for (let node = 0; node < leaves - 1; node++) {
    const start = starts[node];
    const end = ends[node];
    const middle = (start + end) >>> 1;
    const column = rule.column(data, columns, ids, start, end);
    rule.select(data, columns, column, ids, start, end, middle);
    splitColumns[node] = column;
    starts[2 * node + 1] = start;
    ends[2 * node + 1] = middle;
    starts[2 * node + 2] = middle;
    ends[2 * node + 2] = end;
  }
  const points = new Float64Array(rows * columns);
  for (let place = 0; place < rows; place++) {
    const from = ids[place] * columns;
    for (let j = 0; j < columns; j++) points[place * columns + j] = data[from + j];
  }
  const bounds = boundNodes(points, columns, starts, ends, leaves);
  return { rows, columns, metric, ids, points, starts, ends, splitColumns, bounds };
}

/**
 * The column in which a sample of the rows lies furthest from its mean on average. Outliers pull
 * this measure less than they pull the range or the variance, and traffic is full of them.
 */
function widestColumn(
  data: Float64Array,
  columns: number,
  ids: Int32Array,
  start: number,
  end: number,
): number {
  const sampled = Math.min(SAMPLED_ROWS, end - start);
  const step = (end - start) / sampled;
  let widest = 0;
  let widestDeviation = -1;
  for (let j = 0; j < columns; j++) {
    let sum = 0;
    for (let s = 0; s < sampled; s++) sum += data[ids[start + Math.floor(s * step)] * columns + j];
    const mean = sum / sampled;
    let deviation = 0;
    for (let s = 0; s < sampled; s++) {
      deviation += Math.abs(data[ids[start + Math.floor(s * step)] * columns + j] - mean);
    }
    if (deviation > widestDeviation) {
      widest = j;
      widestDeviation = deviation;
    }
  }
  return widest;
}

/** `select` of a split rule. Source: Hoare, "Algorithm 65: Find", CACM 4(7), 1961.
 */
function selectByColumn(
  data: Float64Array,
  columns: number,
  column: number,
  ids: Int32Array,
  start: number,
  end: number,
  middle: number,
): void {
  let left = start;
  let right = end - 1;
  while (left < right) {
    const pivot = data[ids[(left + right) >>> 1] * columns + column];
    let i = left;
    let j = right;
    while (i <= j) {
      while (data[ids[i] * columns + column] < pivot) i++;
      while (data[ids[j] * columns + column] > pivot) j--;
      if (i > j) break;
      const id = ids[i];
      ids[i++] = ids[j];
      ids[j--] = id;
    }
    if (middle <= j) right = j;
    else if (middle >= i) left = i;
    else return;
  }
}

function boundNodes(
  points: Float64Array,
  columns: number,
  starts: Int32Array,
  ends: Int32Array,
  leaves: number,
): Float64Array {
  const bounds = new Float64Array(starts.length * columns * 2);
  for (let node = starts.length - 1; node >= 0; node--) {
    for (let j = 0; j < columns; j++) {
      const at = 2 * (node * columns + j);
      if (node < leaves - 1) {
        const left = 2 * ((2 * node + 1) * columns + j);
        const right = left + 2 * columns;
        bounds[at] = Math.min(bounds[left], bounds[right]);
        bounds[at + 1] = Math.max(bounds[left + 1], bounds[right + 1]);
        continue;
      }
      let low = Number.POSITIVE_INFINITY;
      let high = Number.NEGATIVE_INFINITY;
      for (let place = starts[node]; place < ends[node]; place++) {
        const value = points[place * columns + j];
        if (value < low) low = value;
        if (value > high) high = value;
      }
      bounds[at] = low;
      bounds[at + 1] = high;
    }
  }
  return bounds;
}
