import type { RandomSource } from '../../data/random.ts';
import { checkParameter } from '../detector.ts';
import { IsolationForest } from '../isolation-forest/isolation-forest.ts';
import { checkRow, type OnlineDetector } from './online-detector.ts';

export interface SlidingForestParams {
  readonly trees: number;
  /** Rows that the forest is fitted on: the last so many. */
  readonly window: number;
  /** Rows from one fit to the next. */
  readonly refit: number;
}

/** The first fit waits for so many rows, or for a full window: what a tree samples at most. */
const ENOUGH_ROWS = 256;

/**
 * The batch detector made to slide: an Isolation Forest fitted anew, every so many rows, on the last
 * window. The score is the forest's `score_samples` with its sign turned, 0 … 1, higher = more
 * anomalous; 0 before the first fit. O(trees × depth) per row, and a fit of the window per `refit`.
 *
 * Source: Liu, Ting and Zhou, "Isolation Forest", ICDM 2008; the window as in Ding and Fei, "An
 * anomaly detection approach based on isolation forest for streaming data", IFAC 2013.
 */
export class SlidingForest implements OnlineDetector {
  readonly params: SlidingForestParams;
  readonly #source: RandomSource;
  readonly #names: readonly string[];
  readonly #rows: Float64Array;
  #forest: IsolationForest | undefined;
  #seen = 0;
  #fits = 0;
  #untilFit: number;

  /** @throws InputError if a parameter is out of range */
  constructor(columns: number, params: SlidingForestParams, source: RandomSource) {
    for (const [name, value] of Object.entries({ columns, ...params })) {
      const ok = Number.isInteger(value) && value >= 1;
      checkParameter('SlidingForest', name, value, ok, 'a whole number ≥ 1');
    }
    this.params = params;
    this.#source = source;
    this.#names = Array.from({ length: columns }, (_, j) => `column ${j}`);
    this.#rows = new Float64Array(params.window * columns);
    this.#untilFit = Math.min(ENOUGH_ROWS, params.window);
  }

  scoreThenLearn(row: Float64Array): number {
    const columns = this.#names.length;
    checkRow(row, columns, 'SlidingForest');
    const one = { data: row, rows: 1, columns, names: this.#names };
    const score = this.#forest === undefined ? 0 : -this.#forest.scoreSamples(one)[0];
    this.#rows.set(row, (this.#seen % this.params.window) * columns);
    this.#seen++;
    this.#untilFit--;
    if (this.#untilFit === 0) this.#fit();
    return score;
  }

  #fit(): void {
    const columns = this.#names.length;
    const rows = Math.min(this.#seen, this.params.window);
    const data = this.#rows.subarray(0, rows * columns);
    this.#forest = new IsolationForest({
      nEstimators: this.params.trees,
      maxSamples: 'auto',
      contamination: 'auto',
      randomState: this.#source.uint32(),
    }).fit({ data, rows, columns, names: this.#names });
    this.#fits++;
    this.#untilFit = this.params.refit;
  }

  toJSON(): object {
    const held = Math.min(this.#seen, this.params.window);
    const columns = this.#names.length;
    return { detector: 'sliding-forest', ...this.params, columns, rows: held, fits: this.#fits };
  }
}
