import { InputError } from '../../data/errors.ts';
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
  const isLeaf = (_: number, node: number) => trees.feature[node] === LEAF;
  return {
    estimator: ESTIMATOR,
    params,
    columns,
    maxSamples,
    offset,
    warnings,
    feature: [...trees.feature],
    threshold: [...trees.threshold].filter((_, node) => !isLeaf(_, node)),
    leafSamples: [...trees.nodeSamples].filter(isLeaf),
  };
}

/** @throws InputError if `json` is not what `forestToJson` gives */
export function forestFromJson(json: unknown): {
  params: IsolationForestParams;
  fitted: FittedForest;
} {
  const forest = checkFields(json);
  const { params, columns, maxSamples, offset, warnings } = forest;
  const trees: IsolationTree[] = [];
  let [node, inner, leaf] = [0, 0, 0];
  while (node < forest.feature.length) {
    const size = treeSize(forest.feature, node);
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
  expectLength(trees, params.nEstimators, 'feature', 'trees');
  expectLength(forest.threshold, inner, 'threshold', 'numbers, one for each inner node');
  expectLength(forest.leafSamples, leaf, 'leafSamples', 'numbers, one for each leaf');
  for (const { nodeSamples } of trees) {
    const drawn = nodeSamples[0];
    // Only a bootstrap draws a row twice and so has fewer distinct ones.
    const ok = params.bootstrap ? drawn <= maxSamples : drawn === maxSamples;
    expect(ok, 'leafSamples', `${maxSamples} rows in each tree`, drawn);
  }
  return { params, fitted: { trees: joinTrees(trees), columns, maxSamples, offset, warnings } };
}

/** Number of nodes of the tree whose root is at `root`: every inner node opens one more branch. */
function treeSize(feature: readonly number[], root: number): number {
  let open = 1;
  let node = root;
  while (open > 0) {
    expect(node < feature.length, 'feature', 'whole trees', `a tree cut off after ${node} nodes`);
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
  const subtrees: number[] = [];
  for (let node = feature.length - 1; node >= 0; node--) {
    if (feature[node] === LEAF) {
      tree.nodeSamples[node] = leafSamples[--leaf];
    } else {
      const [right, left] = subtrees.splice(-2);
      tree.threshold[node] = threshold[--inner];
      tree.leftChild[node] = left;
      tree.rightChild[node] = right;
      tree.nodeSamples[node] = tree.nodeSamples[left] + tree.nodeSamples[right];
    }
    subtrees.push(node);
  }
  return tree;
}

/** `json` with each field of the kind that it must be. */
function checkFields(json: unknown): ForestJson {
  const isObject = typeof json === 'object' && json !== null;
  const forest = (isObject ? json : {}) as ForestJson;
  expect(forest.estimator === ESTIMATOR, 'estimator', `"${ESTIMATOR}"`, forest.estimator);
  const { params, columns, maxSamples, offset, warnings, feature, threshold, leafSamples } = forest;
  checkForestParams(params ?? {});
  expect(isCount(columns), 'columns', 'a positive integer', columns);
  expect(isCount(maxSamples), 'maxSamples', 'a positive integer', maxSamples);
  expect(Number.isFinite(offset), 'offset', 'a number', offset);
  expectEach(warnings, 'warnings', 'sentences', (word) => typeof word === 'string');
  expectEach(
    feature,
    'feature',
    `-1 in leaves and 0 to ${columns - 1} elsewhere`,
    (column) => column === LEAF || column === 0 || (isCount(column) && column < columns),
  );
  expectEach(threshold, 'threshold', 'finite numbers', Number.isFinite);
  expectEach(leafSamples, 'leafSamples', 'positive integers', isCount);
  return forest;
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) > 0;
}

function expectEach(
  values: unknown,
  field: string,
  expected: string,
  ok: (value: unknown) => boolean,
): void {
  expect(Array.isArray(values), field, `an array of ${expected}`, values);
  for (const value of values as unknown[]) expect(ok(value), field, expected, value);
}

function expectLength(values: readonly unknown[], length: number, field: string, of: string): void {
  expect(values.length === length, field, `${length} ${of}`, values.length);
}

function expect(ok: boolean, field: string, expected: string, got: unknown): void {
  if (ok) return;
  throw new InputError(
    `${ESTIMATOR} in JSON: ${field} must be ${expected}; got ${JSON.stringify(got)}. ` +
      'Save the fitted detector again.',
  );
}
