import { type IsolationTrees, leafPathLengths, nodeDepths } from './forest-trees.ts';
import { LEAF } from './isolation-tree.ts';

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
 * `values` rounded to float32, as integers in the same order: the bits of a float32, those of
 * negative numbers turned round. Integers compare faster. O(length).
 */
export function orderedBits(values: Float64Array): Int32Array {
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
