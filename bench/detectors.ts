import { randomStateOf } from '../src/data/random.ts';
import type { Matrix } from '../src/features/matrix.ts';
import type { Assessment } from '../src/models/detector.ts';
import type { DetectorName, LabParameters } from '../src/pipeline/parameters/lab-parameters.ts';
import { type FirstTimes, timeFirst } from './first.ts';
import { hasScoring, timeLab } from './lab-times.ts';
import type { Reference, Verdicts } from './reference.ts';
import { type Clock, median, quartiles, type Timing, timeRounds } from './timing.ts';

/** How long one detector takes on one matrix, and scikit-learn's beside it. */
export interface DetectorTimes {
  readonly detector: DetectorName;
  readonly lab: SideTimes;
  readonly reference:
    | (SideTimes & {
        readonly ratios: Ratios;
        readonly parity: Parity;
        /** Bytes that the reference's process held at most so far. */
        readonly peak: number;
        readonly first: FirstTimes | null;
      })
    | null;
}

interface SideTimes {
  readonly fit: Timing;
  /** Scoring the same rows once more; `null` where that is no job of its own. */
  readonly score: Timing | null;
}

/** Times faster than scikit-learn: medians over rounds, each of which timed both. */
export interface Ratios {
  /** Fit, and score the same rows, on both sides. */
  readonly fitAndScore: number;
  /** The quartiles of that ratio over the rounds. */
  readonly spread: readonly [number, number];
  /** Until every row has its score: the lab's `fit` keeps them, scikit-learn's has to score. */
  readonly toScores: number;
  /** Of scoring alone; NaN where that is no job of its own. */
  readonly score: number;
}

/** How far the two agree. */
export interface Parity {
  readonly labelsApart: number;
  /** Largest difference of two scores, as a share of the largest score of scikit-learn's. */
  readonly scoresApart: number;
}

interface DetectorTiming {
  readonly repeat: number | undefined;
  readonly clock: Clock;
  readonly reference: Reference | null;
  /** The interpreter that times first fits in new processes too, if any. */
  readonly python: string | undefined;
  /** Rows to score instead of those that are learnt from. */
  readonly others: Matrix | undefined;
}

type DetectorJob = 'fit' | 'score' | 'referenceFit' | 'referenceScore';

/** Times a detector with the notebook's parameters, in turn with the reference if there is one. */
export async function timeDetector(
  detector: DetectorName,
  x: Matrix,
  labParameters: LabParameters,
  { repeat, clock, reference, python, others }: DetectorTiming,
): Promise<DetectorTimes> {
  const parameters = { ...labParameters, randomState: randomStateFor(labParameters) };
  reference?.load(x, others);
  let assessment: Assessment | undefined;
  const round = async (): Promise<Record<DetectorJob, number>> => {
    const lab = timeLab(detector, x, parameters, clock, others);
    assessment = lab.assessment;
    const other = await reference?.time(detector, parameters);
    return {
      fit: lab.fit,
      score: lab.score,
      referenceFit: other?.fit ?? 0,
      referenceScore: other?.score ?? 0,
    };
  };
  const times = await timeRounds(round, repeat);
  const scored = others !== undefined || hasScoring(detector);
  const lab = { fit: times.fit, score: scored ? times.score : null };
  if (reference === null || assessment === undefined) return { detector, lab, reference: null };
  const parity = parityOf(assessment, await reference.verdicts(detector, parameters));
  const score = scored ? times.referenceScore : null;
  const first = python === undefined ? null : await timeFirst(detector, x, parameters, python);
  const { peak } = reference;
  return {
    detector,
    lab,
    reference: {
      fit: times.referenceFit,
      score,
      ratios: ratiosOf(times),
      parity,
      peak: peak(),
      first,
    },
  };
}

function ratiosOf(times: Readonly<Record<DetectorJob, Timing>>): Ratios {
  const overRounds = (ratio: (at: (job: DetectorJob) => number) => number) =>
    times.fit.rounds.map((_, round) => ratio((job) => times[job].rounds[round]));
  const both = (at: (job: DetectorJob) => number) => at('referenceFit') + at('referenceScore');
  const fitAndScore = overRounds((at) => both(at) / (at('fit') + at('score')));
  return {
    fitAndScore: median(fitAndScore),
    spread: quartiles(fitAndScore),
    toScores: median(overRounds((at) => both(at) / at('fit'))),
    score: median(overRounds((at) => at('referenceScore') / at('score'))),
  };
}

function parityOf(ours: Verdicts, theirs: Verdicts): Parity {
  let labelsApart = 0;
  let apart = 0;
  let largest = 0;
  ours.scores.forEach((score, row) => {
    if (ours.predictions[row] !== theirs.predictions[row]) labelsApart++;
    apart = Math.max(apart, Math.abs(score - theirs.scores[row]));
    largest = Math.max(largest, Math.abs(theirs.scores[row]));
  });
  return { labelsApart, scoresApart: apart / largest };
}

function randomStateFor({ randomState, seed }: LabParameters): number {
  return randomState === 'seed' ? randomStateOf(seed) : randomState;
}
