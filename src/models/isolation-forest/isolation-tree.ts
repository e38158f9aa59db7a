import type { Matrix } from '../../features/matrix.ts';
import type { TreeDraw } from './forest-sampling.ts';
import { createTargets, rootImpurity } from './isolation-tree-impurity.ts';
import { createSplitter, splitNode, type TreeSample } from './isolation-tree-split.ts';

/** What `feature`, `leftChild` and `rightChild` hold in a leaf. */
export const LEAF = -1;

/**
 * The nodes of one tree, in preorder: node 0 is the root, an inner node's left child follows it. A
 * row goes left where its value of `feature`, as float32, is ≤ `threshold`.
 */
export interface IsolationTree {
  /** Column of the matrix, or `LEAF`. */
  readonly feature: Int32Array;
  /** 0 in leaves. */
  readonly threshold: Float64Array;
  readonly leftChild: Int32Array;
  readonly rightChild: Int32Array;
  /** Distinct training rows that reached the node. */
  readonly nodeSamples: Int32Array;
}

export interface TreeLimits {
  readonly maxDepth: number;
  /** Columns whose values differ by no more than this in float32 count as constant. */
  readonly featureThreshold: number;
}

/** A node that waits to be split. */
interface PendingNode {
  readonly start: number;
  readonly end: number;
  readonly depth: number;
  /** The node whose right child this is, or `LEAF`. */
  readonly rightOf: number;
  readonly knownConstants: number;
  readonly impurity: number;
}

/** scikit-learn's tolerance for rounding in impurities, the spacing of doubles at 1. */
const EPSILON = 2 ** -52;

/**
 * One isolation tree on the rows and columns of `draw`. `targets` holds the ensemble's random
 * target of every row of `x`. O(maxSamples × (columns + depth × columns tried)).
 * Source: Liu, Ting and Zhou, "Isolation-Based Anomaly Detection", ACM TKDD 6(1), 2012, as grown by
 * scikit-learn 1.9.
 */
export function growTree(
  x: Matrix,
  targets: Float64Array,
  draw: TreeDraw,
  limits: TreeLimits,
): IsolationTree {
  const sample = gatherSample(x, targets, draw);
  const splitter = createSplitter(sample, draw.splitterSeed, limits.featureThreshold);
  const tree = emptyTree(2 * sample.size - 1);
  const impurity = rootImpurity(sample.targets, splitter.order);
  const pending: PendingNode[] = [
    { start: 0, end: sample.size, depth: 0, rightOf: LEAF, knownConstants: 0, impurity },
  ];
  let nodes = 0;
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    const { start, end, depth, knownConstants } = node;
    const id = nodes++;
    if (node.rightOf !== LEAF) tree.rightChild[node.rightOf] = id;
    tree.nodeSamples[id] = end - start;
    if (depth >= limits.maxDepth || end - start < 2 || node.impurity <= EPSILON) continue;
    const split = splitNode(splitter, start, end, knownConstants, node.impurity);
    if (split === undefined || split.improvement + EPSILON < 0) continue;
    const { middle, constantCount } = splitter;
    tree.feature[id] = draw.columns[splitter.feature];
    tree.threshold[id] = splitter.threshold;
    tree.leftChild[id] = nodes;
    // The left child comes off first, so that it follows its parent.
    pending.push(
      {
        start: middle,
        end,
        depth: depth + 1,
        rightOf: id,
        knownConstants: constantCount,
        impurity: split.right,
      },
      {
        start,
        end: middle,
        depth: depth + 1,
        rightOf: LEAF,
        knownConstants: constantCount,
        impurity: split.left,
      },
    );
  }
  return firstNodes(tree, nodes);
}

/** The drawn rows and columns of `x` as float32, column by column, and the targets of the rows. */
function gatherSample(x: Matrix, targets: Float64Array, draw: TreeDraw): TreeSample {
  const { rows, columns, weights } = draw;
  const size = rows.length;
  const values = new Float32Array(size * columns.length);
  for (let j = 0; j < columns.length; j++) {
    gatherColumn(x.data, x.columns, columns[j], rows, values.subarray(j * size, (j + 1) * size));
  }
  const drawnTargets = new Float64Array(size);
  for (let i = 0; i < size; i++) drawnTargets[i] = targets[rows[i]];
  return { size, columns: columns.length, values, targets: createTargets(weights, drawnTargets) };
}

function gatherColumn(
  data: Float64Array,
  columns: number,
  column: number,
  rows: Int32Array,
  values: Float32Array,
): void {
  for (let i = 0; i < values.length; i++) values[i] = data[rows[i] * columns + column];
}

/** A tree of `nodes` leaves, to be filled. */
export function emptyTree(nodes: number): IsolationTree {
  return {
    feature: new Int32Array(nodes).fill(LEAF),
    threshold: new Float64Array(nodes),
    leftChild: new Int32Array(nodes).fill(LEAF),
    rightChild: new Int32Array(nodes).fill(LEAF),
    nodeSamples: new Int32Array(nodes),
  };
}

function firstNodes(tree: IsolationTree, count: number): IsolationTree {
  return {
    feature: tree.feature.slice(0, count),
    threshold: tree.threshold.slice(0, count),
    leftChild: tree.leftChild.slice(0, count),
    rightChild: tree.rightChild.slice(0, count),
    nodeSamples: tree.nodeSamples.slice(0, count),
  };
}
