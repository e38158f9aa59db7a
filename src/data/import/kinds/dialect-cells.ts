import type { FlowColumn } from '../../flow-columns.ts';
import type { GrowingTexts } from '../flows/columns.ts';
import type { NumberReading } from '../mapping/readings.ts';
import type { CellSource } from '../text/cell-source.ts';
import type { RecordCells } from '../text/record-cells.ts';
import type { WordDictionary } from '../text/words.ts';

/** Where one field of a dialect stands in one file. */
export interface BoundField {
  readonly key: FlowColumn['key'];
  /** Its column, −1 where it is read from others. */
  readonly column: number;
  /** The column whose cell is taken where the first one's is unset; −1 for none. */
  readonly instead: number;
  readonly read: NumberReading | undefined;
}

/** Columns that change places when the ends of a flow do. */
const ENDS: readonly (readonly [FlowColumn['key'], FlowColumn['key']])[] = [
  ['originatorAddress', 'responderAddress'],
  ['originatorPort', 'dstPort'],
  ['bytesSent', 'bytesRecv'],
  ['packetsSent', 'packetsRecv'],
];

/** The current record as a row of flows: field i is read as `fields[i]` says. */
export class DialectCells implements CellSource {
  readonly #row: RecordCells;
  readonly #fields: readonly BoundField[];
  /** Which field stands in for field i when the ends are exchanged. */
  readonly #opposite: Int32Array;
  /** What the readings gave for the current record. */
  readonly #values: (number | undefined)[];
  #areReversed = false;

  constructor(row: RecordCells, fields: readonly BoundField[]) {
    this.#row = row;
    this.#fields = fields;
    this.#opposite = oppositeFields(fields);
    this.#values = fields.map(() => undefined);
  }

  get line(): number {
    return this.#row.reader.line;
  }

  /** Whether the ends of the current record's flow are exchanged. */
  reverse(areReversed: boolean): void {
    this.#areReversed = areReversed;
  }

  isPresent(): boolean {
    return true;
  }

  isUnset(field: number): boolean {
    const at = this.#at(field);
    const { read, column, instead } = this.#fields[at];
    if (read !== undefined) {
      this.#values[at] = read(this.#row);
      return this.#values[at] === undefined;
    }
    return this.#row.isUnset(column) && (instead < 0 || this.#row.isUnset(instead));
  }

  /** Asked of a field after `isUnset`. */
  number(field: number): number {
    const at = this.#at(field);
    const { read, column } = this.#fields[at];
    return read === undefined ? this.#row.number(column) : (this.#values[at] ?? Number.NaN);
  }

  text(field: number): string {
    const at = this.#at(field);
    if (this.#fields[at].column < 0) return String(this.#values[at]);
    return this.#row.text(this.#column(at));
  }

  intern(field: number, words: WordDictionary): number {
    const { starts, ends, bytes } = this.#row.reader;
    const column = this.#column(this.#at(field));
    return words.intern(bytes, starts[column], ends[column]);
  }

  append(field: number, texts: GrowingTexts): void {
    const { starts, ends, bytes } = this.#row.reader;
    const column = this.#column(this.#at(field));
    texts.push(bytes, starts[column], ends[column]);
  }

  #at(field: number): number {
    return this.#areReversed ? this.#opposite[field] : field;
  }

  #column(at: number): number {
    const { column, instead } = this.#fields[at];
    return instead >= 0 && this.#row.isUnset(column) ? instead : column;
  }
}

function oppositeFields(fields: readonly BoundField[]): Int32Array {
  const opposites = new Map(ENDS.flatMap(([one, other]) => [[one, other] as const, [other, one]]));
  return Int32Array.from(fields, ({ key }, field) => {
    const opposite = opposites.get(key);
    const at = fields.findIndex((each) => each.key === opposite);
    return at < 0 ? field : at;
  });
}
