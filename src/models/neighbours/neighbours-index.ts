import type { Matrix } from '../../features/matrix.ts';
import { buildKdTree, type KdTree, type Metric } from './kd-tree.ts';
import { normAsDot } from './neighbours-rounding.ts';
import { findTwins, type Twins } from './neighbours-twins.ts';

/** Distances between rows of larger numbers could overflow, and are not searched for. */
export const LARGEST_VALUE = 1e150;

/** Which of scikit-learn's searches to agree with, where rounding or ties tell them apart. */
export type SearchAlgorithm = 'brute' | 'kd_tree';

/** What `algorithm='auto'` comes to in scikit-learn, for both metrics. */
export function automaticAlgorithm(x: Matrix, nNeighbors: number): SearchAlgorithm {
  return x.columns > 15 || nNeighbors >= Math.floor(x.rows / 2) ? 'brute' : 'kd_tree';
}

/** Training rows made ready for searches. Whatever the algorithm, they are found by the tree. */
export interface NeighbourIndex {
  readonly x: Matrix;
  readonly metric: Metric;
  readonly algorithm: SearchAlgorithm;
  /** Whether distances are to be rounded as ‖x‖² − 2x·y + ‖y‖². */
  readonly expanded: boolean;
  readonly tree: KdTree;
  readonly twins: Twins;
  /** scikit-learn's own tree, built when the first tie asks for it. */
  referenceTree: KdTree | undefined;
  /** What `normOfRow` has worked out so far; NaN elsewhere. */
  readonly norms: Float64Array;
}

/** Time O(rows × (columns + log rows)), memory some three times that of `x`. */
export function indexRows(x: Matrix, metric: Metric, algorithm: SearchAlgorithm): NeighbourIndex {
  const { data, rows, columns } = x;
  return {
    x,
    metric,
    algorithm,
    expanded: algorithm === 'brute' && metric === 'euclidean',
    tree: buildKdTree(data, rows, columns, metric),
    twins: findTwins(data, rows, columns),
    referenceTree: undefined,
    norms: new Float64Array(rows).fill(Number.NaN),
  };
}

/** The squared norm of a training row as scikit-learn rounds it. */
export function normOfRow({ x, norms }: NeighbourIndex, row: number): number {
  if (Number.isNaN(norms[row])) norms[row] = normAsDot(x.data, row * x.columns, x.columns);
  return norms[row];
}
