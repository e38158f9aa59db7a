import { permutation } from '../../data/distributions.ts';
import { MersenneTwister, randomStateOf } from '../../data/random.ts';

/** What a detector has learnt from where that is a sample, and how fitting grows with the flows. */
export interface LearningSample {
  /** Flows that it was drawn from. */
  readonly of: number;
  readonly growth: FitGrowth | null;
}

/** Two fits of the same detector on this machine, on flows of the same traffic. */
export interface FitGrowth {
  readonly smaller: MeasuredFit;
  readonly larger: MeasuredFit;
}

/** A fit and how long it took. */
export interface MeasuredFit {
  readonly rows: number;
  readonly milliseconds: number;
}

/** The share of a sample that is fitted once more, to see how the time grows. */
const SMALLER_SHARE = 0.5;

/** No detector's time grows faster than this power of the flows, nor slower than they do. */
const POWERS = { least: 1, most: 3 };

/**
 * The rows of a sample, ascending: drawn by NumPy's generator, the first of a permutation. O(rows).
 *
 * @returns `null` where there are no more rows than wanted: then it is all of them
 */
export function sampleOfRows(rows: number, wanted: number, seed: string): Uint32Array | null {
  if (rows <= wanted) return null;
  const order = permutation(new MersenneTwister(randomStateOf(seed)), rows);
  return order.slice(0, wanted).sort();
}

/** How many rows of a sample tell, beside all of it, how the time grows. */
export function smallerSample(rows: number): number {
  return Math.ceil(SMALLER_SHARE * rows);
}

/**
 * An estimate of how long fitting on so many flows would take: the time of the larger fit, which grows
 * from it on as it did between the two. Milliseconds; `null` where the two were too short to be timed.
 */
export function expectedFit({ smaller, larger }: FitGrowth, rows: number): number | null {
  if (!(smaller.milliseconds > 0 && larger.milliseconds > 0)) return null;
  const measured =
    Math.log(larger.milliseconds / smaller.milliseconds) / Math.log(larger.rows / smaller.rows);
  const power = Math.min(POWERS.most, Math.max(POWERS.least, measured));
  return larger.milliseconds * (rows / larger.rows) ** power;
}
