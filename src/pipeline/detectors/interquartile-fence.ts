import { RuleOfThumb } from '../../models/rule-of-thumb/rule-of-thumb.ts';
import { ceilingRemark } from '../detecting/ceiling-remark.ts';
import { factOf } from '../detecting/decisive-fact.ts';
import type { DetectorMaker, DetectorRow } from '../detecting/detector-row.ts';
import { contaminationOffset } from '../detecting/thresholds.ts';

interface Own {
  readonly fenceFactor: number;
}

export const row = {
  name: 'interquartile-fence',
  place: 12,
  title: 'Interquartile Fence',
  idea: 'The rule of the box plot: how far outside the quartiles. The worst feature decides.',
  fewestRows: 1,
  look: 'caution-triangle-down',
  shares: ['contamination'],
  judgedBy: ['contamination', 'fenceFactor'],
  parameters: {
    fenceFactor: {
      flag: 'fence-factor',
      kind: 'number',
      min: 0,
      above: true,
      max: 1e9,
      slider: { from: 0.5, to: 10 },
      resolution: 0.1,
      sweep: { values: '0.5, 1, 1.5, 2, 3, 5, 10, 30', byRatio: true },
      label: 'Fence factor',
      default: 1.5,
      meaning:
        'With contamination auto: values this many interquartile ranges outside the quartiles raise an alert.',
    },
  },
} satisfies DetectorRow<Own>;

export const maker = {
  create: ({ fenceFactor, contamination }) =>
    new RuleOfThumb({ rule: 'interquartile-fence', cut: fenceFactor, contamination }),
  // Of one that was fitted here the threshold is still to be set.
  facts: ({ decisive, decidedBy }) =>
    decisive === null || decidedBy !== undefined ? [] : [factOf(decisive)],
  offsetOf: (scores, { fenceFactor, contamination }) =>
    contaminationOffset(scores, contamination, -fenceFactor),
  decidedBy: ({ decidedBy }) => {
    if (decidedBy === undefined) throw new Error('It came from JSON, which holds no training.');
    return decidedBy;
  },
  restore: (json) => RuleOfThumb.fromJSON('interquartile-fence', json),
  remarks: ceilingRemark,
} satisfies DetectorMaker<RuleOfThumb, Own>;
