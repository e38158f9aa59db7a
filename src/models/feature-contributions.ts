import { pairwiseSum } from '../features/numpy.ts';

/**
 * The scores of rows from what each feature adds to how abnormal they are, row-major: the sums,
 * negated. O(rows × columns).
 */
export function scoresOfContributions(contributions: Float64Array, columns: number): Float64Array {
  const scores = new Float64Array(contributions.length / columns);
  // Zero less the sum: −0 is no score.
  for (let i = 0; i < scores.length; i++) {
    scores[i] = 0 - pairwiseSum(contributions, i * columns, columns);
  }
  return scores;
}

/** What the columns of one row add to how abnormal it is held. */
export interface RowContributions {
  /** By column; `usual` is the median over all rows. */
  readonly columns: readonly { readonly contribution: number; readonly usual: number }[];
  /** The column that adds most beyond what is usual; the first of equals. */
  readonly decides: number;
  /** Sum of the contributions, negated: lower = more abnormal. */
  readonly score: number;
}

/** What is usual of each column: the upper median of its contributions. O(columns × rows log rows). */
export function usualContributions(contributions: Float64Array, columns: number): number[] {
  const rows = contributions.length / columns;
  return Array.from({ length: columns }, (_, j) => {
    const added = Float64Array.from({ length: rows }, (_, i) => contributions[i * columns + j]);
    return added.sort()[rows >>> 1];
  });
}

/** One row's part of row-major contributions beside what is usual. O(columns). */
export function contributionsOfRow(
  contributions: Float64Array,
  usual: readonly number[],
  row: number,
): RowContributions {
  const at = row * usual.length;
  const columns = usual.map((median, j) => ({
    contribution: contributions[at + j],
    usual: median,
  }));
  const beyond = columns.map(({ contribution, usual: median }) => contribution - median);
  return {
    columns,
    decides: beyond.indexOf(Math.max(...beyond)),
    score: 0 - pairwiseSum(contributions, at, usual.length),
  };
}
