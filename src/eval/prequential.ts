import { ATTACK, NORMAL } from '../data/flow-table.ts';
import { rocAuc } from './thresholds/curves.ts';
import { cutsOf } from './thresholds/cuts.ts';

/** How a stream of answers does, of late. `null` where nothing tells. */
export interface PrequentialFigures {
  /** Share of attacks among the alerts, and of alerts among the attacks, the past faded. */
  readonly precision: number | null;
  readonly recall: number | null;
  /** Of the last window. */
  readonly rocAuc: number | null;
  /** Counted since the first row, nothing faded. */
  readonly truePositives: number;
  readonly falsePositives: number;
  readonly falseNegatives: number;
  readonly trueNegatives: number;
}

/**
 * Test, then train: every row is judged by the answer that was given before it was learnt. Precision
 * and recall count each row a little less with every row that follows; the area under the ROC curve
 * is that of the last rows, ties counting half. Memory O(window).
 *
 * Sources: fading factors of Gama, Sebastião and Rodrigues, "On evaluating stream learning
 * algorithms", Machine Learning 90, 2013; the window of Brzezinski and Stefanowski, "Prequential
 * AUC", Knowledge and Information Systems 52, 2017.
 */
export class Prequential {
  readonly #fading: number;
  readonly #scores: Float64Array;
  readonly #labels: Int8Array;
  #seen = 0;
  /** True and false positives, false negatives, with the past faded. */
  #faded = { tp: 0, fp: 0, fn: 0 };
  readonly #counts = { tp: 0, fp: 0, fn: 0, tn: 0 };

  /**
   * @param fading what a row counts for one row later, in (0, 1]; 0.999 remembers some 1,000 rows
   * @param window rows that the area is taken over
   */
  constructor(fading = 0.999, window = 1000) {
    this.#fading = fading;
    this.#scores = new Float64Array(window);
    this.#labels = new Int8Array(window);
  }

  /** @param score higher = more anomalous */
  add(attack: boolean, alert: boolean, score: number): void {
    const { tp, fp, fn } = this.#faded;
    this.#faded = {
      tp: tp * this.#fading + Number(attack && alert),
      fp: fp * this.#fading + Number(!attack && alert),
      fn: fn * this.#fading + Number(attack && !alert),
    };
    this.#counts[attack ? (alert ? 'tp' : 'fn') : alert ? 'fp' : 'tn']++;
    const at = this.#seen % this.#scores.length;
    // Curves rank the lowest score first.
    this.#scores[at] = -score;
    this.#labels[at] = attack ? ATTACK : NORMAL;
    this.#seen++;
  }

  /** O(window log window). */
  figures(): PrequentialFigures {
    const { tp, fp, fn } = this.#faded;
    const held = Math.min(this.#seen, this.#scores.length);
    const cuts = cutsOf(this.#scores.slice(0, held), this.#labels.slice(0, held));
    return {
      precision: tp + fp > 0 ? tp / (tp + fp) : null,
      recall: tp + fn > 0 ? tp / (tp + fn) : null,
      rocAuc: rocAuc(cuts).value,
      truePositives: this.#counts.tp,
      falsePositives: this.#counts.fp,
      falseNegatives: this.#counts.fn,
      trueNegatives: this.#counts.tn,
    };
  }
}
