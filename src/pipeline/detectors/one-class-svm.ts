import { OneClassSvm } from '../../models/one-class-svm/one-class-svm.ts';
import type { DetectorMaker, DetectorRow } from '../detecting/detector-row.ts';
import type { DetectorRun } from '../detecting/detector-run.ts';
import { type Remark, rankingWords } from '../run/remarks.ts';
import { countOf, many, shareOf } from '../run/words.ts';

interface Own {
  readonly nu: number;
  readonly gamma: number | 'scale' | 'auto';
  readonly tol: number;
  readonly shrinking: boolean;
  readonly maxIter: number;
  readonly cacheSize: number;
}

export const row = {
  name: 'one-class-svm',
  place: 2,
  title: 'One-Class SVM',
  idea: 'Draws a boundary around most training flows. Outside it: anomalous.',
  fewestRows: 1,
  // Some seconds to fit, and to score a million by: twice as many take four times, and twice, as long.
  learnsFromAtMost: 50_000,
  look: 'ink-square',
  shares: [],
  judgedBy: [],
  parameters: {
    nu: {
      flag: 'nu',
      kind: 'number',
      min: 0,
      above: true,
      max: 1,
      slider: { from: 0.01, to: 0.99 },
      resolution: 0.01,
      sweep: { values: '0.01, 0.02, 0.05, 0.1, 0.14, 0.2, 0.3, 0.5', byRatio: true },
      label: 'nu',
      inWords: 'Share outside (ν)',
      default: 0.1,
      meaning:
        'At most this share of the training flows is outside the boundary; at least this share are support vectors.',
    },
    gamma: {
      flag: 'gamma',
      kind: 'number',
      min: 0,
      max: 1e9,
      resolution: 0.001,
      words: ['scale', 'auto'],
      sweep: { values: '0.0001, 0.001, 0.01, 0.1, 1, 10, scale, auto', byRatio: true },
      label: 'gamma',
      inWords: 'Fall with distance (γ)',
      default: 'scale',
      meaning:
        'How fast similarity falls with distance: scale is 1 / (columns × variance), auto is 1 / columns, or a number.',
    },
    tol: {
      flag: 'tol',
      kind: 'number',
      min: 0,
      above: true,
      max: 1,
      resolution: 0.0001,
      sweep: { values: '0.00001, 0.0001, 0.001, 0.01, 0.1', byRatio: true },
      label: 'tol',
      inWords: 'Tolerance',
      default: 0.001,
      meaning: 'How far from the optimum the solver may stop.',
    },
    shrinking: {
      flag: 'shrinking',
      advanced: true,
      kind: 'switch',
      label: 'shrinking',
      inWords: 'Skip settled flows',
      default: true,
      meaning:
        'Skip flows that no longer change while solving. Changes the time, hardly the result.',
    },
    maxIter: {
      flag: 'max-iter',
      advanced: true,
      kind: 'number',
      min: -1,
      max: 1e9,
      resolution: 1,
      whole: true,
      sweep: { values: '10, 30, 100, 300, 1000, 3000', byRatio: true },
      label: 'max_iter',
      inWords: 'Most steps',
      default: -1,
      meaning: 'At most so many steps of the solver; -1 for no limit.',
    },
    cacheSize: {
      flag: 'cache-size',
      advanced: true,
      kind: 'number',
      min: 0.001,
      max: 4096,
      resolution: 1,
      sweep: { values: '0.1, 1, 10, 100, 200', byRatio: true },
      label: 'cache_size',
      inWords: 'Cache (MiB)',
      default: 200,
      meaning: 'Memory for rows of the kernel, in MiB. Changes the time, not the result.',
    },
  },
} satisfies DetectorRow<Own>;

