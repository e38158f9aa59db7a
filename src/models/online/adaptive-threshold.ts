import { checkParameter } from '../detector.ts';
import { QuantileSketch } from './quantile-sketch.ts';

/** A quantile's rank may be off by this share of the alert rate. */
const ERROR_OF_RATE = 0.05;
/** How often the threshold moves, in scores. */
const SCORES_PER_MOVE = 32;

/**
 * The score that only a chosen share of the last scores exceeds. Two sketches, each begun when the
 * other is half way through the window: the older one answers, from the last half to the whole
 * window. The threshold is set before a score is seen and moves every 32 scores; among the scores
 * that it is taken from, the share above it is at most the alert rate, up to a twentieth of it.
 */
export class AdaptiveThreshold {
  readonly alertRate: number;
  /** Scores after which a sketch makes way for the next. */
  readonly window: number;
  #older: QuantileSketch;
  #younger: QuantileSketch;
  #seen = 0;
  #value = Number.POSITIVE_INFINITY;

  /** @throws InputError for an alert rate outside (0, 0.5], or a window too short to tell it */
  constructor(alertRate: number, window: number) {
    const named = (name: string, value: number, ok: boolean, expected: string) =>
      checkParameter('AdaptiveThreshold', name, value, ok, expected);
    named('alertRate', alertRate, alertRate > 0 && alertRate <= 0.5, 'above 0 and up to 0.5');
    const least = 2 * leastScores(alertRate);
    const ok = Number.isInteger(window) && window >= least;
    named('window', window, ok, `a whole number ≥ ${least} at an alert rate of ${alertRate}`);
    this.alertRate = alertRate;
    this.window = window;
    this.#older = this.#begin();
    this.#younger = this.#begin();
  }

  /** What a score must exceed; ∞ while there are too few scores to tell. */
  get value(): number {
    return this.#value;
  }

  add(score: number): void {
    const half = Math.floor(this.window / 2);
    this.#older.add(score);
    if (this.#seen >= half) this.#younger.add(score);
    this.#seen++;
    if (this.#older.count === 2 * half) {
      this.#older = this.#younger;
      this.#younger = this.#begin();
      this.#seen = half;
    }
    const enough = this.#older.count >= leastScores(this.alertRate);
    const first = this.#value === Number.POSITIVE_INFINITY;
    if (enough && (first || this.#seen % SCORES_PER_MOVE === 0)) {
      this.#value = this.#older.quantile(1 - this.alertRate);
    }
  }

  #begin(): QuantileSketch {
    return new QuantileSketch(this.alertRate * ERROR_OF_RATE);
  }
}

/** So many scores that one of them may exceed the threshold. */
function leastScores(alertRate: number): number {
  return Math.ceil(1 / alertRate);
}
