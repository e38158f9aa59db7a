import { log } from '../../data/elementary.ts';
import { checkParameter } from '../detector.ts';

export interface AdwinParams {
  /** The chance of a false report, by the bound that each check obeys. */
  readonly delta: number;
  /** Values from one check to the next. */
  readonly clock: number;
  /** Buckets of a size, M. */
  readonly bucketsPerSize: number;
  /** Neither part of a split may be shorter. */
  readonly leastPart: number;
}

/** A change of the mean. */
export interface MeanChange {
  /** Means to either side of the split that chance explains least. */
  readonly before: number;
  readonly after: number;
  /** Values from that split on: the drift began about so many values ago. */
  readonly newer: number;
}

const DEFAULTS: AdwinParams = { delta: 0.002, clock: 32, bucketsPerSize: 5, leastPart: 5 };

/**
 * ADWIN2: a window of the last values that shrinks as soon as an older and a newer part of it have
 * means that chance does not set so far apart. Values should lie in 0 … 1. The window is kept as an
 * exponential histogram: O(M log(window/M)) memory, amortised O(1) per value and O(M log window) per
 * check, where every split between two buckets is tried.
 *
 * Source: Bifet and Gavaldà, "Learning from time-changing data with adaptive windowing", SDM 2007;
 * variance of buckets by Babcock, Datar, Motwani and O'Callaghan, PODS 2003.
 */
export class Adwin {
  readonly params: AdwinParams;
  /** Buckets by size: of `2^s` values, oldest first, row s of M + 1. */
  #sums: Float64Array;
  /** Σ (value − mean of the bucket)². */
  #squares: Float64Array;
  #counts: number[] = [0];
  #width = 0;
  #sum = 0;
  #square = 0;
  #untilCheck: number;

  /** @throws InputError if a parameter is out of range */
  constructor(params: Partial<AdwinParams> = {}) {
    this.params = { ...DEFAULTS, ...params };
    const { delta, ...whole } = this.params;
    checkParameter('Adwin', 'delta', delta, delta > 0 && delta < 1, 'above 0 and below 1');
    for (const [name, value] of Object.entries(whole)) {
      const ok = Number.isInteger(value) && value >= 1;
      checkParameter('Adwin', name, value, ok, 'a whole number ≥ 1');
    }
    this.#sums = new Float64Array(this.params.bucketsPerSize + 1);
    this.#squares = new Float64Array(this.params.bucketsPerSize + 1);
    this.#untilCheck = this.params.clock;
  }

  /** Values in the window. */
  get width(): number {
    return this.#width;
  }

  /** Mean of the window. */
  get mean(): number {
    return this.#width === 0 ? 0 : this.#sum / this.#width;
  }

  /** Variance of the window. */
  get variance(): number {
    return this.#width === 0 ? 0 : Math.max(0, this.#square / this.#width);
  }

  /** Takes in a value; the drift, if this check found one. */
  add(value: number): MeanChange | null {
    this.#insert(value);
    if (--this.#untilCheck > 0) return null;
    this.#untilCheck = this.params.clock;
    const split = this.#findSplit();
    if (split === null) return null;
    do this.#dropOldest();
    while (this.#findSplit() !== null);
    return split;
  }

  #insert(value: number): void {
    const away = value - this.mean;
    this.#square += (away * away * this.#width) / (this.#width + 1);
    this.#width++;
    this.#sum += value;
    this.#append(0, value, 0);
    this.#merge();
  }

  #append(size: number, sum: number, square: number): void {
    const at = size * (this.params.bucketsPerSize + 1) + this.#counts[size];
    this.#sums[at] = sum;
    this.#squares[at] = square;
    this.#counts[size]++;
  }

  /** Where there are M + 1 buckets of a size, the oldest two become one of the next. */
  #merge(): void {
    const room = this.params.bucketsPerSize + 1;
    for (let size = 0; this.#counts[size] === room; size++) {
      if (size + 1 === this.#counts.length) this.#addSize();
      const first = size * room;
      const values = 2 ** size;
      const apart = (this.#sums[first] - this.#sums[first + 1]) / values;
      const square = this.#squares[first] + this.#squares[first + 1] + (apart * apart * values) / 2;
      this.#append(size + 1, this.#sums[first] + this.#sums[first + 1], square);
      this.#forget(size, 2);
    }
  }

  #addSize(): void {
    const longer = (buckets: Float64Array) => {
      const room = new Float64Array(buckets.length + this.params.bucketsPerSize + 1);
      room.set(buckets);
      return room;
    };
    this.#sums = longer(this.#sums);
    this.#squares = longer(this.#squares);
    this.#counts.push(0);
  }

  /** Takes the oldest buckets of a size away. */
  #forget(size: number, buckets: number): void {
    const room = this.params.bucketsPerSize + 1;
    const first = size * room;
    this.#sums.copyWithin(first, first + buckets, first + room);
    this.#squares.copyWithin(first, first + buckets, first + room);
    this.#counts[size] -= buckets;
  }

  #dropOldest(): void {
    const size = this.#counts.findLastIndex((count) => count > 0);
    const at = size * (this.params.bucketsPerSize + 1);
    const values = 2 ** size;
    const sum = this.#sums[at];
    const rest = this.#width - values;
    const apart = sum / values - (this.#sum - sum) / rest;
    this.#square -= this.#squares[at] + (apart * apart * values * rest) / this.#width;
    this.#width = rest;
    this.#sum -= sum;
    this.#forget(size, 1);
  }

  /** The split between buckets whose means are the farthest beyond what chance explains, if any are. */
  #findSplit(): MeanChange | null {
    const { delta, bucketsPerSize, leastPart } = this.params;
    const spread = log((2 * log(this.#width)) / delta);
    const { variance } = this;
    let older = 0;
    let sum = 0;
    let split: MeanChange | null = null;
    let farthest = 1;
    for (let size = this.#counts.length - 1; size >= 0; size--) {
      const first = size * (bucketsPerSize + 1);
      for (let at = first; at < first + this.#counts[size]; at++) {
        older += 2 ** size;
        sum += this.#sums[at];
        const newer = this.#width - older;
        if (newer < leastPart) return split;
        if (older < leastPart) continue;
        const before = sum / older;
        const after = (this.#sum - sum) / newer;
        const far = Math.abs(before - after) / mostByChance(older, newer, variance, spread);
        if (far <= farthest) continue;
        farthest = far;
        split = { before, after, newer };
      }
    }
    return split;
  }
}

/** ε_cut of the paper's section 4: how far apart means of so many values may lie. */
function mostByChance(older: number, newer: number, variance: number, spread: number): number {
  const m = 1 / (1 / older + 1 / newer);
  return Math.sqrt((2 / m) * variance * spread) + (2 / (3 * m)) * spread;
}
