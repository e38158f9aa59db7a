import type { FlowTable } from '../flow-table.ts';

/** A table of numbers, row-major: row i, column j is `data[i * columns + j]`. */
export interface NumericTable {
  readonly data: Float64Array;
  readonly rows: number;
  readonly columns: number;
  /** One name per column. */
  readonly names: readonly string[];
}

/** What a reader makes of the rows it kept. */
export type Traffic =
  | { readonly kind: 'flows'; readonly flows: FlowTable }
  | { readonly kind: 'table'; readonly matrix: NumericTable; readonly label: Int8Array };

/** What became of a record; `meta` is none of the rows (a header, a directive). */
export type RecordOutcome = 'kept' | 'refused' | 'meta';

/** A format: takes the records of a file one by one, and gives what they amount to. */
export interface TrafficReader {
  /** The format's name for people. */
  readonly format: string;
  /** Takes the record reader's current record. A refused one is in the log once. */
  read(): RecordOutcome;
  /** Called once, after the last record, if any row was kept. */
  finish(): Traffic;
}
