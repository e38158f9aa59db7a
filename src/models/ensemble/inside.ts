import type { Combination } from './combinations.ts';
import type { Ensemble } from './ensemble.ts';
import { abnormality, denominatorOf } from './ensemble-combining.ts';

/** What one member adds to the score of an ensemble. */
export interface MemberShare {
  readonly member: string;
  readonly weight: number;
  /** The member's own decision on the row: below 0 = abnormal. */
  readonly decision: number;
  /** How abnormal that is, 0 … 1, on the scale that makes members comparable. */
  readonly abnormality: number;
  /** `weight × abnormality`, by the sum of the weights, or by the largest one for a maximum. */
  readonly share: number;
}

/** How an ensemble comes to the score of a row. */
export interface MemberShares {
  readonly combination: Combination;
  /** In the order of the ensemble. */
  readonly members: readonly MemberShare[];
  /** Whether the largest share is the score; else it is their sum. */
  readonly byMaximum: boolean;
  /** Sum or largest of the shares, negated: lower = more abnormal. */
  readonly score: number;
}

/** O(members × log training rows). @param decisions of the members, in the order of the ensemble */
export function memberShares(ensemble: Ensemble, decisions: readonly number[]): MemberShares {
  const { members, weights, scales, params } = ensemble;
  const { combination } = params;
  const whole = denominatorOf(combination, weights);
  const shares = members.map((member, j) => {
    const held = abnormality(scales[j], decisions[j]);
    const weight = weights[j];
    return {
      member,
      weight,
      decision: decisions[j],
      abnormality: held,
      share: (weight * held) / whole,
    };
  });
  const byMaximum = combination.startsWith('max');
  const parts = shares.map(({ share }) => share);
  const most = byMaximum ? Math.max(0, ...parts) : parts.reduce((sum, part) => sum + part, 0);
  return { combination, members: shares, byMaximum, score: 0 - most };
}
