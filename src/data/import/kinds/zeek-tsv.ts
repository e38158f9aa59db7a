import { FlowBuilder } from '../flows/flow-builder.ts';
import type { FlowField } from '../flows/flow-fields.ts';
import type { ProblemLog } from '../problems.ts';
import { DelimitedCells } from '../text/delimited-cells.ts';
import { bindFields, hasFields, ignoreColumns, listed, normalName } from '../text/header.ts';
import { NONE, type RecordReader } from '../text/record-reader.ts';
import type { KeptRows, RecordOutcome, TextContext, TrafficReader } from '../traffic-reader.ts';
import { type DirectionColumns, isRecordDoubtful } from './zeek-direction.ts';
import { DIRECTION_NAMES, hasZeekNames, ZEEK_CONN } from './zeek-fields.ts';
import { afterDirective, DEFAULT_HEADER, type ZeekHeader, zeekWord } from './zeek-header.ts';

const HASH = 0x23;
const SPACE = 0x20;

const encoder = new TextEncoder();

/**
 * Zeek's own text form of a connection log. Lines that begin with `#` say how those after them are
 * written, so several logs may follow each other, each under its own header; those that are of no
 * connections are left out.
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
  #direction: DirectionColumns = { protocol: -1, history: -1, connState: -1, unset: [] };
  /** What the rows that come are of: connections, something else, or nobody said. */
  #rowsAre: 'flows' | 'others' | 'nameless' = 'nameless';
  readonly #reported = new Set<string>();

  constructor({ reader, log, parts }: TextContext) {
    this.#reader = reader;
    this.#log = log;
    this.#cells = new DelimitedCells(reader);
    const spell = (field: FlowField, raw: string): string => {
      const word = zeekWord(raw, this.#types[ZEEK_CONN.fields.indexOf(field)] ?? '', this.#header);
      return ZEEK_CONN.spell?.(field, word) ?? word;
    };
    const doubtsDirection = () => isRecordDoubtful(reader, this.#direction);
    this.#builder = new FlowBuilder({ ...ZEEK_CONN, spell, doubtsDirection }, log, parts);
    reader.delimiter = DEFAULT_HEADER.separator.charCodeAt(0);
    reader.quote = NONE;
  }

  read(): RecordOutcome {
    const reader = this.#reader;
    const { bytes, starts, ends } = reader;
    const isIndented = reader.count > 1 && starts[0] === ends[0];
    if (bytes[starts[isIndented ? 1 : 0]] === HASH) {
      this.#direct(reader.recordText().trimStart());
      return 'meta';
    }
    if (this.#rowsAre === 'nameless') {
      this.#log.refuse(reader.line, 'the row', 'stands before any #fields line');
      return 'refused';
    }
    if (this.#rowsAre === 'others') {
      this.#log.ignore(
        reader.line,
        `row of a log of another kind (${this.#header.path || 'unnamed'})`,
      );
      return 'meta';
    }
    const { names, columnsInLast } = this.#header;
    if (columnsInLast > 1) splitLastField(reader);
    if (isIndented && reader.count === names.length + 1) this.#leaveOutFirst();
    return hasFields(reader, names.length, this.#log) && this.#builder.add(this.#cells)
      ? 'kept'
      : 'refused';
  }

  finish(): KeptRows {
    this.#builder.finish(this.#cells);
    return { kind: 'flows', labels: this.#builder.labels };
  }

  /** Files derived from IoT-23 begin every line with a separator that stands before nothing. */
  #leaveOutFirst(): void {
    const reader = this.#reader;
    reader.starts.copyWithin(0, 1, reader.count);
    reader.ends.copyWithin(0, 1, reader.count);
    reader.count--;
    this.#log.repair(reader.line, 'the line begins with a separator: left out');
  }

  #direct(line: string): void {
    const at = this.#reader.line;
    const before = this.#header;
    this.#header = afterDirective(before, line, (message) => this.#log.error(message, at));
    if (this.#header === before) return;
    this.#reader.delimiter = this.#header.separator.charCodeAt(0);
    if (this.#header.names.length > 0) this.#bind(this.#header, at);
  }

  #bind({ names, types, unset, empty, path }: ZeekHeader, at: number): void {
    const known = new Set(names.map(normalName));
    if (!hasZeekNames((name) => known.has(name))) {
      if (this.#rowsAre === 'nameless') throw this.#notOfConnections(names, path, at);
      this.#rowsAre = 'others';
      return;
    }
    this.#rowsAre = 'flows';
    const { positions, unused } = bindFields(ZEEK_CONN.fields, names);
    const [protocol, history, connState] = DIRECTION_NAMES.map((name) =>
      names.findIndex((each) => normalName(each) === name),
    );
    const unsetWords = [unset, empty];
    this.#types = Array.from(positions, (position) => types[position] ?? '');
    this.#cells.bind(positions, unsetWords);
    this.#direction = {
      protocol,
      history,
      connState,
      unset: unsetWords.map((word) => encoder.encode(word)),
    };
    const news = unused.filter((name) => name !== 'history' && !this.#reported.has(name));
    ignoreColumns(news, at, this.#log);
    if (this.#reported.size < MOST_REPORTED) for (const name of news) this.#reported.add(name);
  }

  #notOfConnections(names: readonly string[], path: string, at: number): Error {
    const kind = path === '' ? 'a log' : `Zeek's ${path}.log`;
    return this.#log.error(
      `${kind} without the columns of a connection log (ts, id.orig_h, id.resp_h, proto, and one of ` +
        `duration, orig_bytes, orig_pkts, conn_state, …); the header has ${listed(names)}`,
      at,
    );
  }
}

/** Names of unused columns that are remembered, so that no file can fill the memory with them. */
const MOST_REPORTED = 1000;

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
