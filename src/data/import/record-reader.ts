import { isAscii, isUtf8, textOf } from './cells.ts';

/** Longest record, in bytes: what is longer is no line of a log, and must not fill the memory. */
const LONGEST_RECORD = 1 << 20;

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const SPACE = 0x20;
/** A delimiter or quote that never occurs. */
export const NONE = -1;
export const QUOTE = 0x22;

/** Why a record cannot be split. */
export type RecordFault = 'too long' | 'unclosed quote' | 'text after a quote';

/**
 * Splits blocks of bytes into records and those into fields, without making a string: field i of
 * the current record is `bytes[starts[i] … ends[i])`, quotes taken off. Give it `delimiter` and
 * `quote` (or `NONE`), then `feed` blocks, call `next` until it gives false, and `end` at the end.
 *
 * Lines end in LF or CRLF. A quoted field may hold delimiters, line ends and doubled quotes
 * (RFC 4180). Where a quote is never closed the line that opened it is at fault, and reading goes
 * on with the next line. O(bytes), holds two blocks at most.
 */
export class RecordReader {
  delimiter = NONE;
  quote = NONE;

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

  #at = 0;
  #limit = 0;
  #ended = false;
  #nextLine = 1;
  #skipping = false;
  #isAscii = true;
  /** Line ends and doubled quotes within the quoted field just read. */
  #linesInQuotes = 0;
  #doubledQuotes = false;

  /** Appends a block, which is the reader's from now on. */
  feed(block: Uint8Array<ArrayBuffer>): void {
    this.#isAscii &&= isAscii(block);
    const rest = this.#limit - this.#at;
    if (rest === 0) {
      this.bytes = block;
    } else {
      const joined = new Uint8Array(rest + block.length);
      joined.set(this.bytes.subarray(this.#at, this.#limit));
      joined.set(block, rest);
      this.bytes = joined;
    }
    this.#at = 0;
    this.#limit = rest + block.length;
  }

  /** No further block will come: what is left is the last record. */
  end(): void {
    this.#ended = true;
  }

  /** Steps to the next record; false when it needs another block, or there is none. */
  next(): boolean {
    if (this.#skipping) return this.#skipLongLine();
    if (this.#at === this.#limit) return false;
    this.fault = undefined;
    this.line = this.#nextLine;
    return this.#readFields();
  }

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
    if (this.count === this.starts.length) {
      this.starts = doubled(this.starts);
      this.ends = doubled(this.ends);
    }
    this.starts[this.count] = start;
    this.ends[this.count++] = end;
  }

  #readFields(): boolean {
    const { bytes, delimiter, quote } = this;
    const begin = this.#at;
    const stop = Math.min(this.#limit, begin + LONGEST_RECORD);
    let at = begin;
    let lines = 1;
    let doubled = false;
    this.count = 0;
    for (;;) {
      let start = at;
      let end: number;
      const quoted = at < stop && bytes[at] === quote;
      if (quoted) {
        start = at + 1;
        end = this.#endOfQuoted(start, stop);
        if (end === stop) return this.#incomplete('unclosed quote');
        lines += this.#linesInQuotes;
        doubled ||= this.#doubledQuotes;
        at = this.#afterQuote(end + 1, stop);
      } else {
        at = endOfPlain(bytes, at, stop, delimiter);
        end = at;
      }
      const closes = at < stop ? bytes[at] === LINE_FEED : this.#isLastByte(at);
      if (at === stop && !closes) return this.#incomplete('too long');
      if (closes && !quoted && end > start && bytes[end - 1] === CARRIAGE_RETURN) end--;
      this.addField(start, end);
      if (closes) break;
      at++;
    }
    this.#finishRecord(begin, at, lines, doubled);
    return true;
  }

  #isLastByte(at: number): boolean {
    return this.#ended && at === this.#limit;
  }

  /** The index of the closing quote, or `stop`. */
  #endOfQuoted(from: number, stop: number): number {
    const { bytes, quote } = this;
    this.#linesInQuotes = 0;
    this.#doubledQuotes = false;
    for (let at = from; at < stop; at++) {
      if (bytes[at] === LINE_FEED) this.#linesInQuotes++;
      if (bytes[at] !== quote) continue;
      if (at + 1 === stop || bytes[at + 1] !== quote) return at;
      this.#doubledQuotes = true;
      at++;
    }
    return stop;
  }

  /** The index of the delimiter or line end that follows a closing quote. */
  #afterQuote(from: number, stop: number): number {
    const at = endOfPlain(this.bytes, from, stop, this.delimiter);
    for (let i = from; i < at; i++) {
      const byte = this.bytes[i];
      if (byte !== SPACE && byte !== CARRIAGE_RETURN) this.fault = 'text after a quote';
    }
    return at;
  }

  #finishRecord(begin: number, end: number, lines: number, doubledQuotes: boolean): void {
    this.wellFormed = this.#isAscii || isUtf8(this.bytes, begin, end);
    if (doubledQuotes) for (let i = 0; i < this.count; i++) this.#undoubleQuotes(i);
    this.#nextLine += lines;
    this.#at = Math.min(end + 1, this.#limit);
  }

  #undoubleQuotes(field: number): void {
    const { bytes, quote } = this;
    const end = this.ends[field];
    // An unquoted field may hold quotes, which stand for themselves.
    if (this.starts[field] === 0 || bytes[this.starts[field] - 1] !== quote) return;
    let to = this.starts[field];
    for (let at = to; at < end; at++) {
      bytes[to++] = bytes[at];
      if (bytes[at] === quote) at++;
    }
    this.ends[field] = to;
  }

  /** The record does not end within reach: wait for more, or say what is wrong with it. */
  #incomplete(reason: 'unclosed quote' | 'too long'): boolean {
    const isLong = this.#limit - this.#at >= LONGEST_RECORD;
    if (!this.#ended && !isLong) return false;
    const lineEnd = this.bytes.subarray(this.#at, this.#limit).indexOf(LINE_FEED);
    if (reason === 'unclosed quote' && (lineEnd >= 0 || !isLong)) {
      const end = lineEnd >= 0 ? this.#at + lineEnd : this.#limit;
      this.fault = reason;
      this.count = 0;
      this.addField(this.#at, end);
      this.#finishRecord(this.#at, end, 1, false);
      return true;
    }
    this.#skipping = true;
    return this.#skipLongLine();
  }

  #skipLongLine(): boolean {
    const lineEnd = this.bytes.subarray(this.#at, this.#limit).indexOf(LINE_FEED);
    const begin = this.#at;
    this.#at = lineEnd >= 0 ? this.#at + lineEnd + 1 : this.#limit;
    if (lineEnd < 0 && !this.#ended) return false;
    this.#skipping = false;
    this.fault = 'too long';
    this.wellFormed = true;
    this.count = 0;
    this.addField(begin, begin);
    this.#nextLine++;
    return true;
  }
}

/** The index of the next delimiter or line feed, or `stop`. */
function endOfPlain(bytes: Uint8Array, from: number, stop: number, delimiter: number): number {
  let at = from;
  while (at < stop && bytes[at] !== delimiter && bytes[at] !== LINE_FEED) at++;
  return at;
}

function doubled(values: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(2 * values.length);
  larger.set(values);
  return larger;
}
