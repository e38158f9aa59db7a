import { Ecod } from '../../models/ecod/ecod.ts';
import { ceilingOfShare } from '../detecting/ceiling-remark.ts';
import { mostContributing } from '../detecting/decisive-fact.ts';
import type { DetectorMaker, DetectorRow } from '../detecting/detector-row.ts';
import { shareOffset, shareToFlag } from '../detecting/thresholds.ts';

export const row = {
  name: 'ecod',
  place: 13,
  title: 'ECOD',
  idea: 'Counts for each feature how few flows have a value as extreme, and adds up how rare that is.',
  fewestRows: 1,
  look: 'accent-cross',
  shares: ['contamination'],
  judgedBy: ['contamination'],
  parameters: {},
} satisfies DetectorRow<object>;

export const maker = {
  // Each flow by itself: what a flow scores must not hang on which others are scored with it.
  create: ({ contamination }) =>
    new Ecod({ contamination: shareToFlag(contamination), transductive: false }),
  facts: () => [],
  offsetOf: shareOffset,
  decidedBy: (fitted, { names }) => mostContributing(fitted.trainingContributions(), names),
  restore: (json) => Ecod.fromJSON(json),
  remarks: ceilingOfShare,
} satisfies DetectorMaker<Ecod, unknown>;
