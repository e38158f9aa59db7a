import { log } from '../../data/elementary.ts';
import { emptyTree, type IsolationTree, LEAF } from './isolation-tree.ts';

/**
 * All trees of a forest, one after the other in one buffer per field. Tree t owns the nodes
 * `roots[t]` … `roots[t + 1] − 1`; children are positions in the whole buffer.
 */
export interface IsolationTrees extends IsolationTree {
  /** Number of trees. */
  readonly count: number;
  /** Position of each tree's root, then the number of all nodes. */
  readonly roots: Uint32Array;
}

/** The trees in one buffer per field. O(nodes). */
export function joinTrees(trees: readonly IsolationTree[]): IsolationTrees {
  const roots = new Uint32Array(trees.length + 1);
  trees.forEach((tree, t) => {
    roots[t + 1] = roots[t] + tree.feature.length;
  });
  const joined = emptyTree(roots[trees.length]);
  trees.forEach((tree, t) => {
    const root = roots[t];
    const moved = (child: number) => (child === LEAF ? LEAF : root + child);
    joined.feature.set(tree.feature, root);
    joined.threshold.set(tree.threshold, root);
    joined.leftChild.set(tree.leftChild.map(moved), root);
    joined.rightChild.set(tree.rightChild.map(moved), root);
    joined.nodeSamples.set(tree.nodeSamples, root);
  });
  return { ...joined, count: trees.length, roots };
}

const EULER_GAMMA = 0.5772156649015329;

/**
 * Average depth at which a search in a random binary tree of `rows` rows ends: what an isolation
 * tree that was grown no further would still have needed.
 * Source: Liu, Ting and Zhou, "Isolation Forest", ICDM 2008, equation 1.
 */
export function averagePathLength(rows: number): number {
  if (rows <= 1) return 0;
  if (rows === 2) return 1;
  return 2 * (log(rows - 1) + EULER_GAMMA) - (2 * (rows - 1)) / rows;
}

/** Edges from its tree's root to each node. O(nodes). */
export function nodeDepths(trees: IsolationTrees): Int32Array {
  const depths = new Int32Array(trees.feature.length);
  // In preorder a parent comes before its children.
  for (let node = 0; node < depths.length; node++) {
    if (trees.feature[node] === LEAF) continue;
    depths[trees.leftChild[node]] = depths[node] + 1;
    depths[trees.rightChild[node]] = depths[node] + 1;
  }
  return depths;
}

/**
 * The path length that each leaf stands for: its depth and, for the rows that share it, the
 * average path that would part them. O(nodes).
 */
export function leafPathLengths(trees: IsolationTrees, depths: Int32Array): Float64Array {
  const lengths = new Float64Array(depths.length);
  for (let node = 0; node < lengths.length; node++) {
    if (trees.feature[node] !== LEAF) continue;
    // scikit-learn counts nodes on the path and takes one off: the last bit depends on it.
    lengths[node] = depths[node] + 1 + averagePathLength(trees.nodeSamples[node]) - 1;
  }
  return lengths;
}
