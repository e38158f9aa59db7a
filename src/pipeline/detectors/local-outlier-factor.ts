import type { DetectorEvaluation } from '../../eval/compare.ts';
import {
  AUTO_OFFSET,
  LocalOutlierFactor,
} from '../../models/local-outlier-factor/local-outlier-factor.ts';
import { ceilingRemark } from '../detecting/ceiling-remark.ts';
import type { DetectorMaker, DetectorRow } from '../detecting/detector-row.ts';
import type { DetectorRun } from '../detecting/detector-run.ts';
import { contaminationOffset } from '../detecting/thresholds.ts';
import type { CoreParameters } from '../parameters/lab-parameters.ts';
import { type Remark, rankingWords } from '../run/remarks.ts';
import { kindOf, listOf, many, rangeOf } from '../run/words.ts';

interface Own {
  readonly nNeighbors: number;
  readonly metric: 'euclidean' | 'manhattan';
}

export const row = {
  name: 'local-outlier-factor',
  place: 3,
  title: 'Local Outlier Factor',
  idea: 'Compares the density around a flow with that around its neighbours. Less dense: anomalous.',
  fewestRows: 2,
  learnsFromAtMost: 100_000,
  look: 'good-diamond',
  shares: ['contamination'],
  judgedBy: ['contamination'],
  parameters: {
    nNeighbors: {
      flag: 'n-neighbors',
      kind: 'number',
      min: 1,
      max: 1e6,
      slider: { from: 1, to: 200 },
      resolution: 1,
      whole: true,
      sweep: { values: '5, 10, 20, 30, 40, 50, 60, 80, 100, 150, 200', byRatio: true },
      label: 'n_neighbors',
      inWords: 'Neighbours',
      default: 20,
      meaning: 'How many neighbours a flow is compared with.',
    },
    metric: {
      flag: 'metric',
      kind: 'choice',
      choices: ['euclidean', 'manhattan'],
      label: 'metric',
      inWords: 'Distance',
      default: 'euclidean',
      meaning: 'How distance is measured.',
    },
  },
} satisfies DetectorRow<Own>;

export const maker = {
  create: ({ nNeighbors, contamination, metric }, novelty) =>
    new LocalOutlierFactor({ nNeighbors, contamination, metric, novelty }),
  offsetOf: (scores, { contamination }) => contaminationOffset(scores, contamination, AUTO_OFFSET),
  facts: () => [],
  restore: (json) => LocalOutlierFactor.fromJSON(json),
  remarks: (run) => [...maskingRemark(run), ...ceilingRemark(run)],
} satisfies DetectorMaker<LocalOutlierFactor, Own>;

/** Whether attacks come in clusters that fill a flow's whole neighbourhood. */
function maskingRemark({
  parameters,
  trainedOn,
  drawnFrom,
  trainedOutside,
  evaluation,
}: DetectorRun<Own>): Remark[] {
  const { rankedAttacks, rocAuc } = evaluation;
  if (rankedAttacks === null || rocAuc === null) return [];
  const { nNeighbors: k, trainOn } = parameters;
  // In a sample of the flows each kind has so many fewer.
  const fill = drawnFrom > trainedOn ? k * (drawnFrom / trainedOn) : k;
  const clusters = rankedAttacks.filter(({ flows }) => flows > fill);
  const missed = clusters.filter(({ rate }) => rate < 0.5);
  const hides = trainedOutside === null && trainOn === 'all' && clusters.length > 0;
  const words =
    trainedOutside === null ? maskingWords(evaluation, k, fill, trainOn) : MASKED_BY_THE_BASELINE;
  return [
    {
      topic: 'attacks that hide among their own',
      shows: hides && missed.length > 0,
      sentence: `${words} ${rankingWords(rocAuc)}.`,
      figures: { neighbours: k, clusters: clusters.length, missed: missed.length, rocAuc },
    },
  ];
}

const MASKED_BY_THE_BASELINE =
  'Every flow is compared with the baseline only. So attacks cannot be neighbours of their own kind, ' +
  'unless the baseline holds that kind, too.';

function maskingWords(
  { rankedAttacks }: DetectorEvaluation,
  k: number,
  fill: number,
  trainOn: CoreParameters['trainOn'],
): string {
  const kinds = rankedAttacks ?? [];
  const clusters = kinds.filter(({ flows }) => flows > fill);
  const missed = clusters.filter(({ rate }) => rate < 0.5);
  if (trainOn === 'normal') {
    return 'Every flow is compared with normal ones only. So attacks cannot be neighbours of their own kind.';
  }
  if (clusters.length === 0) {
    return (
      `No kind of attack has more flows than the ${many(k, 'neighbour')}: none can ` +
      'fill a neighbourhood with its own kind.'
    );
  }
  const sizes = rangeOf(clusters.map(({ flows }) => flows));
  const hidden = missed.map(({ type, flagged, flows }) => `${kindOf(type)} ${flagged}/${flows}`);
  return (
    `It uses ${many(k, 'neighbour')}, but ${clusters.length} of ${many(kinds.length, 'kind')} of ` +
    `attack have ${sizes} flows: enough to be each other's neighbours and look normal. ` +
    (missed.length === 0
      ? 'It still finds at least half of each.'
      : `It finds less than half of ${missed.length}: ${listOf(hidden)}.`)
  );
}
