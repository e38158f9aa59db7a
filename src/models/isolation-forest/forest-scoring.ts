import { exp2 } from '../../data/elementary.ts';
import type { Matrix } from '../../features/matrix.ts';
import {
  averagePathLength,
  type IsolationTrees,
  leafPathLengths,
  nodeDepths,
} from './forest-trees.ts';
import { LEAF } from './isolation-tree.ts';

/*
 * Walking rows down isolation trees. A step costs about as much as reading a cache line, so the
 * trees are laid out to make it short: no branch, the same number of steps for every row, eight
 * rows at a time so that their reads overlap.
 */

/** Trees as the walk reads them: siblings are neighbours, leaves lead to themselves. */
export interface WalkingTrees {
  readonly count: number;
  readonly roots: Uint32Array;
  /** Steps that bring every row to its leaf, by tree. */
  readonly steps: Int32Array;
  readonly feature: Int32Array;
  /** `orderedBits` of the threshold: a row goes right where its own are greater. */
  readonly threshold: Int32Array;
  /** The left child; the right one is next to it. */
  readonly child: Int32Array;
  /** In a leaf: what it adds to a row's path length. */
  readonly pathLength: Float64Array;
}

const BLOCK_ROWS = 1024;
/** Greater than the ordered bits of every number. */
const ABOVE_ALL = 0x7fffffff;

/** Lays trees out for walking. O(nodes). */
export function layOutTrees(trees: IsolationTrees): WalkingTrees {
  const nodes = trees.feature.length;
  const depths = nodeDepths(trees);
  const lengths = leafPathLengths(trees, depths);
  const thresholds = floorToOrderedBits(trees.threshold);
  const place = new Int32Array(nodes);
  const walking = {
    count: trees.count,
    roots: trees.roots,
    steps: new Int32Array(trees.count),
    feature: new Int32Array(nodes),
    threshold: new Int32Array(nodes).fill(ABOVE_ALL),
    child: new Int32Array(nodes),
    pathLength: new Float64Array(nodes),
  };
  for (let t = 0; t < trees.count; t++) {
    let next = trees.roots[t];
    place[next] = next++;
    for (let node = trees.roots[t]; node < trees.roots[t + 1]; node++) {
      const at = place[node];
      walking.child[at] = at;
      walking.pathLength[at] = lengths[node];
      if (trees.feature[node] === LEAF) {
        walking.steps[t] = Math.max(walking.steps[t], depths[node]);
        continue;
      }
      walking.feature[at] = trees.feature[node];
      walking.threshold[at] = thresholds[node];
      walking.child[at] = next;
      place[trees.leftChild[node]] = next++;
      place[trees.rightChild[node]] = next++;
    }
  }
  return walking;
}

/**
 * scikit-learn's `score_samples` of each row: −2^(−mean path length / expected path length), where
 * the trees were grown from `maxSamples` rows each. `onRows` hears how many rows are done, a block
 * at a time. O(rows × trees × depth).
 */
export function scoreRows(
  trees: WalkingTrees,
  maxSamples: number,
  x: Matrix,
  onRows: (rows: number) => void,
): Float64Array {
  const expected = trees.count * averagePathLength(maxSamples);
  // Trees of a single row isolate nothing: scikit-learn then takes every row for average.
  return totalPathLengths(trees, x, onRows).map((length) =>
    expected === 0 ? -0.5 : -exp2(-length / expected),
  );
}

/** Sum over all trees, in their order, of each row's path length. */
function totalPathLengths(
  trees: WalkingTrees,
  x: Matrix,
  onRows: (rows: number) => void,
): Float64Array {
  const totals = new Float64Array(x.rows);
  for (let row = 0; row < x.rows; row += BLOCK_ROWS) {
    const end = Math.min(row + BLOCK_ROWS, x.rows);
    const keys = orderedBits(x.data.subarray(row * x.columns, end * x.columns));
    const block = totals.subarray(row, end);
    for (let t = 0; t < trees.count; t++) {
      walkTree(
        keys,
        x.columns,
        trees.feature,
        trees.threshold,
        trees.child,
        trees.pathLength,
        trees.roots[t],
        trees.steps[t],
        block,
      );
    }
    onRows(end);
  }
  return totals;
}

function walkTree(
  keys: Int32Array,
  columns: number,
  feature: Int32Array,
  threshold: Int32Array,
  child: Int32Array,
  pathLength: Float64Array,
  root: number,
  steps: number,
  totals: Float64Array,
): void {
  const rows = totals.length;
  let row = 0;
  for (; row + 8 <= rows; row += 8) {
    const r0 = row * columns;
    const r1 = r0 + columns;
    const r2 = r1 + columns;
    const r3 = r2 + columns;
    const r4 = r3 + columns;
    const r5 = r4 + columns;
    const r6 = r5 + columns;
    const r7 = r6 + columns;
    let a = root;
    let b = root;
    let c = root;
    let d = root;
    let e = root;
    let f = root;
    let g = root;
    let h = root;
    for (let step = 0; step < steps; step++) {
      a = child[a] + +(keys[r0 + feature[a]] > threshold[a]);
      b = child[b] + +(keys[r1 + feature[b]] > threshold[b]);
      c = child[c] + +(keys[r2 + feature[c]] > threshold[c]);
      d = child[d] + +(keys[r3 + feature[d]] > threshold[d]);
      e = child[e] + +(keys[r4 + feature[e]] > threshold[e]);
      f = child[f] + +(keys[r5 + feature[f]] > threshold[f]);
      g = child[g] + +(keys[r6 + feature[g]] > threshold[g]);
      h = child[h] + +(keys[r7 + feature[h]] > threshold[h]);
    }
    totals[row] += pathLength[a];
    totals[row + 1] += pathLength[b];
    totals[row + 2] += pathLength[c];
    totals[row + 3] += pathLength[d];
    totals[row + 4] += pathLength[e];
    totals[row + 5] += pathLength[f];
    totals[row + 6] += pathLength[g];
    totals[row + 7] += pathLength[h];
  }
  for (; row < rows; row++) {
    let node = root;
    for (let step = 0; step < steps; step++) {
      node = child[node] + +(keys[row * columns + feature[node]] > threshold[node]);
    }
    totals[row] += pathLength[node];
  }
}

/**
 * `values` rounded to float32, as integers in the same order: the bits of a float32, those of
 * negative numbers turned round. Integers compare faster. O(length).
 */
function orderedBits(values: Float64Array): Int32Array {
  const bits = new Int32Array(new Float32Array(values).buffer);
  for (let i = 0; i < bits.length; i++) bits[i] ^= (bits[i] >> 31) & 0x7fffffff;
  return bits;
}

/**
 * Ordered bits of the largest float32 that is ≤ each threshold: a float32 is ≤ the one exactly
 * where it is ≤ the other.
 */
function floorToOrderedBits(thresholds: Float64Array): Int32Array {
  const rounded = new Float32Array(thresholds);
  // Adding 0 turns −0 into 0, the greater of the two in bits.
  const bits = orderedBits(thresholds.map((threshold) => threshold + 0));
  return bits.map((key, i) => key - +(rounded[i] > thresholds[i]));
}
