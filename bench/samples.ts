import { gather } from '../src/data/flow-rows.ts';
import { NORMAL } from '../src/data/flow-table.ts';
import { pairedDifference } from '../src/eval/paired-difference.ts';
import { rocAuc } from '../src/eval/thresholds/curves.ts';
import { cutsOf } from '../src/eval/thresholds/cuts.ts';
import { type Matrix, matrix, takeMatrixRows } from '../src/features/matrix.ts';
import { fitScaler, transform } from '../src/features/scale.ts';
import { detectorMaker } from '../src/pipeline/detecting/detector-makers.ts';
import type { LabParameters, MemberName } from '../src/pipeline/parameters/lab-parameters.ts';
import { NOTEBOOK_PARAMETERS } from '../src/pipeline/parameters/parameters.ts';
import { featuresOfTraffic } from '../src/pipeline/run/engineer.ts';
import { selectionOf } from '../src/pipeline/run/scale.ts';
import { generateTraffic } from '../src/pipeline/traffic/generate.ts';
import { rowsWhere } from '../src/pipeline/traffic/labels.ts';
import { scaledCounts } from './run.ts';
import { type Clock, median, timed } from './timing.ts';

interface SampleOptions {
  /** Larger samples are left out. */
  readonly largest: number;
  /** `undefined`: all. */
  readonly detectors: readonly MemberName[] | undefined;
}

/** What a detector learns from: a uniform sample of so many flows. */
interface SampleCase {
  readonly detector: MemberName;
  readonly learnsFrom: LearnsFrom;
  readonly flows: number;
}

/** What it is worth then. */
export interface SampleWorth extends SampleCase {
  /** ROC AUC of flows held out, one per seed. */
  readonly rocAuc: readonly number[];
  /** Median times over the seeds, in milliseconds: of fitting, and of scoring the flows held out. */
  readonly fit: number;
  readonly score: number;
}

interface SampleRun {
  readonly area: number;
  readonly fit: number;
  readonly score: number;
}

/** All flows, attacks among them, or those that are labelled normal. */
const LEARNS_FROM = ['all', 'normal'] as const;
type LearnsFrom = (typeof LEARNS_FROM)[number];

const SIZES = [1_000, 3_000, 10_000, 30_000, 100_000, 300_000, 1_000_000];
/** Each detector goes as far as its time allows. */
const LARGEST: Readonly<Record<MemberName, Readonly<Record<LearnsFrom, number>>>> = {
  'isolation-forest': { all: 1_000_000, normal: 100_000 },
  'one-class-svm': { all: 100_000, normal: 100_000 },
  'local-outlier-factor': { all: 1_000_000, normal: 300_000 },
};
const SEEDS = ['1', '2', '3', '4', '5'];
const HELD_OUT = 20_000;
/** More than have a feature that is no number. */
const SPARE = 10_000;
const MOST_LEARNT = Math.max(...SIZES);

export const SAMPLES_LEGEND = `ROC AUC of ${HELD_OUT} flows held out, seeds ${SEEDS.join(', ')}: mean and Student’s 95 % interval. Default
parameters, log ratios; the scaler learns from the sample, too. Seconds: medians.
`;

/** Flows of one seed: each prefix of `learnt` is a uniform sample, as generated flows are shuffled. */
interface Drawn {
  readonly parameters: LabParameters;
  readonly learnt: Record<LearnsFrom, Matrix>;
  readonly heldOut: Matrix;
  readonly label: Int8Array;
  /** Flows that could not be used. */
  readonly leftOut: number;
}

/**
 * Fits the notebook's detectors on uniform samples of generated flows, with the logarithms of the
 * heavy-tailed ratios, and ranks flows that no sample holds. The scaler learns from the sample, too.
 */
export function fitOnSamples(
  clock: Clock,
  options: SampleOptions,
  report: (doing: string) => void,
): SampleWorth[] {
  const cases = casesOf(options).map((fitted) => ({ ...fitted, runs: [] as SampleRun[] }));
  for (const seed of SEEDS) {
    report(`seed ${seed}: flows`);
    const drawn = drawFlows(seed);
    report(`seed ${seed}: ${drawn.leftOut} flows have a feature that is no number`);
    for (const { detector, learnsFrom, flows, runs } of cases) {
      report(`seed ${seed}: ${detector}, ${flows} of ${learnsFrom} flows`);
      runs.push(fitOnce({ detector, learnsFrom, flows }, drawn, clock));
    }
  }
  return cases.map(({ runs, ...fitted }) => ({
    ...fitted,
    rocAuc: runs.map(({ area }) => area),
    fit: median(runs.map(({ fit }) => fit)),
    score: median(runs.map(({ score }) => score)),
  }));
}

