import { Adwin } from '../../models/online/adwin.ts';
import type { ExpectedRange } from '../../models/online/half-spaces.ts';
import { movesByItself } from './stream-reasons.ts';

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

/** What one ADWIN watches. */
interface Watched {
  /** `null`: the score. */
  readonly feature: string | null;
  /** Its column; −1 for the score. */
  readonly column: number;
  readonly range: ExpectedRange;
  readonly adwin: Adwin;
}

/**
 * One ADWIN for each feature, but for the hour and the weekday, and one for the score. Each looks at
 * values brought to 0 … 1 by a range that was known before; what lies outside counts as the nearest
 * end. The chance of a false report is shared out among them (Bonferroni).
 */
export class DriftWatch {
  readonly #watched: readonly Watched[];

  /** @param ranges of the features, in their order, and last that of the score */
  constructor(names: readonly string[], ranges: readonly ExpectedRange[], delta: number) {
    const columns = [...names.keys()].filter((column) => !movesByItself(names[column]));
    const watch = (feature: string | null, column: number) => ({
      feature,
      column,
      range: ranges[column < 0 ? names.length : column],
      adwin: new Adwin({ delta: delta / (columns.length + 1) }),
    });
    this.#watched = [...columns.map((column) => watch(names[column], column)), watch(null, -1)];
  }

  /**
   * @param values of the features, before scaling
   * @param drifts takes what is found, as most flows give nothing
   */
  add(place: number, values: Float64Array, score: number, drifts: StreamDrift[]): void {
    for (const { feature, column, range, adwin } of this.#watched) {
      const { low, high } = range;
      const width = high > low ? high - low : 1;
      const value = ((column < 0 ? score : values[column]) - low) / width;
      const drift = adwin.add(value < 0 ? 0 : value > 1 ? 1 : value);
      if (drift === null) continue;
      const before = low + width * drift.before;
      const after = low + width * drift.after;
      drifts.push({ place, since: place - drift.newer + 1, feature, before, after });
    }
  }
}

/** ADWIN may see one change several times, the clearer the more values follow: the first of each. */
export function firstReports(drifts: readonly StreamDrift[]): StreamDrift[] {
  const same = (a: StreamDrift, b: StreamDrift) => a.feature === b.feature && a.since === b.since;
  return drifts.filter((drift, at) => drifts.findIndex((one) => same(one, drift)) === at);
}
