import { textOf } from './cells.ts';

/** Why a record cannot be split. */
export type RecordFault = 'too long' | 'unclosed quote' | 'text after a quote';

/** A record as bytes: field i is `bytes[starts[i] … ends[i])`. */
export class RecordFields {
  bytes = new Uint8Array(0);
  starts = new Int32Array(32);
  ends = new Int32Array(32);
  /** Number of fields. */
  count = 0;
  /** 1-based number of the line on which the record starts. */
  line = 0;
  fault: RecordFault | undefined;
  /** Whether the record is well-formed UTF-8. */
  wellFormed = true;

  /** Field `i` as text. */
  text(i: number): string {
    return textOf(this.bytes, this.starts[i], this.ends[i]);
  }

  /** All fields as text. */
  texts(): string[] {
    return Array.from({ length: this.count }, (_, i) => this.text(i));
  }

  /** The record as it stands in the file, from its first field to its last. */
  recordText(): string {
    return textOf(this.bytes, this.starts[0], this.ends[this.count - 1]);
  }

  /** A line without a single character. */
  get isBlank(): boolean {
    return this.count === 1 && this.starts[0] === this.ends[0] && this.fault === undefined;
  }

  /** Appends a field to the record: `bytes[start … end)`. */
  addField(start: number, end: number): void {
    if (this.count === this.starts.length) this.makeRoom();
    this.starts[this.count] = start;
    this.ends[this.count++] = end;
  }

  /** Takes twice as many fields from now on. */
  protected makeRoom(): void {
    this.starts = doubled(this.starts);
    this.ends = doubled(this.ends);
  }
}

function doubled(values: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(2 * values.length);
  larger.set(values);
  return larger;
}
