import type { DetectorEvaluation } from '../eval/compare.ts';
import type { Matrix } from '../features/matrix.ts';
import { dominantColumn } from '../features/variance.ts';
import { isVote } from '../models/combinations.ts';
import type { FittedFact } from './detectors.ts';
import { type Remark, rankingWords } from './lessons.ts';
import { learntAttacksRemark } from './network-lessons.ts';
import type { DetectorName, LabParameters } from './parameter-facts.ts';
import { countOf, kindOf, listOf, many, rangeOf, shareOf } from './words.ts';

/** What the remarks on a detector are drawn from: one run of it. */
export interface DetectorRun {
  readonly detector: DetectorName;
  readonly parameters: Pick<
    LabParameters,
    'contamination' | 'ensemble' | 'gamma' | 'nNeighbors' | 'trainOn'
  >;
  /** The matrix that it was fitted on; `null`: that is not at hand. */
  readonly training: Matrix | null;
  /** Flows that it was fitted on. */
  readonly trainedOn: number;
  readonly apart: Apart;
  readonly facts: readonly FittedFact[];
  readonly evaluation: DetectorEvaluation;
}

/** Where it learnt from, if not from flows that were chosen by label among those it judges. */
export type Apart = 'time' | 'file' | 'lab' | null;

const APART_WORDS = {
  time: 'a time range of this traffic',
  file: 'another file',
  lab: 'what a trained lab had seen',
} as const;

/**
 * What the notebook does not say of a detector. Without labels only whether it has learnt another
 * normal. O(rows × columns).
 */
export function detectorRemarks(run: DetectorRun): Remark[] {
  return [...strangerRemark(run), ...labelledRemarks(run)];
}

function labelledRemarks(run: DetectorRun): Remark[] {
  if (run.evaluation.actualAnomalies === null || run.evaluation.actualAnomalies === 0) return [];
  switch (run.detector) {
    case 'isolation-forest':
      return ceilingRemark(run);
    case 'one-class-svm':
      return [...trainingRemark(run), ...blindnessRemark(run)];
    case 'local-outlier-factor':
      return [...maskingRemark(run), ...ceilingRemark(run)];
    case 'robust-z-score':
    case 'interquartile-fence':
      return ceilingRemark(run);
    case 'autoencoder':
      return [...learntAttacksRemark(run), ...ceilingRemark(run)];
    case 'ensemble':
      return isVote(run.parameters.ensemble) ? [] : ceilingRemark(run);
  }
}

/** Recall cannot exceed flagged / attacks, however good the ranking. */
function ceilingRemark({ parameters, evaluation }: DetectorRun): Remark[] {
  const { confusion, recall } = evaluation;
  if (confusion === null || recall === null) return [];
  const flagged = confusion.tp + confusion.fp;
  const attacks = confusion.tp + confusion.fn;
  const ceiling = Math.min(1, flagged / attacks);
  const { contamination } = parameters;
  const cause = contamination === 'auto' ? 'Its own threshold' : `Contamination ${contamination}`;
  const shows = ceiling < 1;
  return [
    {
      topic: 'ceiling of recall',
      shows,
      sentence: shows
        ? `${cause} flags ${countOf(flagged)} of the labelled flows, but ${countOf(attacks)} are ` +
          `attacks. Were every alert right, recall would still end at ${shareOf(ceiling)}; it is ` +
          `${shareOf(recall)}.`
        : `${cause} flags ${countOf(flagged)} of the labelled flows and ${countOf(attacks)} are ` +
          `attacks: recall could reach all of them, and at least ${countOf(flagged - attacks)} ` +
          'alerts must be false.',
      figures: { flagged, attacks, ceiling, recall },
    },
  ];
}

/** A detector that flags more than this share has learnt another normal. */
const MOSTLY = 0.5;

/** Whether what it learnt elsewhere is normal here, too. */
function strangerRemark({ apart, evaluation }: DetectorRun): Remark[] {
  if (apart === null || apart === 'time') return [];
  const { confusion, predictedAnomalies, rows } = evaluation;
  const [flagged, of, flows] =
    confusion === null || confusion.tn + confusion.fp === 0
      ? [predictedAnomalies, rows, 'flow']
      : [confusion.fp, confusion.fp + confusion.tn, 'normal flow'];
  const share = flagged / of;
  const shows = share > MOSTLY;
  return [
    {
      topic: 'another normal',
      shows,
      sentence:
        `It flags ${countOf(flagged)} of ${many(of, flows)} (${shareOf(share)}). ` +
        (shows
          ? 'What it has learnt is not what is normal here: it tells networks apart, not attacks.'
          : 'What it has learnt is much like what is normal here.'),
      figures: { flagged, of, share },
    },
  ];
}

