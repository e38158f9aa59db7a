/*
 * The impurity of a node: the weighted variance of its targets. An isolation tree learns nothing,
 * its targets are random numbers, yet scikit-learn stops a branch where they happen to agree to
 * rounding. So impurities are computed here in its order of operations, to the bit.
 */

/** What impurity is computed from, by row of the tree's sample. */
export interface Targets {
  readonly weights: Float64Array;
  /** weight × target. */
  readonly weighted: Float64Array;
  /** weight × target². */
  readonly squared: Float64Array;
  readonly totalWeight: number;
}

export interface SplitImpurity {
  readonly left: number;
  readonly right: number;
  /** By how much the split lowers the impurity of the whole tree. */
  readonly improvement: number;
}

/** Targets and weights of the sample's rows, as sums over nodes want them. */
export function createTargets(weights: Float64Array, targets: Float64Array): Targets {
  const weighted = new Float64Array(weights.length);
  const squared = new Float64Array(weights.length);
  let totalWeight = 0;
  for (let i = 0; i < weights.length; i++) {
    weighted[i] = weights[i] * targets[i];
    squared[i] = weighted[i] * targets[i];
    totalWeight += weights[i];
  }
  return { weights, weighted, squared, totalWeight };
}

/** Impurity of the node that holds all rows. */
export function rootImpurity(targets: Targets, order: Int32Array): number {
  const mean = sumOver(targets.weighted, order, 0, order.length) / targets.totalWeight;
  return sumOver(targets.squared, order, 0, order.length) / targets.totalWeight - mean * mean;
}

/**
 * Impurities of the children `order[start … middle)` and `order[middle … end)` of a node of known
 * impurity. `sum` and `sumOfSquares` are the node's own, in its order before the split.
 */
export function measureSplit(
  targets: Targets,
  order: Int32Array,
  start: number,
  middle: number,
  end: number,
  node: { impurity: number; sum: number; sumOfSquares: number },
): SplitImpurity {
  const weightLeft = sumOver(targets.weights, order, start, middle);
  const weightRight = sumOver(targets.weights, order, middle, end);
  const weight = weightLeft + weightRight;
  // The smaller side is added up, the larger one is what is left of the node's sum.
  const sumLeft =
    middle - start <= end - middle
      ? sumOver(targets.weighted, order, start, middle)
      : subtractBackwards(node.sum, targets.weighted, order, middle, end);
  const squaresLeft = sumOver(targets.squared, order, start, middle);
  const left = variance(squaresLeft, sumLeft, weightLeft);
  const right = variance(node.sumOfSquares - squaresLeft, node.sum - sumLeft, weightRight);
  const improvement =
    (weight / targets.totalWeight) *
    (node.impurity - (weightRight / weight) * right - (weightLeft / weight) * left);
  return { left, right, improvement };
}

function variance(sumOfSquares: number, sum: number, weight: number): number {
  const mean = sum / weight;
  return sumOfSquares / weight - mean * mean;
}

/** Sum over rows `order[start … end)`, one after the other. */
export function sumOver(
  values: Float64Array,
  order: Int32Array,
  start: number,
  end: number,
): number {
  let sum = 0;
  for (let p = start; p < end; p++) sum += values[order[p]];
  return sum;
}

function subtractBackwards(
  total: number,
  values: Float64Array,
  order: Int32Array,
  start: number,
  end: number,
): number {
  let rest = total;
  for (let p = end - 1; p >= start; p--) rest -= values[order[p]];
  return rest;
}
