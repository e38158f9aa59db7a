import type { FlowParts } from './flows/flow-parts.ts';
import type { LabelColumns } from './labels/label-columns.ts';
import type { TableCut, TableReader } from './mapping/unknown-table.ts';
import type { ProblemLog } from './problems.ts';
import type { RecordFields } from './text/record-fields.ts';
import type { RecordReader } from './text/record-reader.ts';

/** A table of numbers, row-major: row i, column j is `data[i * columns + j]`. */
export interface NumericTable {
  readonly data: Float64Array;
  readonly rows: number;
  readonly columns: number;
  /** One name per column. */
  readonly names: readonly string[];
}

/**
 * What a reader makes of the rows it kept: flows are handed over to the parts as they come. Labels
 * are words until all files are read.
 */
export type KeptRows =
  | { readonly kind: 'flows'; readonly labels: LabelColumns }
  | {
      readonly kind: 'table';
      readonly labels: LabelColumns;
      readonly matrix: NumericTable;
      /** Each row's number of a pair of words. */
      readonly pairs: Uint32Array;
    };

/** What every format needs to read a file. */
export interface ReadingContext {
  readonly log: ProblemLog;
  /** Takes the flows of all files. */
  readonly parts: FlowParts;
  /** How wall-clock times are read, and whether there were any. */
  readonly times: TimeReading;
  /** How delimited text is cut, where a person says so. */
  readonly cut?: TableCut | undefined;
  /** How a table of unknown columns is read; nothing or `undefined`: by its numbers, if it may be. */
  readonly readingOfTable?: TableReader | undefined;
}

/** How times that name no zone are read. */
export interface TimeReading {
  /** An IANA zone such as `Europe/Berlin`, or an offset such as `+02:00`. */
  readonly timeZone: string;
  /** Seconds since 1970 UTC when the file was last changed, which tells years that dates lack. */
  latest?: number | undefined;
  /** Set by whoever meets a time without a zone. */
  zoneless: boolean;
}

/** What a reader of records needs besides. */
export interface RecordContext extends ReadingContext {
  /** Holds one record after another. */
  readonly reader: RecordFields;
}

/** What a format of text needs besides: records are cut as it says. */
export interface TextContext extends RecordContext {
  readonly reader: RecordReader;
}

/** A file of any format: takes its bytes block by block. */
export interface ByteReader {
  /** The format's name for people. */
  readonly format: string;
  readonly rows: { readonly kept: number; readonly refused: number };
  /** What to do where no record is a row. */
  readonly advice?: string | undefined;
  /** Takes the next block, which is the reader's from now on. */
  feed(block: Uint8Array<ArrayBuffer>): void;
  /** Called once, after the last block. */
  end(): void;
  /** Called once after `end`, if any row was kept. */
  finish(): KeptRows;
}

/** What became of a record; `meta` is none of the rows (a header, a directive). */
export type RecordOutcome = 'kept' | 'refused' | 'meta';

/** A format of text: takes the records of a file one by one, and gives what they amount to. */
export interface TrafficReader {
  /** The format's name for people. */
  readonly format: string;
  /** What to do where no record is a row. */
  readonly advice?: string | undefined;
  /** Changes a block where it lies, before it is cut into records. */
  readonly prepare?: (block: Uint8Array) => void;
  /** Takes the record reader's current record. A refused one is in the log once. */
  read(): RecordOutcome;
  /** Called once, after the last record, if any row was kept. */
  finish(): KeptRows;
}
