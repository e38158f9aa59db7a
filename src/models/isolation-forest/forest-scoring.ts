import { exp2 } from '../../data/elementary.ts';
import type { Matrix } from '../../features/matrix.ts';
import { averagePathLength } from './forest-trees.ts';
import { walkCompiled } from './forest-walking.ts';
import { orderedBits, type WalkingTrees } from './walking-trees.ts';

/*
 * Walking rows down isolation trees. A step costs about as much as reading a cache line, so the
 * trees are laid out to make it short: no branch, the same number of steps for every row, eight
 * rows at a time so that their reads overlap.
 */

const BLOCK_ROWS = 1024;
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
  const scores = totalPathLengths(trees, x, onRows);
  for (let row = 0; row < scores.length; row++) {
    // Trees of a single row isolate nothing: scikit-learn then takes every row for average.
    scores[row] = expected === 0 ? -0.5 : -exp2(-scores[row] / expected);
  }
  return scores;
}

/** Sum over all trees, in their order, of each row's path length. */
function totalPathLengths(
  trees: WalkingTrees,
  x: Matrix,
  onRows: (rows: number) => void,
): Float64Array {
  const compiled = walkCompiled(trees, x, onRows);
  if (compiled !== undefined) return compiled;
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
