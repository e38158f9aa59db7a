import type { RandomSource } from '../../data/random.ts';
import { checkParameter } from '../detector.ts';
import { checkRow, type OnlineDetector } from './online-detector.ts';
import { RandomCutTree } from './random-cut-tree.ts';

export interface RandomCutForestParams {
  readonly trees: number;
  /** Rows that the trees hold: the last so many. */
  readonly window: number;
}

const MOST_NUMBERS = 2 ** 25;

/**
 * Robust Random Cut Forest over a sliding window: how far a row's coming moves the others down the
 * trees. Each tree forgets the oldest row, takes in the new one, and gives its collusive displacement
 * there; the score is the mean over the trees, 0 … window, higher = more anomalous.
 *
 * Expected O(trees × columns × log window) per row; memory O(trees × window × columns).
 *
 * Source: Guha, Mishra, Roy and Schrijvers, "Robust random cut forest based anomaly detection on
 * streams", ICML 2016; the window slides as in the package rrcf, where the paper also samples.
 */
export class RandomCutForest implements OnlineDetector {
  readonly params: RandomCutForestParams;
  readonly columns: number;
  readonly #trees: readonly RandomCutTree[];
  #seen = 0;

  /**
   * @param source all trees draw their cuts from it, in turn
   * @throws InputError if a parameter is out of range
   */
  constructor(columns: number, params: RandomCutForestParams, source: RandomSource) {
    const { trees, window } = params;
    const check = (name: string, value: number, least: number) => {
      const ok = Number.isInteger(value) && value >= least;
      checkParameter('RandomCutForest', name, value, ok, `a whole number ≥ ${least}`);
    };
    check('columns', columns, 1);
    check('trees', trees, 1);
    check('window', window, 2);
    const numbers = 4 * trees * window * columns;
    const ok = numbers <= MOST_NUMBERS;
    checkParameter('RandomCutForest', 'trees × window', trees * window, ok, 'less, to fit memory');
    this.params = params;
    this.columns = columns;
    this.#trees = Array.from({ length: trees }, () => new RandomCutTree(window, columns, source));
  }

  scoreThenLearn(row: Float64Array): number {
    checkRow(row, this.columns, 'RandomCutForest');
    const { window } = this.params;
    const slot = this.#seen % window;
    const full = this.#seen >= window;
    let sum = 0;
    for (const tree of this.#trees) {
      if (full) tree.delete(slot);
      tree.insert(slot, row);
      sum += tree.collusiveDisplacement(slot);
    }
    this.#seen++;
    return sum / this.#trees.length;
  }

  toJSON(): object {
    const held = Math.min(this.#seen, this.params.window);
    return { detector: 'random-cut-forest', ...this.params, columns: this.columns, rows: held };
  }
}
