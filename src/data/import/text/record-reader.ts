import { isAscii, isUtf8 } from './cells.ts';
import { FieldEnds, STRETCH } from './field-ends.ts';
import { closingQuote, countOf, undoubleQuotes } from './quotes.ts';
import { RecordFields } from './record-fields.ts';

export type { RecordFault } from './record-fields.ts';

/** Longest record, in bytes: what is longer is no line of a log, and must not fill the memory. */
const LONGEST_RECORD = 1 << 20;

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const SPACE = 0x20;
/** A delimiter or quote that never occurs. */
export const NONE = -1;
export const QUOTE = 0x22;

/**
 * Splits blocks of bytes into records and those into fields, without making a string: field i of
 * the current record is `bytes[starts[i] … ends[i])`, quotes taken off. Give it `delimiter` and
 * `quote` (or `NONE`), then `feed` blocks, call `next` until it gives false, and `end` at the end.
 *
 * Lines end in LF or CRLF. A quoted field may hold delimiters, line ends and doubled quotes
 * (RFC 4180). Where a quote is never closed the line that opened it is at fault, and reading goes
 * on with the next line. O(bytes), holds two blocks at most.
 */
export class RecordReader extends RecordFields {
  #delimiter = NONE;
  #quote = NONE;
  #at = 0;
  #limit = 0;
  #ended = false;
  #nextLine = 1;
  #skipping = false;
  #isAscii = true;
  /** The memory of `bytes`. */
  #words = new Int32Array(0);
  readonly #found = new FieldEnds();
  /** Up to here there are quotes among the bytes, and no field ends were looked for. */
  #quotedUntil = 0;

  get delimiter(): number {
    return this.#delimiter;
  }

  set delimiter(byte: number) {
    this.#delimiter = byte;
    this.#forgetFound();
  }

  get quote(): number {
    return this.#quote;
  }

  set quote(byte: number) {
    this.#quote = byte;
    this.#forgetFound();
  }

  #forgetFound(): void {
    this.#found.forget();
    this.#quotedUntil = 0;
  }

  /** Appends a copy of a block. */
  feed(block: Uint8Array): void {
    const rest = this.#limit - this.#at;
    const before = this.bytes.subarray(this.#at, this.#limit);
    if (rest + block.length > this.bytes.length) {
      const words = Math.max((rest + block.length + 3) >> 2, 2 * this.#words.length);
      this.#words = new Int32Array(words);
      this.bytes = new Uint8Array(this.#words.buffer);
    }
    this.bytes.set(before);
    this.bytes.set(block, rest);
    this.#at = 0;
    this.#limit = rest + block.length;
    this.#forgetFound();
    this.#isAscii = isAscii(this.bytes.subarray(0, this.#limit));
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
    return this.#readPlain() || this.#readFields();
  }

  /** Reads a record without quotes that ends within the next stretch, as most do. */
  #readPlain(): boolean {
    if (this.#found.nextFrom === this.#at && this.#takeFound()) return true;
    if (this.#at < this.#quotedUntil) return false;
    const stop = Math.min(this.#limit, this.#at + STRETCH);
    if (this.bytes.subarray(this.#at, stop).includes(this.#quote)) {
      this.#quotedUntil = stop;
      return false;
    }
    this.#found.find(this.#words, this.#at, stop, this.#delimiter);
    return this.#takeFound();
  }

  /** Reads a record whose field ends are found; false if it goes on beyond them. */
  #takeFound(): boolean {
    const { bytes } = this;
    const { positions, count: foundCount } = this.#found;
    let { starts, ends } = this;
    let start = this.#at;
    let count = 0;
    for (let next = this.#found.next; next < foundCount; ) {
      const end = positions[next++];
      starts[count] = start;
      ends[count++] = end;
      start = end + 1;
      if (bytes[end] === LINE_FEED) {
        if (end > starts[count - 1] && bytes[end - 1] === CARRIAGE_RETURN) ends[count - 1]--;
        this.count = count;
        this.#found.take(next, start);
        this.#finishRecord(this.#at, end, 1, false);
        return true;
      }
      if (count === starts.length) {
        this.makeRoom();
        ({ starts, ends } = this);
      }
    }
    return false;
  }

  /** Reads any record. */
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
        end = closingQuote(bytes, start, stop, quote);
        if (end === stop) return this.#incomplete('unclosed quote');
        lines += countOf(bytes, start, end, LINE_FEED);
        doubled ||= countOf(bytes, start, end, quote) > 0;
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
    if (doubledQuotes) this.#undoubleQuotes();
    this.#nextLine += lines;
    this.#at = Math.min(end + 1, this.#limit);
  }

  #undoubleQuotes(): void {
    const { bytes, starts, ends, quote } = this;
    for (let i = 0; i < this.count; i++) {
      // An unquoted field may hold quotes, which stand for themselves.
      const isQuoted = starts[i] > 0 && bytes[starts[i] - 1] === quote;
      if (isQuoted) ends[i] = undoubleQuotes(bytes, starts[i], ends[i], quote);
    }
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