export const maker = {
  create: ({ nu, gamma, tol, shrinking, maxIter, cacheSize }) =>
    new OneClassSvm({ nu, gamma, tol, shrinking, maxIter, cacheSize }),
  facts: (svm) => [
    { name: 'gamma', value: svm.gammaFitted, meaning: 'The value that was used.' },
    { name: 'iterations', value: svm.iterations, meaning: 'Steps that the solver took.' },
    {
      name: 'support vectors',
      value: svm.supportVectorIndices.length,
      meaning: 'Training flows that define the boundary.',
    },
    {
      name: 'converged',
      value: svm.converged ? 'yes' : 'no',
      meaning: 'Whether the solver reached the tolerance.',
    },
    {
      name: 'decisions within tol of 0',
      value: svm.decisionsWithinTol,
      meaning: 'Training flows at the threshold: chance decides their verdict.',
    },
  ],
  restore: (json) => OneClassSvm.fromJSON(json),
  remarks: (run) => [...trainingRemark(run), ...blindnessRemark(run)],
} satisfies DetectorMaker<OneClassSvm, Own>;

const OUTSIDE_WORDS = {
  time: 'a time range of this traffic',
  file: 'another file',
  lab: 'what a trained lab had seen',
} as const;

/** The notebook's comment speaks of normal traffic, its code fits everything. */
function trainingRemark({
  parameters,
  trainedOn,
  drawnFrom,
  trainedOutside,
  evaluation,
}: DetectorRun): Remark[] {
  const learnt = many(trainedOn, 'flow');
  const attacks = evaluation.actualAnomalies ?? 0;
  if (trainedOutside !== null) {
    return [
      {
        topic: 'what it learnt from',
        shows: false,
        sentence:
          `Here it learnt from ${OUTSIDE_WORDS[trainedOutside]}, ${learnt}, and is judged by others. The ` +
          'Python notebook judges it by its training data.',
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
          `Here it learnt from ${learnt}, all normal. A comment in the Python notebook says so, too, ` +
          'but its code trains on all flows.',
        figures: { trainedOn, attacksAmongThem: 0 },
      },
    ];
  }
  if (drawnFrom > trainedOn) {
    return [
      {
        topic: 'what it learnt from',
        shows: true,
        sentence:
          'A comment in the Python notebook says that this detector learns from normal traffic only. ' +
          `But its code trains on all flows. Here it learnt from ${learnt}, drawn at random from all ` +
          `${countOf(drawnFrom)}: attacks are among them as in the whole.`,
        figures: { trainedOn, drawnFrom },
      },
    ];
  }
  return [
    {
      topic: 'what it learnt from',
      shows: true,
      sentence:
        'A comment in the Python notebook says that this detector learns from normal traffic only. But ' +
        `its code trains on all flows, as here: ${learnt}, ${countOf(attacks)} of them attacks.`,
      figures: { trainedOn, attacksAmongThem: attacks },
    },
  ];
}

/** The share of the variance from which on one column sets gamma alone. */
const DOMINANT = 0.9;

/** Whether one column with a long tail makes gamma so small that all flows look alike. */
function blindnessRemark({
  parameters,
  dominant,
  columns,
  facts,
  evaluation,
}: DetectorRun<Own>): Remark[] {
  const { rocAuc } = evaluation;
  const gamma = facts.find(({ name }) => name === 'gamma')?.value;
  if (rocAuc === null || typeof gamma !== 'number' || dominant === null) return [];
  const { name, share } = dominant;
  const fromVariance = parameters.gamma === 'scale' && share >= DOMINANT;
  const cause = fromVariance
    ? `${name} alone holds ${shareOf(share)} of the variance that sets gamma. So gamma is ` +
      `${gamma.toPrecision(2)}, and the kernel hardly sees the other ${columns - 1} columns.`
    : `Gamma is ${gamma.toPrecision(2)}; the widest column, ${name}, holds ${shareOf(share)} of the ` +
      'variance.';
  return [
    {
      topic: 'a blind kernel',
      shows: rocAuc < 0.5 && fromVariance,
      sentence: `${rankingWords(rocAuc)}. ${cause}`,
      figures: { rocAuc, gamma, share },
    },
  ];
}
