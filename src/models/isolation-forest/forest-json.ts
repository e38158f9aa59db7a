import type { Field } from '../../data/json-fields.ts';
import { savedFields, savedWarnings } from '../saved-detector.ts';
import { checkForestParams, ESTIMATOR, type IsolationForestParams } from './forest-params.ts';
import { type IsolationTrees, joinTrees } from './forest-trees.ts';
import { emptyTree, type IsolationTree, LEAF } from './isolation-tree.ts';

/** What `fit` finds out, without the training scores. */
export interface FittedForest {
  readonly trees: IsolationTrees;
  readonly offset: number;
  /** Rows drawn for each tree. */
  readonly maxSamples: number;
  /** Columns of the training matrix. */
  readonly columns: number;
  readonly warnings: readonly string[];
}

/**
 * A forest as JSON values. Preorder tells where trees begin and end and which children belong to
 * which node, so `feature` (−1 in leaves) goes by node, `threshold` by inner node, `leafSamples` by
 * leaf.
 */
interface ForestJson {
  readonly estimator: typeof ESTIMATOR;
  readonly params: IsolationForestParams;
  readonly columns: number;
  readonly maxSamples: number;
  readonly offset: number;
  readonly warnings: readonly string[];
  readonly feature: readonly number[];
  readonly threshold: readonly number[];
  readonly leafSamples: readonly number[];
}

export function forestToJson(params: IsolationForestParams, fitted: FittedForest): ForestJson {
  const { trees, columns, maxSamples, offset, warnings } = fitted;
  const threshold: number[] = [];
  const leafSamples: number[] = [];
  trees.feature.forEach((feature, node) => {
    if (feature === LEAF) leafSamples.push(trees.nodeSamples[node]);
    else threshold.push(trees.threshold[node]);
  });
  return {
    estimator: ESTIMATOR,
    params,
    columns,
    maxSamples,
    offset,
    warnings,
    feature: Array.from(trees.feature),
    threshold,
    leafSamples,
  };
}

/** @throws InputError if `json` is not what `forestToJson` gives */
export function forestFromJson(json: unknown): {
  params: IsolationForestParams;
  fitted: FittedForest;
} {
  const saved = savedFields(json, ESTIMATOR);
  const forest = readFields(saved);
  const { params, columns, maxSamples, offset, warnings } = forest;
  const trees: IsolationTree[] = [];
  let [node, inner, leaf] = [0, 0, 0];
  while (node < forest.feature.length) {
    const size = treeSize(saved.at('feature'), forest.feature, node);
    const leaves = (size + 1) / 2;
    trees.push(
      readTree(
        forest.feature.slice(node, node + size),
        forest.threshold.slice(inner, inner + leaves - 1),
        forest.leafSamples.slice(leaf, leaf + leaves),
      ),
    );
    node += size;
    inner += leaves - 1;
    leaf += leaves;
  }
  if (trees.length !== params.nEstimators) {
    throw saved.at('feature').expected(`${params.nEstimators} trees, not ${trees.length}`);
  }
  saved.at('threshold').list('numbers, one for each inner node', inner, inner);
  saved.at('leafSamples').list('numbers, one for each leaf', leaf, leaf);
  for (const { nodeSamples } of trees) {
    const drawn = nodeSamples[0];
    // Only a bootstrap draws a row twice and so has fewer distinct ones.
    const ok = params.bootstrap ? drawn <= maxSamples : drawn === maxSamples;
    if (!ok)
      throw saved.at('leafSamples').expected(`${maxSamples} rows in each tree, not ${drawn}`);
  }
  return { params, fitted: { trees: joinTrees(trees), columns, maxSamples, offset, warnings } };
}

/** Number of nodes of the tree whose root is at `root`: every inner node opens one more branch. */
function treeSize(field: Field, feature: readonly number[], root: number): number {
  let open = 1;
  let node = root;
  while (open > 0) {
    if (node >= feature.length) {
      throw field.expected(`whole trees; one is cut off after ${node} nodes`);
    }
    open += feature[node++] === LEAF ? -1 : 1;
  }
  return node - root;
}

/** One tree from its nodes in preorder. */
function readTree(
  feature: readonly number[],
  threshold: readonly number[],
  leafSamples: readonly number[],
): IsolationTree {
  const tree = emptyTree(feature.length);
  tree.feature.set(feature);
  let inner = threshold.length;
  let leaf = leafSamples.length;
  // From the last node back, the subtrees read but not yet claimed by a parent: next one on top.
  const subtrees = new Int32Array(feature.length);
  let top = 0;
  for (let node = feature.length - 1; node >= 0; node--) {
    if (feature[node] === LEAF) {
      tree.nodeSamples[node] = leafSamples[--leaf];
    } else {
      const left = subtrees[--top];
      const right = subtrees[--top];
      tree.threshold[node] = threshold[--inner];
      tree.leftChild[node] = left;
      tree.rightChild[node] = right;
      tree.nodeSamples[node] = tree.nodeSamples[left] + tree.nodeSamples[right];
    }
    subtrees[top++] = node;
  }
  return tree;
}

/** The forest with each field of the kind that it must be. */
function readFields(saved: Field): ForestJson {
  const params = (saved.at('params').value ?? {}) as IsolationForestParams;
  checkForestParams(params);
  const columns = positive(saved.at('columns'));
  const isColumn = (value: number) => value >= LEAF && value < columns && Number.isInteger(value);
  return {
    estimator: ESTIMATOR,
    params,
    columns,
    maxSamples: positive(saved.at('maxSamples')),
    offset: saved.at('offset').number(),
    warnings: savedWarnings(saved),
    feature: saved
      .at('feature')
      .numbers(1, MANY, `${LEAF} in leaves and 0 to ${columns - 1} elsewhere`, isColumn),
    threshold: saved.at('threshold').numbers(0, MANY),
    leafSamples: saved.at('leafSamples').numbers(1, MANY, 'positive integers', isPositiveInteger),
  };
}

const MANY = Number.POSITIVE_INFINITY;

const isPositiveInteger = (value: number) => Number.isSafeInteger(value) && value > 0;

function positive(field: Field): number {
  if (isPositiveInteger(field.number())) return field.number();
  throw field.expected('a positive integer');
}
