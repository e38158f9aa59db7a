import { exponentiate } from '../kernels/rbf-exp.ts';
import type { OneClassSvm } from './one-class-svm.ts';

/** What one support vector adds to the decision on a row. */
export interface SupportShare {
  /** Row of the training matrix. */
  readonly trainingRow: number;
  /** Its multiplier, 0 < α ≤ 1. */
  readonly alpha: number;
  /** Squared distance to the row, in units of the matrix. */
  readonly squaredDistance: number;
  /** exp(−γ × squared distance), 0 … 1. */
  readonly similarity: number;
  /** α × similarity. */
  readonly contribution: number;
}

/** How a one-class SVM comes to its decision on a row. */
export interface SvmSum {
  /** All support vectors, the largest contribution first. */
  readonly supports: readonly SupportShare[];
  /** Of the contributions: the score, lower = more abnormal. */
  readonly sum: number;
  /** What the sum must exceed for a normal row. */
  readonly rho: number;
  /** `sum − rho`. */
  readonly decision: number;
  readonly gamma: number;
  /** The solver's tolerance: a decision no further from 0 is noise. */
  readonly tolerance: number;
  /** Share of each column in the squared distances to the nearest support vectors; 0 at no distance. */
  readonly columnShares: readonly number[];
  /** How many nearest support vectors `columnShares` is about. */
  readonly nearest: number;
}

/** Support vectors whose distance is taken apart by columns. */
const NEAREST = 10;

/** O(support vectors × (columns + log support vectors)). @param row a row of the SVM's columns */
export function svmSum(svm: OneClassSvm, row: ArrayLike<number>): SvmSum {
  const { dualCoef, supportVectors, supportVectorIndices, gammaFitted: gamma, rho } = svm;
  const { data, columns } = supportVectors;
  const squares = Float64Array.from(dualCoef, (_, s) =>
    squaredDifferences(row, data, s * columns, columns).reduce((sum, square) => sum + square, 0),
  );
  const similarities = squares.map((square) => -gamma * square);
  exponentiate(similarities, similarities.length);
  const shares = Array.from(dualCoef, (alpha, s) => ({
    trainingRow: supportVectorIndices[s],
    alpha,
    squaredDistance: squares[s],
    similarity: similarities[s],
    contribution: alpha * similarities[s],
  }));
  // In the order of the support vectors, as the detector adds them up.
  const sum = shares.reduce((total, { contribution }) => total + contribution, 0);
  const order = Array.from(squares.keys()).sort((a, b) => squares[a] - squares[b] || a - b);
  const nearest = order.slice(0, NEAREST);
  return {
    supports: shares.toSorted((a, b) => b.contribution - a.contribution),
    sum,
    rho,
    decision: sum - rho,
    gamma,
    tolerance: svm.params.tol,
    columnShares: sharesOf(
      nearest.map((s) => squaredDifferences(row, data, s * columns, columns)),
      columns,
    ),
    nearest: nearest.length,
  };
}

/** How similar two rows at this distance are: exp(−γ d²). */
export function similarityAt(gamma: number, distance: number): number {
  const value = Float64Array.of(-gamma * distance * distance);
  exponentiate(value, 1);
  return value[0];
}

function squaredDifferences(
  row: ArrayLike<number>,
  data: Float64Array,
  at: number,
  columns: number,
): Float64Array {
  const squares = new Float64Array(columns);
  for (let j = 0; j < columns; j++) squares[j] = (row[j] - data[at + j]) ** 2;
  return squares;
}

function sharesOf(distances: readonly Float64Array[], columns: number): number[] {
  const byColumn = Array.from({ length: columns }, (_, j) =>
    distances.reduce((sum, squares) => sum + squares[j], 0),
  );
  const whole = byColumn.reduce((sum, square) => sum + square, 0);
  return byColumn.map((square) => (whole === 0 ? 0 : square / whole));
}
