import { placeInWords, STANDS_OUT } from '../../eval/explain-flow.ts';
import { featureFacts } from '../../features/feature-table.ts';

/** A feature that sets a flow apart from the last ones. */
export interface StreamReason {
  readonly name: string;
  /** As engineered, before scaling. */
  readonly value: number;
  /** Shares of the last flows with a lower and with a higher value. */
  readonly below: number;
  readonly above: number;
}

/** Flows that a value is compared with. */
const RECENT_ROWS = 1000;
const RECENT_FLOWS = 'the last flows';
const MOST_REASONS = 3;

/** The last rows that were seen, as far as reasons look back. Memory O(columns). */
export class RecentRows {
  readonly #names: readonly string[];
  readonly #rows: Float64Array;
  #seen = 0;

  constructor(names: readonly string[]) {
    this.#names = names;
    this.#rows = new Float64Array(RECENT_ROWS * names.length);
  }

  /** @param values one per name */
  add(values: Float64Array): void {
    this.#rows.set(values, (this.#seen % RECENT_ROWS) * this.#names.length);
    this.#seen++;
  }

  /**
   * The features whose value lies beyond 95 % of the last flows', the most extreme first, three at
   * most; none where it takes several features to stand out. Whatever the detector is, it answers
   * what is rare about the flow, not how the score came about. That it is later than the last flows
   * is no reason. O(columns × 1,000).
   */
  reasons(values: Float64Array): StreamReason[] {
    const held = Math.min(this.#seen, RECENT_ROWS);
    const places = this.#names.flatMap((name, j) => {
      if (movesByItself(name)) return [];
      const value = values[j];
      let lower = 0;
      let higher = 0;
      for (let at = j; at < held * this.#names.length; at += this.#names.length) {
        lower += +(this.#rows[at] < value);
        higher += +(this.#rows[at] > value);
      }
      return [{ name, value, below: lower / held, above: higher / held }];
    });
    return places
      .filter((place) => extremeness(place) >= STANDS_OUT)
      .sort((a, b) => extremeness(b) - extremeness(a))
      .slice(0, MOST_REASONS);
  }
}

/** Whether a feature tells the time, which is never what it was. */
export function movesByItself(name: string): boolean {
  return featureFacts(name)?.family === 'clock';
}

function extremeness({ below, above }: StreamReason): number {
  return Math.max(below, above);
}

/** `log_bytes is higher than in 99.1 % of the last flows`, and so on; never empty. */
export function reasonsInWords(reasons: readonly StreamReason[]): string {
  if (reasons.length === 0) return 'no feature stands out by itself';
  return reasons.map((reason) => placeInWords(reason, RECENT_FLOWS)).join('; ');
}
