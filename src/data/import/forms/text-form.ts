import type { PlaceUnit, ProblemLog } from '../problems.ts';
import { RecordFields } from '../text/record-fields.ts';
import type { RecordReader } from '../text/record-reader.ts';

/** Text whose records are rows of a table, though it takes more than a delimiter to cut them. */
export interface TextForm {
  /** How the text is written, for people: `key=value`. */
  readonly name: string;
  /** The columns, no two alike. */
  readonly names: readonly string[];
  /** The first rows, cut as `cut` cuts them. */
  readonly rows: readonly (readonly string[])[];
  /** How records are found: their delimiter and quote, as the record reader takes them. */
  readonly delimiter: number;
  readonly quote: number;
  /** What places count, where it is not lines. */
  readonly unit?: PlaceUnit;
  /** Begins to read the file. */
  readonly start: (reader: RecordReader, log: ProblemLog) => FormReading;
}

/** A form at work on one file. */
export interface FormReading {
  /** Changes a block where it lies, before it is cut into records. */
  readonly prepare?: (block: Uint8Array) => void;
  /** Cuts a record. */
  readonly cut: RecordCut;
  /** What was met that no column holds, such as keys that the first lines lack. */
  readonly unused?: () => readonly string[];
}

/** Cuts a record into the cells of a row, one for each column; or says what else it is. */
export type RecordCut = (record: RecordFields) => Cells | NoRow;

export type Cells = readonly string[];

/** Why a record is no row: told as left out, or refused with what is wrong; `null`: told already. */
export interface NoRow {
  readonly leftOut?: string;
  readonly refused?: string | null;
}

export function isRow(cut: Cells | NoRow): cut is Cells {
  return Array.isArray(cut);
}

const encoder = new TextEncoder();

/** A record made of cells. */
export class MadeRecord extends RecordFields {
  /** Takes the place of the record before. O(characters). */
  show(cells: Cells, line: number): void {
    this.line = line;
    this.count = 0;
    let end = 0;
    for (const cell of cells) {
      const most = end + 3 * cell.length;
      if (most > this.bytes.length) this.#enlarge(most);
      const { written } = encoder.encodeInto(cell, this.bytes.subarray(end));
      this.addField(end, end + written);
      end += written;
    }
  }

  #enlarge(length: number): void {
    const larger = new Uint8Array(2 * length);
    larger.set(this.bytes);
    this.bytes = larger;
  }
}
