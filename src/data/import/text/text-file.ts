import { BLANK_LINE, type ProblemLog } from '../problems.ts';
import type { TrafficFormat } from '../recognise.ts';
import { startReader } from '../start-reader.ts';
import type { ByteReader, KeptRows, ReadingContext, TrafficReader } from '../traffic-reader.ts';
import { BLOCK_BYTES } from './blocks.ts';
import { type RecordFault, RecordReader } from './record-reader.ts';

const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];

const FAULT_COMPLAINTS: Readonly<Record<RecordFault, string>> = {
  'too long': 'is longer than 1 MiB',
  'unclosed quote': 'opens a quote that is never closed',
  'text after a quote': 'has text between a closing quote and the next delimiter',
};

/** More NUL bytes before the text are no log that was emptied, but a device or a disk's hole. */
const MOST_NULS = 1 << 30;

/** A file of text: its bytes cut into records, which a reader for its format takes one by one. */
export class TextFile implements ByteReader {
  readonly rows = { kept: 0, refused: 0 };
  readonly #format: TrafficFormat;
  readonly #context: ReadingContext;
  readonly #log: ProblemLog;
  readonly #records = new RecordReader();
  #traffic: TrafficReader | undefined;
  /** Whether lines end in CR alone, as on the first Macintosh. */
  #endsInReturns = false;
  /** NUL bytes before the text. */
  #nuls = 0;
  #bytes = 0;

  /** @param format what to read the file as; `auto` goes by its content */
  constructor(format: TrafficFormat, context: ReadingContext) {
    this.#format = format;
    this.#context = context;
    this.#log = context.log;
  }

  get format(): string {
    return this.#traffic?.format ?? 'text';
  }

  get advice(): string | undefined {
    return this.#traffic?.advice;
  }

  feed(block: Uint8Array<ArrayBuffer>): void {
    const text = this.#traffic === undefined ? startOfText(block) : block;
    const before = block.length - text.length;
    this.#bytes += before;
    // What stands before the text is NUL, but for a byte order mark.
    this.#nuls += before > 0 && block[0] !== 0 ? before - BYTE_ORDER_MARK.length : before;
    if (this.#nuls > MOST_NULS) throw this.#log.error('a gigabyte of NUL bytes and no text');
    if (text.length > 0) this.#feedText(text, block.length < BLOCK_BYTES);
  }

  #feedText(text: Uint8Array<ArrayBuffer>, isWhole: boolean): void {
    this.#requireText(text);
    if (this.#traffic === undefined) {
      this.#endsInReturns = endsLinesInReturns(text);
      if (this.#nuls > 0) this.#log.note(`${this.#nuls} NUL bytes at its head left out`);
    }
    if (this.#endsInReturns) returnsToLineFeeds(text);
    const context = { ...this.#context, reader: this.#records };
    this.#traffic ??= startReader(text, isWhole, this.#format, context);
    this.#traffic.prepare?.(text);
    this.#records.feed(text);
    this.#readRecords(this.#traffic);
    this.#bytes += text.length;
  }

  end(): void {
    this.#records.end();
    if (this.#traffic !== undefined) this.#readRecords(this.#traffic);
  }

  finish(): KeptRows {
    if (this.#traffic === undefined) throw new Error('Nothing was fed.');
    return this.#traffic.finish();
  }

  #readRecords(traffic: TrafficReader): void {
    const reader = this.#records;
    while (reader.next()) {
      if (reader.isBlank) {
        this.#log.ignore(reader.line, BLANK_LINE);
        continue;
      }
      if (reader.fault !== undefined) {
        this.#log.refuse(reader.line, 'the line', FAULT_COMPLAINTS[reader.fault]);
        this.rows.refused++;
        continue;
      }
      const outcome = traffic.read();
      if (outcome === 'refused') this.rows.refused++;
      if (outcome === 'kept') this.rows.kept++;
      if (outcome !== 'refused' && !reader.wellFormed) {
        this.#log.repair(reader.line, 'text is not UTF-8: \ufffd used for what is not');
      }
    }
  }

  #requireText(block: Uint8Array): void {
    const at = block.indexOf(0);
    if (at < 0) return;
    const place = this.#bytes + at;
    throw this.#log.error(`binary content: a NUL byte at byte ${place}; expected text`);
  }
}

/**
 * The head of a file from where its text begins: behind a byte order mark, and behind the NUL bytes
 * that a log has where a program went on writing after its file was emptied.
 */
export function startOfText(block: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  let at = BYTE_ORDER_MARK.every((byte, i) => block[i] === byte) ? BYTE_ORDER_MARK.length : 0;
  while (block[at] === 0) at++;
  return block.subarray(at);
}

const LINE_FEED = 0x0a;
const RETURN = 0x0d;

/** Whether the head of a file ends lines in CR alone. */
export function endsLinesInReturns(text: Uint8Array): boolean {
  return text.includes(RETURN) && !text.includes(LINE_FEED);
}

/** Changes every CR to LF, where it lies. */
export function returnsToLineFeeds(text: Uint8Array): void {
  for (let at = text.indexOf(RETURN); at >= 0; at = text.indexOf(RETURN, at + 1)) {
    text[at] = LINE_FEED;
  }
}
