import { Hbos } from '../../models/hbos/hbos.ts';
import { ceilingOfShare } from '../detecting/ceiling-remark.ts';
import { mostContributing } from '../detecting/decisive-fact.ts';
import type { DetectorMaker, DetectorRow } from '../detecting/detector-row.ts';
import { shareOffset, shareToFlag } from '../detecting/thresholds.ts';

interface Own {
  readonly hbosBins: number | 'auto';
}

export const row = {
  name: 'hbos',
  place: 14,
  title: 'HBOS',
  idea: 'Makes a histogram of each feature. Flows in nearly empty bins: anomalous.',
  fewestRows: 1,
  look: 'ink-pentagon',
  shares: ['contamination'],
  judgedBy: ['contamination'],
  parameters: {
    hbosBins: {
      flag: 'hbos-bins',
      kind: 'number',
      min: 3,
      max: 10_000,
      slider: { from: 3, to: 100 },
      resolution: 1,
      whole: true,
      words: ['auto'],
      sweep: { values: '3, 5, 10, 20, 50, 100, 200, auto', byRatio: true },
      label: 'Bins',
      default: 10,
      meaning: 'Bins in the histogram of each feature; auto chooses a number for each.',
    },
  },
} satisfies DetectorRow<Own>;

export const maker = {
  create: ({ hbosBins, contamination }) =>
    new Hbos({ nBins: hbosBins, contamination: shareToFlag(contamination) }),
  facts: () => [],
  offsetOf: shareOffset,
  decidedBy: (fitted, training) => mostContributing(fitted.contributions(training), training.names),
  restore: (json) => Hbos.fromJSON(json),
  remarks: ceilingOfShare,
} satisfies DetectorMaker<Hbos, Own>;
