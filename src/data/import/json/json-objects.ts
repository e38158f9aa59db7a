import type { ProblemLog } from '../problems.ts';
import { NONE, type RecordReader } from '../text/record-reader.ts';
import { type Envelope, parseObject } from './json-envelope.ts';
import { afterHeader, type JsonHead } from './json-head.ts';
import type { JsonObject } from './json-row.ts';
import { JsonSplitter } from './json-splitter.ts';

/** The objects of a file, one for each record of its reader, out of what they are wrapped in. */
export class JsonObjects {
  /** How they lie in the file, for the name of a format: `JSON lines within _source`. */
  readonly form: string;
  readonly #reader: RecordReader;
  readonly #log: ProblemLog;
  readonly #head: JsonHead;
  readonly #envelope: Envelope;
  readonly #splitter: JsonSplitter | undefined;

  constructor(head: JsonHead, envelope: Envelope, reader: RecordReader, log: ProblemLog) {
    reader.delimiter = NONE;
    reader.quote = NONE;
    if (head.isSplit) log.unit = 'object';
    this.#reader = reader;
    this.#log = log;
    this.#head = head;
    this.#envelope = envelope;
    this.#splitter = head.isSplit ? new JsonSplitter(head.list) : undefined;
    this.form = [
      head.isSplit ? 'JSON' : 'JSON lines',
      head.hasHeader ? ' behind a header' : '',
      head.list === undefined ? '' : `, the list ${head.list.name}`,
      envelope.name === '' ? '' : ` within ${envelope.name}`,
    ].join('');
  }

  /** Changes a block where it lies, before it is cut into records. */
  prepare(block: Uint8Array): void {
    this.#splitter?.split(block);
  }

  /** The object of the current record; what became of the record where there is none. */
  read(): JsonObject | 'refused' | 'meta' {
    const { line } = this.#reader;
    const text = this.#reader.recordText();
    if (text.trim() === '') return 'meta';
    const object = parseObject(this.#head.hasHeader ? afterHeader(text) : text);
    if (object === undefined) {
      const subject = this.#log.unit === 'object' ? 'the text' : 'the line';
      this.#log.refuse(line, subject, 'is not a JSON object', text);
      return 'refused';
    }
    const record = this.#envelope.open(object);
    if (record !== undefined) return record;
    this.#log.ignore(line, `no record in ${this.#envelope.name} of the object`);
    return 'meta';
  }
}
