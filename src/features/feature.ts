import type { FlowTable } from '../data/flow-table.ts';
import type { Unknown } from '../data/import/flows/unknown.ts';
import type { Formula } from './formula/formula.ts';

/** An engineered feature: what it is called, what it is, why it helps and how it is computed. */
export interface Feature {
  readonly name: string;
  /** What is left out together when it is asked what a family of features is worth. */
  readonly family: string;
  /**
   * Of the flow table's columns by their names in CSV files (durations at least `SHORTEST_DURATION`),
   * of features before it, and of the columns of `from`.
   */
  readonly formula: Formula;
  /** Empty for ratios of like quantities; '0/1' for flags. */
  readonly unit: string;
  readonly why: string;
  /** What of a flow it means little without: where that is unknown, zeros stand in the columns. */
  readonly needs: readonly Unknown[];
  /** Where its formula has columns from that take more than the flow itself. */
  readonly from?: ComputedColumns;
}

/** What engineering can be set by. */
export interface EngineeringSettings {
  /** Seconds that the window looks back. */
  readonly timeWindow: number;
  /** The zone by whose clocks hours and weekdays are told. */
  readonly timeZone: string;
}

/** Columns that look beyond the flow itself, computed together: by the lab, and by Python. */
export interface ComputedColumns {
  /** By their names, which are also those of the Python's variables: what stands in formulas. */
  readonly words: Readonly<Record<string, string>>;
  /**
   * A number per flow, by the names of `words`.
   *
   * @throws InputError for flows that lack what it needs
   */
  readonly compute: (
    flows: FlowTable,
    settings: EngineeringSettings,
  ) => Readonly<Record<string, Float64Array>>;
  /** The Python uses `start`, the flows' start times. */
  readonly usesStart?: true;
  /** A comment, and the lines that compute the variables from `flows`. */
  readonly python: (settings: EngineeringSettings) => readonly string[];
}
