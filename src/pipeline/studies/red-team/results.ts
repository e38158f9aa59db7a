import type { Spread } from '../../../eval/distributions/spread.ts';
import type { DetectorName } from '../../parameters/lab-parameters.ts';
import type { Price, StealthStep } from './red-team.ts';

/** One detector at one step. */
export interface StealthResult {
  readonly detector: DetectorName;
  /** Share of the attack's flows. */
  readonly found: Spread;
  /** Share of what was one flow of which a part is found. */
  readonly noticed: Spread;
}

/** Share of the normal flows that a detector flags. */
export interface FalsePositiveResult {
  readonly detector: DetectorName;
  readonly falsePositiveRate: Spread;
}

/** One detector at one share. */
export interface PoisonResult extends FalsePositiveResult {
  /** Share of the attack's flows. */
  readonly found: Spread;
}

/** One step over all seeds. */
export interface StealthRow extends StealthStep {
  /** Mean of the seeds. */
  readonly price: Price;
  /** How many times what is unchanged takes. */
  readonly priceTimes: Price;
  /** The goal's amount, mean of the seeds. */
  readonly goal: number;
  readonly results: readonly StealthResult[];
}

/** One share of the attack in the training, over all seeds. */
export interface PoisonRow {
  readonly share: number;
  /** Flows of the attack learnt from, mean of the seeds. */
  readonly flows: number;
  readonly results: readonly PoisonResult[];
}

/** What the study found, as far as its trials are there. */
export interface RedTeamSummary {
  readonly attack: string;
  /** What must not become less. */
  readonly goal: string;
  /** Seeds that gave figures. */
  readonly seeds: readonly string[];
  readonly detectors: readonly DetectorName[];
  /** Unchanged first. Empty: no seed gave figures. */
  readonly steps: readonly StealthRow[];
  /** Share of the normal flows that is flagged while nothing is changed. */
  readonly falsePositives: readonly FalsePositiveResult[];
  readonly poisoning: readonly PoisonRow[];
  /** Why seeds gave none. */
  readonly problems: readonly string[];
  /** Who loses the attack first, then detector by detector, the price, and what poisoning does. */
  readonly sentences: readonly string[];
}

/** A detector's result in a row. @throws where it has none, which is a defect */
export function resultBy<Result extends { readonly detector: DetectorName }>(
  { results }: { readonly results: readonly Result[] },
  name: DetectorName,
): Result {
  const result = results.find(({ detector }) => detector === name);
  if (result === undefined) throw new Error(`The detector ${name} has no figure.`);
  return result;
}
