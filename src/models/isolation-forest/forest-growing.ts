import { MersenneTwister } from '../../data/random.ts';
import type { Matrix } from '../../features/matrix.ts';
import type { IsolationForestParams } from './forest-params.ts';
import { treeSeeds } from './forest-sampling.ts';
import { type IsolationTrees, joinTrees } from './forest-trees.ts';
import type { IsolationTree } from './isolation-tree.ts';
import { openTreeGrowing } from './tree-growing.ts';

/**
 * All trees of a forest on `maxSamples` rows and `maxFeatures` columns of `x` each. `onShare` hears
 * the share of the trees that is grown.
 */
export function growForest(
  x: Matrix,
  params: IsolationForestParams,
  maxSamples: number,
  maxFeatures: number,
  onShare: (share: number) => void,
): IsolationTrees {
  const { nEstimators, randomState, bootstrap, featureThreshold } = params;
  const bagging = { rows: x.rows, columns: x.columns, maxSamples, maxFeatures, bootstrap };
  const targets = randomTargets(randomState, x.rows);
  const limits = { maxDepth: ceilLog2(maxSamples), featureThreshold };
  const trees: IsolationTree[] = [];
  const growing = openTreeGrowing({ x, targets, bagging, limits });
  try {
    for (const seed of treeSeeds(randomState, nEstimators)) {
      trees.push(growing.grow(seed));
      onShare(trees.length / nEstimators);
    }
  } finally {
    growing.close();
  }
  return joinTrees(trees);
}

/** The random number that each row has for a target. */
function randomTargets(randomState: number, rows: number): Float64Array {
  const source = new MersenneTwister(randomState);
  const targets = new Float64Array(rows);
  for (let row = 0; row < rows; row++) targets[row] = source.double();
  return targets;
}

/** ⌈log₂ count⌉, and 1 for a single row, as scikit-learn limits depth. */
function ceilLog2(count: number): number {
  return 32 - Math.clz32(Math.max(count, 2) - 1);
}