/** The notebook's comment speaks of normal traffic, its code fits everything. */
function trainingRemark({ parameters, trainedOn, apart, evaluation }: DetectorRun): Remark[] {
  const learnt = many(trainedOn, 'flow');
  const attacks = evaluation.actualAnomalies ?? 0;
  if (apart !== null) {
    return [
      {
        topic: 'what it learnt from',
        shows: false,
        sentence:
          `Here it learnt from ${APART_WORDS[apart]}, ${learnt}, and is judged by others. The ` +
          'notebook judges it by the flows that it was fitted on.',
        figures: { trainedOn },
      },
    ];
  }
  if (parameters.trainOn === 'normal') {
    return [
      {
        topic: 'what it learnt from',
        shows: false,
        sentence:
          `Here it learnt from ${learnt}, all normal, as a comment in the notebook says and as the ` +
          "notebook's code does not.",
        figures: { trainedOn, attacksAmongThem: 0 },
      },
    ];
  }
  return [
    {
      topic: 'what it learnt from',
      shows: true,
      sentence:
        'A comment in the notebook says that this detector learns from normal traffic only. Its code ' +
        `gives it everything, as here: ${learnt}, ${countOf(attacks)} of them attacks.`,
      figures: { trainedOn, attacksAmongThem: attacks },
    },
  ];
}

/** The share of the variance from which on one column sets gamma alone. */
const DOMINANT = 0.9;

/** Whether one column with a long tail makes gamma so small that all flows look alike. */
function blindnessRemark({ parameters, training, facts, evaluation }: DetectorRun): Remark[] {
  const { rocAuc } = evaluation;
  const gamma = facts.find(({ name }) => name === 'gamma')?.value;
  const dominant = training === null ? undefined : dominantColumn(training);
  if (rocAuc === null || typeof gamma !== 'number') return [];
  if (training === null || dominant === undefined) return [];
  const { name, share } = dominant;
  const fromVariance = parameters.gamma === 'scale' && share >= DOMINANT;
  const cause = fromVariance
    ? `${name} alone holds ${shareOf(share)} of the variance that gamma is taken from, so gamma is ` +
      `${gamma.toPrecision(2)} and the kernel is blind to the other ${training.columns - 1} columns.`
    : `Gamma is ${gamma.toPrecision(2)}; the widest column, ${name}, holds ${shareOf(share)} of the ` +
      'variance.';
  return [
    {
      topic: 'a blind kernel',
      shows: rocAuc < 0.5 && fromVariance,
      sentence: `It ranks flows with ${rankingWords(rocAuc)}. ${cause}`,
      figures: { rocAuc, gamma, share },
    },
  ];
}

/** Whether attacks come in clusters that fill a flow's whole neighbourhood. */
function maskingRemark({ parameters, apart, evaluation }: DetectorRun): Remark[] {
  const { rankedAttacks, rocAuc } = evaluation;
  if (rankedAttacks === null || rocAuc === null) return [];
  const { nNeighbors: k, trainOn } = parameters;
  const clusters = rankedAttacks.filter(({ flows }) => flows > k);
  const missed = clusters.filter(({ rate }) => rate < 0.5);
  const hides = apart === null && trainOn === 'all' && clusters.length > 0;
  const words = apart === null ? maskingWords(evaluation, k, trainOn) : MASKED_BY_THE_BASELINE;
  return [
    {
      topic: 'attacks that hide among their own',
      shows: hides && missed.length > 0,
      sentence: `${words} It ranks with ${rankingWords(rocAuc)}.`,
      figures: { neighbours: k, clusters: clusters.length, missed: missed.length, rocAuc },
    },
  ];
}

const MASKED_BY_THE_BASELINE =
  'It compares every flow with the baseline only: no attack can hide among its own kind, unless the ' +
  'baseline holds that kind, too.';

function maskingWords(
  { rankedAttacks }: DetectorEvaluation,
  k: number,
  trainOn: LabParameters['trainOn'],
): string {
  const kinds = rankedAttacks ?? [];
  const clusters = kinds.filter(({ flows }) => flows > k);
  const missed = clusters.filter(({ rate }) => rate < 0.5);
  if (trainOn === 'normal') {
    return 'It compares every flow with normal ones only: no attack can hide among its own kind.';
  }
  if (clusters.length === 0) {
    return (
      `No kind of attack has more flows than the ${many(k, 'neighbour')} that it asks: none can ` +
      'fill a neighbourhood with its own kind.'
    );
  }
  const sizes = rangeOf(clusters.map(({ flows }) => flows));
  const hidden = missed.map(({ type, flagged, flows }) => `${kindOf(type)} ${flagged}/${flows}`);
  return (
    `It asks ${many(k, 'neighbour')}, but ${clusters.length} of ${many(kinds.length, 'kind')} of ` +
    `attack come in ${sizes} flows: enough to be each other's neighbours and look at home. ` +
    (missed.length === 0
      ? 'Still it finds at least half of each.'
      : `Of ${missed.length} it finds less than half: ${listOf(hidden)}.`)
  );
}
