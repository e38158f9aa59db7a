/** How members' answers become one. */
export const COMBINATIONS = [
  'any',
  'majority',
  'all',
  'mean-rank',
  'max-rank',
  'mean-gaussian',
  'max-gaussian',
] as const;
export type Combination = (typeof COMBINATIONS)[number];

/** Whether members vote with their predictions; else their scores are combined. */
export function isVote(combination: Combination): combination is 'any' | 'majority' | 'all' {
  return combination === 'any' || combination === 'majority' || combination === 'all';
}

/** The threshold of a vote: a row is flagged where the share of votes is above its negation. */
export function voteOffset(combination: 'any' | 'majority' | 'all', weights: Float64Array): number {
  if (combination === 'any') return 0;
  if (combination === 'majority') return -0.5;
  // Between all votes and all but the lightest.
  const lightest = Math.min(...weights.filter((weight) => weight > 0));
  return Math.max(lightest / totalOf(weights) / 2, 2 ** -53) - 1;
}

/** In the order in which votes are added up, so that all of them are exactly all. */
export function totalOf(weights: Float64Array): number {
  return weights.reduce((sum, weight) => sum + weight, 0);
}
