import { RuleOfThumb } from '../../models/rule-of-thumb/rule-of-thumb.ts';
import { ceilingRemark } from '../detecting/ceiling-remark.ts';
import { factOf } from '../detecting/decisive-fact.ts';
import type { DetectorMaker, DetectorRow } from '../detecting/detector-row.ts';
import { contaminationOffset } from '../detecting/thresholds.ts';

interface Own {
  readonly zScoreCut: number;
}

export const row = {
  name: 'robust-z-score',
  place: 11,
  title: 'Robust Z-Score',
  idea: 'A simple rule: how far each feature is from its median. The worst feature decides.',
  fewestRows: 1,
  look: 'normal-triangle-up',
  shares: ['contamination'],
  judgedBy: ['contamination', 'zScoreCut'],
  parameters: {
    zScoreCut: {
      flag: 'z-score-cut',
      kind: 'number',
      min: 0,
      above: true,
      max: 1e9,
      slider: { from: 1, to: 10 },
      resolution: 0.1,
      sweep: { values: '2, 2.5, 3, 3.5, 5, 10, 20, 50', byRatio: true },
      label: 'Z-score cut',
      default: 3.5,
      meaning:
        'With contamination auto: flows more than this many robust deviations from the median raise an alert.',
    },
  },
} satisfies DetectorRow<Own>;

export const maker = {
  create: ({ zScoreCut, contamination }) =>
    new RuleOfThumb({ rule: 'robust-z-score', cut: zScoreCut, contamination }),
  // Of one that was fitted here the threshold is still to be set.
  facts: ({ decisive, decidedBy }) =>
    decisive === null || decidedBy !== undefined ? [] : [factOf(decisive)],
  offsetOf: (scores, { zScoreCut, contamination }) =>
    contaminationOffset(scores, contamination, -zScoreCut),
  decidedBy: ({ decidedBy }) => {
    if (decidedBy === undefined) throw new Error('It came from JSON, which holds no training.');
    return decidedBy;
  },
  restore: (json) => RuleOfThumb.fromJSON('robust-z-score', json),
  remarks: ceilingRemark,
} satisfies DetectorMaker<RuleOfThumb, Own>;
