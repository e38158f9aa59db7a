import { cosineOfTurn, sineOfTurn } from '../data/elementary.ts';
import { spreadOf } from './distributions/spread.ts';
import type { Interval } from './wilson.ts';

/** How much larger one figure is than another, over repetitions that have both. */
export interface PairedDifference {
  readonly mean: number;
  /** Where the mean probably lies: 95 %. `null` without two pairs. */
  readonly interval: Interval | null;
  readonly pairs: number;
}

/**
 * The mean of paired differences with Student's 95 % interval. `null` of no pair. O(pairs).
 *
 * Source: Student, "The probable error of a mean", Biometrika 6(1), 1908.
 */
export function pairedDifference(differences: readonly number[]): PairedDifference | null {
  const spread = spreadOf(differences);
  if (spread === null) return null;
  const { mean, deviation } = spread;
  const pairs = differences.length;
  if (deviation === null) return { mean, interval: null, pairs };
  const half = (studentsT95(pairs - 1) * deviation) / Math.sqrt(pairs);
  return { mean, interval: { low: mean - half, high: mean + half }, pairs };
}

/** Whether what was measured allows that there is no difference. */
export function mayBeNone({ interval }: PairedDifference): boolean {
  return interval === null || (interval.low <= 0 && interval.high >= 0);
}

/**
 * How far from 0 lie 95 % of Student's t. By bisection of the angle atan(t / √freedom). O(freedom).
 *
 * @param freedom degrees of freedom, a whole number above 0
 */
export function studentsT95(freedom: number): number {
  let low = 0;
  let high = 0.25;
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (shareWithin(middle, freedom) < 0.95) low = middle;
    else high = middle;
  }
  return (Math.sqrt(freedom) * sineOfTurn(low)) / cosineOfTurn(low);
}

/**
 * The share of Student's t within ± √freedom × the tangent of so many turns.
 * Source: Abramowitz and Stegun, "Handbook of Mathematical Functions", 26.7.3 and 26.7.4.
 */
function shareWithin(turns: number, freedom: number): number {
  const sine = sineOfTurn(turns);
  const cosine = cosineOfTurn(turns);
  const isOdd = freedom % 2 === 1;
  let term = isOdd ? cosine : 1;
  let sum = freedom === 1 ? 0 : term;
  for (let power = isOdd ? 3 : 2; power <= freedom - 2; power += 2) {
    term *= ((power - 1) / power) * cosine * cosine;
    sum += term;
  }
  return isOdd ? 4 * turns + (2 / Math.PI) * sine * sum : sine * sum;
}
