import type { TimeColumn } from '../times/times.ts';
import { equalBytes, parseNumber } from './cells.ts';
import type { RecordFields } from './record-fields.ts';

const encoder = new TextEncoder();
const SPACE = 0x20;
/** Room for a date and a time of day. */
const scratch = new Uint8Array(256);

/** The current record of a record reader, column by column. */
export class RecordCells {
  readonly reader: RecordFields;
  #unset: readonly Uint8Array[] = [];

  constructor(reader: RecordFields) {
    this.reader = reader;
  }

  /** @param words what stands for no value from here on, besides an empty cell */
  setUnset(words: readonly string[]): void {
    this.#unset = words.map((word) => encoder.encode(word));
  }

  isUnset(column: number): boolean {
    const { starts, ends, bytes } = this.reader;
    if (starts[column] === ends[column]) return true;
    for (const word of this.#unset) {
      if (equalBytes(bytes, starts[column], ends[column], word)) return true;
    }
    return false;
  }

  /** NaN where the cell is no number. */
  number(column: number): number {
    const { starts, ends, bytes } = this.reader;
    return parseNumber(bytes, starts[column], ends[column]);
  }

  /** A number or time as its column is read; NaN where the cell is none. */
  value(column: number, { read }: Pick<TimeColumn, 'read'>): number {
    const { starts, ends, bytes } = this.reader;
    return read(bytes, starts[column], ends[column]);
  }

  /** As `value`, of two cells with a space between them. */
  joinedValue(first: number, second: number, { read }: Pick<TimeColumn, 'read'>): number {
    const { starts, ends, bytes } = this.reader;
    const before = ends[first] - starts[first];
    const length = before + 1 + ends[second] - starts[second];
    if (length > scratch.length) return Number.NaN;
    scratch.set(bytes.subarray(starts[first], ends[first]));
    scratch[before] = SPACE;
    scratch.set(bytes.subarray(starts[second], ends[second]), before + 1);
    return read(scratch, 0, length);
  }

  text(column: number): string {
    return this.reader.text(column);
  }

  /** Whether the cell is this word, spaces around it aside; false where the record is too short. */
  is(column: number, word: Uint8Array): boolean {
    const { starts, ends, bytes, count } = this.reader;
    if (column >= count) return false;
    let start = starts[column];
    let end = ends[column];
    while (start < end && bytes[start] === SPACE) start++;
    while (end > start && bytes[end - 1] === SPACE) end--;
    return equalBytes(bytes, start, end, word);
  }

  /** Whether the cell has this byte somewhere. */
  has(column: number, byte: number): boolean {
    const { starts, ends, bytes } = this.reader;
    for (let at = starts[column]; at < ends[column]; at++) {
      if (bytes[at] === byte) return true;
    }
    return false;
  }

  /** Whether every cell is empty, as in the rows that a spreadsheet leaves behind. */
  get areEmpty(): boolean {
    const { starts, ends, count } = this.reader;
    for (let column = 0; column < count; column++) {
      if (starts[column] !== ends[column]) return false;
    }
    return true;
  }
}
