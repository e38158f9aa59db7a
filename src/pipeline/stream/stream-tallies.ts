import type { Labels } from '../traffic/labels.ts';

/** Flows of one type and label, and how many of them raised an alert. */
export interface TypeTally {
  readonly type: string;
  readonly label: number;
  readonly flows: number;
  readonly alerts: number;
}

/** Counts flows and alerts by type as they come. Memory O(types). */
export class TypeTallies {
  #labels: Labels;
  readonly #tallies = new Map<
    number,
    { type: string; label: number; flows: number; alerts: number }
  >();

  constructor(labels: Labels) {
    this.#labels = labels;
  }

  /** Takes labels that tell the same of every row so far, and perhaps of more rows. */
  readFrom(labels: Labels): void {
    this.#labels = labels;
  }

  add(row: number, alert: boolean): void {
    const { label, attackType } = this.#labels;
    const code = attackType.codes[row];
    const key = 4 * code + label[row] + 1;
    let tally = this.#tallies.get(key);
    if (tally === undefined) {
      tally = { type: attackType.names[code], label: label[row], flows: 0, alerts: 0 };
      this.#tallies.set(key, tally);
    }
    tally.flows++;
    if (alert) tally.alerts++;
  }

  /** In the order in which the types first came. */
  tallies(): TypeTally[] {
    return [...this.#tallies.values()].map((tally) => ({ ...tally }));
  }
}
