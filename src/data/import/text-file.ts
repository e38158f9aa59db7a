import { BLOCK_BYTES } from './blocks.ts';
import type { ProblemLog } from './problems.ts';
import { startReader, type TrafficFormat } from './recognise.ts';
import { type RecordFault, RecordReader } from './record-reader.ts';
import type { ByteReader, ReadingContext, Traffic, TrafficReader } from './traffic-reader.ts';

const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];

const FAULT_COMPLAINTS: Readonly<Record<RecordFault, string>> = {
  'too long': 'is longer than 1 MiB',
  'unclosed quote': 'opens a quote that is never closed',
  'text after a quote': 'has text between a closing quote and the next delimiter',
};

/** A file of text: its bytes cut into records, which a reader for its format takes one by one. */
export class TextFile implements ByteReader {
  readonly rows = { kept: 0, refused: 0 };
  readonly #format: TrafficFormat;
  readonly #context: ReadingContext;
  readonly #log: ProblemLog;
  readonly #records = new RecordReader();
  #traffic: TrafficReader | undefined;
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

  feed(block: Uint8Array<ArrayBuffer>): void {
    this.#requireText(block);
    const text = this.#bytes === 0 ? withoutByteOrderMark(block) : block;
    const isWhole = block.length < BLOCK_BYTES;
    const context = { ...this.#context, reader: this.#records };
    this.#traffic ??= startReader(text, isWhole, this.#format, context);
    this.#traffic.prepare?.(text);
    this.#records.feed(text);
    this.#readRecords(this.#traffic);
    this.#bytes += block.length;
  }

  end(): void {
    this.#records.end();
    if (this.#traffic !== undefined) this.#readRecords(this.#traffic);
  }

  finish(): Traffic {
    if (this.#traffic === undefined) throw new Error('Nothing was fed.');
    return this.#traffic.finish();
  }

  #readRecords(traffic: TrafficReader): void {
    const reader = this.#records;
    while (reader.next()) {
      if (reader.isBlank) {
        this.#log.ignore(reader.line, 'blank line');
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

export function withoutByteOrderMark(block: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const starts = BYTE_ORDER_MARK.every((byte, i) => block[i] === byte);
  return starts ? block.subarray(BYTE_ORDER_MARK.length) : block;
}
