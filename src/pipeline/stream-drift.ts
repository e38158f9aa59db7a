import { Adwin } from '../models/online/adwin.ts';
import type { ExpectedRange } from '../models/online/half-spaces.ts';

/** A change of the mean of a feature or of the score. */
export interface StreamDrift {
  /** Place in the stream at which it was noticed. */
  readonly place: number;
  /** Place from which on the mean is the new one, about. */
  readonly since: number;
  /** The feature's name; `null`: the score. */
  readonly feature: string | null;
  /** Means before and since, in the units of the feature before scaling, clipped to what the warm-up had. */
  readonly before: number;
  readonly after: number;
}

/**
 * One ADWIN for each feature and one for the score. Each looks at values brought to 0 … 1 by a range
 * that was known before; what lies outside counts as the nearest end. The chance of a false report
 * is shared out among them (Bonferroni).
 */
export class DriftWatch {
  readonly #watched: readonly { feature: string | null; range: ExpectedRange; adwin: Adwin }[];

  /** @param ranges of the features, in their order, and last that of the score */
  constructor(names: readonly string[], ranges: readonly ExpectedRange[], delta: number) {
    const watched = [...names, null];
    this.#watched = watched.map((feature, at) => ({
      feature,
      range: ranges[at],
      adwin: new Adwin({ delta: delta / watched.length }),
    }));
  }

  /**
   * @param values of the features, before scaling
   * @param drifts takes what is found, as most flows give nothing
   */
  add(place: number, values: Float64Array, score: number, drifts: StreamDrift[]): void {
    for (let at = 0; at < this.#watched.length; at++) {
      const { feature, range, adwin } = this.#watched[at];
      const { low, high } = range;
      const width = high > low ? high - low : 1;
      const value = ((feature === null ? score : values[at]) - low) / width;
      const drift = adwin.add(value < 0 ? 0 : value > 1 ? 1 : value);
      if (drift === null) continue;
      const before = low + width * drift.before;
      const after = low + width * drift.after;
      drifts.push({ place, since: place - drift.newer + 1, feature, before, after });
    }
  }
}
