import { checkParameter } from '../detector.ts';

/**
 * Quantiles of all values seen, within ε of their rank, from a summary of O((1/ε) log(εn)) of them.
 * Entry i stands for `gap[i]` values from the one before it to `value[i]`; the rank of `value[i]` is
 * the sum of the gaps up to it, or up to `slack[i]` more.
 *
 * Source: Greenwald and Khanna, "Space-efficient online computation of quantile summaries", SIGMOD
 * 2001; values come in by sorted handfuls, as in its section on the implementation.
 */
export class QuantileSketch {
  /** The largest error of a quantile's rank, as a share of the number of values. */
  readonly epsilon: number;
  readonly #handful: Float64Array;
  #waiting = 0;
  #value = new Float64Array(0);
  #gap = new Float64Array(0);
  #slack = new Float64Array(0);
  #summed = 0;

  /** @throws InputError if ε is not above 0 and below 0.5 */
  constructor(epsilon: number) {
    const ok = epsilon > 0 && epsilon < 0.5;
    checkParameter('QuantileSketch', 'epsilon', epsilon, ok, 'above 0 and below 0.5');
    this.epsilon = epsilon;
    this.#handful = new Float64Array(Math.max(1, Math.floor(1 / (2 * epsilon))));
  }

  /** Values seen. */
  get count(): number {
    return this.#summed + this.#waiting;
  }

  /** Entries kept: what memory it takes. */
  get entries(): number {
    return this.#value.length;
  }

  /** Amortised O(log(1/ε)). @param value a number, not NaN */
  add(value: number): void {
    if (Number.isNaN(value)) throw new RangeError('A quantile of NaN has no meaning.');
    this.#handful[this.#waiting++] = value;
    if (this.#waiting === this.#handful.length) this.#takeIn();
  }

  /**
   * A value whose rank is within εn of `share` × n; NaN before the first value.
   * O(entries), and the taking in of what waits.
   */
  quantile(share: number): number {
    if (this.#waiting > 0) this.#takeIn();
    if (this.#value.length === 0) return Number.NaN;
    const rank = Math.min(Math.max(Math.ceil(share * this.#summed), 1), this.#summed);
    const most = rank + this.epsilon * this.#summed;
    let lowest = 0;
    let at = 0;
    for (; at < this.#value.length; at++) {
      lowest += this.#gap[at];
      if (lowest + this.#slack[at] > most) break;
    }
    return this.#value[Math.max(at - 1, 0)];
  }

  #takeIn(): void {
    const handful = this.#handful.subarray(0, this.#waiting).sort();
    const entries = this.#value.length + handful.length;
    const merged = {
      value: new Float64Array(entries),
      gap: new Float64Array(entries),
      slack: new Float64Array(entries),
    };
    let old = 0;
    for (let at = 0, fresh = 0; at < entries; at++) {
      const takesOld =
        fresh === handful.length ||
        (old < this.#value.length && this.#value[old] <= handful[fresh]);
      if (takesOld) {
        merged.value[at] = this.#value[old];
        merged.gap[at] = this.#gap[old];
        merged.slack[at] = this.#slack[old++];
        continue;
      }
      // Among all values the least and the greatest have no doubt about their rank.
      const ends = old === 0 || old === this.#value.length;
      merged.value[at] = handful[fresh++];
      merged.gap[at] = 1;
      merged.slack[at] = ends ? 0 : this.#gap[old] + this.#slack[old] - 1;
    }
    this.#summed += handful.length;
    this.#waiting = 0;
    this.#compress(merged.value, merged.gap, merged.slack);
  }

  /** Joins entries to the next where that costs no more doubt than 2εn; the first one stays. */
  #compress(value: Float64Array, gap: Float64Array, slack: Float64Array): void {
    const doubt = Math.floor(2 * this.epsilon * this.#summed);
    let kept = value.length - 1;
    for (let at = value.length - 2; at >= 0; at--) {
      if (at > 0 && gap[at] + gap[kept] + slack[kept] <= doubt) {
        gap[kept] += gap[at];
        continue;
      }
      kept--;
      value[kept] = value[at];
      gap[kept] = gap[at];
      slack[kept] = slack[at];
    }
    this.#value = value.slice(kept);
    this.#gap = gap.slice(kept);
    this.#slack = slack.slice(kept);
  }
}