function casesOf({ largest, detectors }: SampleOptions): SampleCase[] {
  const chosen = detectors ?? Object.keys(LARGEST);
  return LEARNS_FROM.flatMap((learnsFrom) =>
    chosen.flatMap((detector) => {
      const most = Math.min(largest, LARGEST[detector][learnsFrom]);
      return SIZES.filter((flows) => flows <= most).map((flows) => ({
        detector,
        learnsFrom,
        flows,
      }));
    }),
  );
}

function drawFlows(seed: string): Drawn {
  const counts = scaledCounts(MOST_LEARNT + HELD_OUT + SPARE);
  const parameters = {
    ...NOTEBOOK_PARAMETERS,
    seed,
    counts,
    logRatios: true,
    randomState: 'seed',
  } as const;
  const traffic = generateTraffic(parameters);
  const engineered = featuresOfTraffic(traffic);
  const features = selectionOf(true, parameters)(engineered.features);
  const { label } = traffic.labels;
  const usable = rowsWhere(label, (_, row) => isUsable(features, row));
  const learnt = usable.subarray(0, MOST_LEARNT);
  const heldOut = usable.subarray(MOST_LEARNT, MOST_LEARNT + HELD_OUT);
  return {
    parameters,
    learnt: {
      all: takeMatrixRows(features, learnt),
      normal: takeMatrixRows(
        features,
        learnt.filter((row) => label[row] === NORMAL),
      ),
    },
    heldOut: takeMatrixRows(features, heldOut),
    label: gather(label, heldOut),
    leftOut: label.length - usable.length,
  };
}

/** The normal distributions of the notebook reach below 0 bytes now and then: that has no logarithm. */
function isUsable({ data, columns }: Matrix, row: number): boolean {
  return data.subarray(row * columns, (row + 1) * columns).every(Number.isFinite);
}

function fitOnce(
  { detector, learnsFrom, flows }: SampleCase,
  { parameters, learnt, heldOut, label }: Drawn,
  clock: Clock,
): SampleRun {
  const sample = rowsOf(learnt[learnsFrom], 0, flows);
  const scaler = fitScaler(parameters.scaler, sample);
  const training = transform(scaler, sample);
  const judged = transform(scaler, heldOut);
  const estimator = detectorMaker(detector).create(parameters, true);
  const fit = timed(clock, () => estimator.fit(training));
  const score = timed(clock, () => estimator.scoreSamples(judged));
  const { value } = rocAuc(cutsOf(score.result, label));
  if (value === null) throw new Error('Flows held out are of both classes.');
  return { area: value, fit: fit.milliseconds, score: score.milliseconds };
}

function rowsOf(x: Matrix, from: number, to: number): Matrix {
  return matrix(x.data.subarray(from * x.columns, to * x.columns), x.names);
}

/** A table for each way to learn, a line for each detector and size. */
export function samplesReport(worth: readonly SampleWorth[]): string {
  return LEARNS_FROM.map((learnsFrom) => {
    const lines = worth
      .filter((one) => one.learnsFrom === learnsFrom)
      .map(({ detector, flows, rocAuc: areas, fit, score }) => {
        const { mean, low, high } = meanOf(areas);
        const area = `${mean.toFixed(4)}  ${low.toFixed(4)} to ${high.toFixed(4)}`;
        const seconds = [fit, score].map((ms) => (ms / 1000).toFixed(2).padStart(9)).join('');
        return `${detector.padEnd(22)}${String(flows).padStart(9)}  ${area}${seconds}\n`;
      });
    const title = `learns from ${learnsFrom} flows`.padEnd(33);
    return `\n${title}ROC AUC                      fit    score\n${lines.join('')}`;
  }).join('');
}

/** Student's interval of a mean is that of its differences from nothing. */
function meanOf(areas: readonly number[]) {
  const found = pairedDifference(areas);
  if (found === null || found.interval === null) throw new Error('There are several seeds.');
  return { mean: found.mean, ...found.interval };
}
