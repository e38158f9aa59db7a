import type { FileHead } from '../file-head.ts';
import type { FlowField } from '../flows/flow-fields.ts';
import type { Unknown } from '../flows/unknown.ts';
import type { FieldReading } from '../mapping/readings.ts';
import type { DecimalMark } from '../numbers/number-marks.ts';
import type { FlowMapping } from '../text/cell-source.ts';
import type { RecordCells } from '../text/record-cells.ts';

/** How one column of a flow table is filled from a delimited file. */
export interface DialectField extends FlowField {
  /** Reads the number, where it takes more than the digits of one cell of that name. */
  readonly read?: FieldReading;
  /** Names of a column whose cell is taken where the first one's is unset. */
  readonly instead?: readonly string[];
}

/** A question about the current record; prepared once for a file, `undefined`: never. */
export type RowQuestion<Answer> = (
  file: FileHead,
) => ((row: RecordCells) => Answer | undefined) | undefined;

/** A kind of delimited text whose first record names its columns: a table of fields, and oddities. */
export interface FlowDialect {
  /** The format's name for people. */
  readonly format: string;
  /** What an error calls such a file, when another came. */
  readonly expects: string;
  /** Told by the names of a header, in any case and order. */
  readonly recognises: (has: (name: string) => boolean) => boolean;
  readonly mapping: Omit<FlowMapping, 'fields' | 'neverKnown' | 'doubtsDirection'> & {
    readonly fields: readonly DialectField[];
  };
  /** What stands for no value, besides an empty cell. */
  readonly unsetWords: readonly string[];
  /** What a person says stands before decimals where no cell tells. */
  readonly decimalMark?: DecimalMark | undefined;
  /** Fields may be apart by spaces. */
  readonly bySpaces?: true;
  /** The names of the columns, where a file's first record is such that it needs no header. */
  readonly columnsWithoutHeader?: (record: readonly string[]) => readonly string[] | undefined;
  /** What to do where none of its records is a flow. */
  readonly advice?: string;
  /** Remarks on how the file is read. */
  readonly describe?: (file: FileHead) => void;
  /** Why a record is none of a flow; asked before anything else is. */
  readonly skips?: RowQuestion<string>;
  /** Whether the right-hand end opened the flow, so that the ends are exchanged. */
  readonly reverses?: RowQuestion<boolean>;
  /** Whether it is doubtful which end opened the flow. */
  readonly doubtsDirection?: RowQuestion<boolean>;
  /** What such a file can tell of no flow. */
  readonly neverKnown?: (file: FileHead) => readonly Unknown[];
}
