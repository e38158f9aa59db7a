import { METHODS, type Method } from '../../models/k-nearest-neighbours/distance-summary.ts';
import { KNearestNeighbours } from '../../models/k-nearest-neighbours/k-nearest-neighbours.ts';
import { ceilingOfShare } from '../detecting/ceiling-remark.ts';
import type { DetectorMaker, DetectorRow } from '../detecting/detector-row.ts';
import { shareOffset, shareToFlag } from '../detecting/thresholds.ts';

interface Own {
  readonly knnNeighbors: number;
  readonly knnMethod: Method;
}

export const row = {
  name: 'k-nearest-neighbours',
  place: 15,
  title: 'K-Nearest Neighbours',
  idea: 'Measures the distance to the most similar training flows. Far: anomalous.',
  fewestRows: 2,
  look: 'good-hourglass',
  shares: ['contamination'],
  judgedBy: ['contamination'],
  parameters: {
    knnNeighbors: {
      flag: 'knn-neighbors',
      kind: 'number',
      min: 1,
      max: 1e6,
      slider: { from: 1, to: 200 },
      resolution: 1,
      whole: true,
      sweep: { values: '1, 2, 5, 10, 20, 50, 100, 200', byRatio: true },
      label: 'Neighbours',
      default: 5,
      meaning: 'How many nearest flows the distance is measured to.',
    },
    knnMethod: {
      flag: 'knn-method',
      kind: 'choice',
      choices: METHODS,
      label: 'Distance',
      default: 'largest',
      meaning: 'Which distance counts: the largest, the mean or the median.',
    },
  },
} satisfies DetectorRow<Own>;

export const maker = {
  create: ({ knnNeighbors, knnMethod, contamination }) =>
    new KNearestNeighbours({
      nNeighbors: knnNeighbors,
      method: knnMethod,
      contamination: shareToFlag(contamination),
    }),
  facts: () => [],
  offsetOf: shareOffset,
  restore: (json) => KNearestNeighbours.fromJSON(json),
  remarks: ceilingOfShare,
} satisfies DetectorMaker<KNearestNeighbours, Own>;
