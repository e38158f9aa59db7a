import type { Tensor } from './graph.ts';
import type { GraphWriter } from './graph-writer.ts';

/** Trees that look at one column at a time, one behind the other. */
export interface Trees {
  /** Positions of the trees' roots. */
  readonly roots: readonly number[];
  /** By node; −1 in leaves. */
  readonly feature: ArrayLike<number>;
  /** By inner node: a row goes left where its value is not above it … */
  readonly threshold: ArrayLike<number>;
  /** … or, where this is 1, only where it is below it. All 0 if not given. */
  readonly below?: ArrayLike<number>;
  /** Positions. */
  readonly left: ArrayLike<number>;
  readonly right: ArrayLike<number>;
  /** By leaf: what it gives. */
  readonly value: ArrayLike<number>;
  /** By leaf: to which of the columns that come out. All 0 if not given. */
  readonly target?: ArrayLike<number>;
}

/** `nodes_modes` of TreeEnsemble. */
const NOT_ABOVE = 0;
const BELOW = 1;

/**
 * The sum of what the leaves give that a row comes to, by target: rows × targets. O(nodes).
 *
 * @param matrix a value of doubles, rows × columns
 */
export function treeSums(write: GraphWriter, matrix: string, trees: Trees, targets = 1): string {
  const { feature, left, right } = trees;
  const isLeaf = (node: number) => feature[node] < 0;
  const place = new Int32Array(feature.length);
  const inner: number[] = [];
  const leaves: number[] = [];
  for (let node = 0; node < feature.length; node++) {
    const kind = isLeaf(node) ? leaves : inner;
    place[node] = kind.length;
    kind.push(node);
  }
  // The operator knows no tree without an inner node: both ways lead to its only leaf.
  const roots = trees.roots.map((root) => (isLeaf(root) ? inner.push(root) - 1 : place[root]));
  const child = (node: number, to: ArrayLike<number>) => (isLeaf(node) ? node : to[node]);
  const lefts = inner.map((node) => child(node, left));
  const rights = inner.map((node) => child(node, right));
  const attributes = {
    aggregate_function: 1,
    post_transform: 0,
    n_targets: targets,
    tree_roots: roots,
    nodes_featureids: inner.map((node) => Math.max(0, feature[node])),
    nodes_modes: tensorOf(
      'uint8',
      inner.map((node) => (trees.below?.[node] ? BELOW : NOT_ABOVE)),
    ),
    nodes_splits: tensorOf(
      'double',
      inner.map((node) => (isLeaf(node) ? 0 : trees.threshold[node])),
    ),
    nodes_truenodeids: lefts.map((node) => place[node]),
    nodes_trueleafs: lefts.map((node) => Number(isLeaf(node))),
    nodes_falsenodeids: rights.map((node) => place[node]),
    nodes_falseleafs: rights.map((node) => Number(isLeaf(node))),
    leaf_targetids: leaves.map((node) => trees.target?.[node] ?? 0),
    leaf_weights: tensorOf(
      'double',
      leaves.map((node) => trees.value[node]),
    ),
  };
  return write.addOfMl(attributes, 'TreeEnsemble', matrix);
}

function tensorOf(type: 'double' | 'uint8', numbers: readonly number[]): Tensor {
  return { dims: [numbers.length], values: { type, numbers } };
}
