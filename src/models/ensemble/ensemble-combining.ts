import type { Matrix } from '../../features/matrix.ts';
import { countBelow, countUpTo } from '../../features/sorted-counts.ts';
import { erf } from '../erf.ts';
import { type Combination, isVote, totalOf } from './combinations.ts';

/** What one member's decisions were like in training: what makes new ones comparable. */
export type MemberScale =
  | { readonly kind: 'vote' }
  /** Ascending. */
  | { readonly kind: 'rank'; readonly sorted: Float64Array }
  | { readonly kind: 'gaussian'; readonly mean: number; readonly deviation: number };

/** Learns a member's scale from its decisions in training. O(n log n) for ranks, else O(n). */
export function learnScale(combination: Combination, decisions: Float64Array): MemberScale {
  if (isVote(combination)) return { kind: 'vote' };
  if (combination.endsWith('rank')) return { kind: 'rank', sorted: decisions.slice().sort() };
  return { kind: 'gaussian', ...momentsOf(decisions) };
}

/** Mean and standard deviation, n in the denominator; large numbers do not overflow when squared. */
function momentsOf(values: Float64Array): { mean: number; deviation: number } {
  const { length } = values;
  const mean = values.reduce((sum, value) => sum + value / length, 0);
  // What rounding leaves of the mean of equal numbers would be taken for a spread.
  if (values.every((value) => value === values[0])) return { mean, deviation: 0 };
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value - mean)), 0);
  const share = values.reduce((sum, value) => sum + ((value - mean) / largest) ** 2 / length, 0);
  return { mean, deviation: Math.min(largest * Math.sqrt(share), Number.MAX_VALUE) };
}

/**
 * How abnormal a member holds a row, 0 … 1, higher = more abnormal.
 *
 * - vote: 1 if its decision is below 0.
 * - rank: the share of the training rows that it held less abnormal, equal ones counting half.
 *   Beyond the most abnormal of these it is 1, however far.
 * - gaussian: max(0, erf((s − μ) / (σ √2))) of the score s = −decision, with the mean and the standard
 *   deviation of training: the chance that a normal variable lies as near to its mean, and 0 on the
 *   ordinary side. Source: Kriegel, Kröger, Schubert and Zimek, "Interpreting and Unifying Outlier
 *   Scores", SDM 2011. Without spread it is 0.
 *
 * O(log n) for ranks, else O(1).
 */
export function abnormality(scale: MemberScale, decision: number): number {
  switch (scale.kind) {
    case 'vote':
      return decision < 0 ? 1 : 0;
    case 'rank': {
      const { sorted } = scale;
      const counts = countBelow(sorted, decision) + countUpTo(sorted, decision);
      return 1 - counts / (2 * sorted.length);
    }
    case 'gaussian': {
      const { mean, deviation } = scale;
      if (deviation === 0) return 0;
      return Math.max(0, erf((mean - decision) / (deviation * Math.SQRT2)));
    }
  }
}

/** What weighted abnormalities are divided by: the sum of the weights, or the largest for a maximum. */
export function denominatorOf(combination: Combination, weights: Float64Array): number {
  return combination.startsWith('max') ? Math.max(...weights) : totalOf(weights);
}

/**
 * The scores of rows by several members, lower = more abnormal: the negated weighted mean of their
 * abnormalities, for votes the share of votes; or the negated largest, each times its weight as a
 * share of the largest weight.
 *
 * @param decisions row × member, below 0 = abnormal
 * @param weights one per member, at least one above 0; 0 leaves a member out
 */
export function combine(
  combination: Combination,
  decisions: Matrix,
  scales: readonly MemberScale[],
  weights: Float64Array,
): Float64Array {
  const byMaximum = combination.startsWith('max');
  const total = denominatorOf(combination, weights);
  const scores = new Float64Array(decisions.rows);
  for (let i = 0; i < decisions.rows; i++) {
    let sum = 0;
    let most = 0;
    for (let j = 0; j < weights.length; j++) {
      if (weights[j] === 0) continue;
      const weighted = weights[j] * abnormality(scales[j], decisions.data[i * weights.length + j]);
      sum += weighted;
      most = Math.max(most, weighted);
    }
    // Zero less the share: −0 is no score.
    scores[i] = 0 - (byMaximum ? most : sum) / total;
  }
  return scores;
}
