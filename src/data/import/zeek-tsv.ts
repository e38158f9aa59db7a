import { DelimitedCells } from './delimited-cells.ts';
import { FlowBuilder } from './flow-builder.ts';
import type { FlowField } from './flow-fields.ts';
import { bindFields, hasFields, ignoreColumns, requireFields } from './header.ts';
import type { ProblemLog } from './problems.ts';
import { NONE, type RecordReader } from './record-reader.ts';
import type { RecordOutcome, TextContext, Traffic, TrafficReader } from './traffic-reader.ts';
import { ZEEK_CONN } from './zeek-fields.ts';
import { afterDirective, DEFAULT_HEADER, zeekWord } from './zeek-header.ts';

const HASH = 0x23;
const SPACE = 0x20;

/**
 * Zeek's own text form of a connection log. Lines that begin with `#` say how those after them are
 * written, so several logs may follow each other, each under its own header.
 */
export class ZeekTsvReader implements TrafficReader {
  readonly format = 'Zeek conn.log (TSV)';
  readonly #reader: RecordReader;
  readonly #log: ProblemLog;
  readonly #cells: DelimitedCells;
  readonly #builder: FlowBuilder;
  #header = DEFAULT_HEADER;
  /** Zeek's type of the column that fills field i. */
  #types: readonly string[] = [];
  #hasNames = false;

  constructor({ reader, log, parts }: TextContext) {
    this.#reader = reader;
    this.#log = log;
    this.#cells = new DelimitedCells(reader);
    const spell = (field: FlowField, raw: string): string => {
      const word = zeekWord(raw, this.#types[ZEEK_CONN.fields.indexOf(field)] ?? '', this.#header);
      return ZEEK_CONN.spell?.(field, word) ?? word;
    };
    this.#builder = new FlowBuilder({ ...ZEEK_CONN, spell }, log, parts);
    reader.delimiter = DEFAULT_HEADER.separator.charCodeAt(0);
    reader.quote = NONE;
  }

  read(): RecordOutcome {
    const reader = this.#reader;
    if (reader.bytes[reader.starts[0]] === HASH) {
      this.#direct(reader.recordText());
      return 'meta';
    }
    if (!this.#hasNames) {
      this.#log.refuse(reader.line, 'the row', 'stands before any #fields line');
      return 'refused';
    }
    if (this.#header.columnsInLast > 1) splitLastField(reader);
    const isWhole = hasFields(reader, this.#header.names.length, this.#log);
    return isWhole && this.#builder.add(this.#cells) ? 'kept' : 'refused';
  }

  finish(): Traffic {
    this.#builder.finish(this.#cells);
    return { kind: 'flows', labelsRead: this.#builder.labelsRead };
  }

  #direct(line: string): void {
    const at = this.#reader.line;
    const before = this.#header;
    this.#header = afterDirective(before, line, (message) => this.#log.error(message, at));
    if (this.#header === before) return;
    const { separator, names, types, unset, empty } = this.#header;
    this.#reader.delimiter = separator.charCodeAt(0);
    if (names.length === 0) return;
    const bound = bindFields(ZEEK_CONN.fields, names);
    requireFields(bound.missing, names, this.format, this.#log, at);
    if (!this.#hasNames) ignoreColumns(bound.unused, at, this.#log);
    this.#hasNames = true;
    this.#types = Array.from(bound.positions, (position) => types[position] ?? '');
    this.#cells.bind(bound.positions, [unset, empty]);
  }
}

/** Splits the last field of a record once more, at runs of two or more spaces. */
function splitLastField(reader: RecordReader): void {
  const { bytes } = reader;
  const last = --reader.count;
  const end = reader.ends[last];
  let start = reader.starts[last];
  for (let at = start; at + 1 < end; at++) {
    if (bytes[at] !== SPACE || bytes[at + 1] !== SPACE) continue;
    reader.addField(start, at);
    while (at < end && bytes[at] === SPACE) at++;
    start = at;
  }
  reader.addField(start, end);
}
