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
