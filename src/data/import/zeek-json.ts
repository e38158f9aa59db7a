import type { CellSource } from './cell-source.ts';
import { parseDecimal } from './cells.ts';
import type { GrowingTexts } from './columns.ts';
import { FlowBuilder } from './flow-builder.ts';
import { ignoreColumns } from './header.ts';
import type { ProblemLog } from './problems.ts';
import { NONE, type RecordReader } from './record-reader.ts';
import type { RecordOutcome, TextContext, Traffic, TrafficReader } from './traffic-reader.ts';
import type { WordDictionary } from './words.ts';
import { ZEEK_CONN } from './zeek-fields.ts';

/** More names than any log has, so that a hostile file cannot fill the memory with them. */
const MOST_UNUSED_NAMES = 1000;

const encoder = new TextEncoder();

type JsonObject = Readonly<Record<string, unknown>>;

/** A connection log as JSON lines: an object per line, Zeek's names as keys, unset ones left out. */
export class ZeekJsonReader implements TrafficReader {
  readonly format = 'Zeek conn.log (JSON lines)';
  readonly #reader: RecordReader;
  readonly #log: ProblemLog;
  readonly #cells: JsonCells;
  readonly #builder: FlowBuilder;
  readonly #known = new Set(ZEEK_CONN.fields.flatMap(({ names }) => names));
  readonly #unused = new Set<string>();

  constructor({ reader, log, parts }: TextContext) {
    this.#reader = reader;
    this.#log = log;
    this.#cells = new JsonCells();
    this.#builder = new FlowBuilder(ZEEK_CONN, log, parts);
    reader.delimiter = NONE;
    reader.quote = NONE;
  }

  read(): RecordOutcome {
    const { line } = this.#reader;
    const text = this.#reader.recordText();
    const row = parseObject(text);
    if (row === undefined) {
      this.#log.refuse(line, 'the line', 'is not a JSON object', text);
      return 'refused';
    }
    const nested = this.#nestedField(row);
    if (nested !== undefined) {
      this.#log.refuse(line, nested, 'is neither a number nor a word');
      return 'refused';
    }
    this.#cells.show(row, line);
    return this.#builder.add(this.#cells) ? 'kept' : 'refused';
  }

  finish(): Traffic {
    ignoreColumns([...this.#unused], 1, this.#log);
    this.#builder.finish(this.#cells);
    return { kind: 'flows', labelsRead: this.#builder.labelsRead };
  }

  /** A field that holds an object or a list. Notes on the way the names that nothing reads. */
  #nestedField(row: JsonObject): string | undefined {
    for (const name of Object.keys(row)) {
      if (this.#known.has(name)) {
        if (typeof row[name] === 'object' && row[name] !== null) return name;
      } else if (this.#unused.size < MOST_UNUSED_NAMES) {
        this.#unused.add(name);
      }
    }
    return undefined;
  }
}

function parseObject(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as JsonObject)
      : undefined;
  } catch {
    return undefined;
  }
}

/** One object as a row. */
class JsonCells implements CellSource {
  line = 0;
  #row: JsonObject = {};
  readonly #present = ZEEK_CONN.fields.map(() => false);

  show(row: JsonObject, line: number): void {
    this.#row = row;
    this.line = line;
  }

  isPresent(field: number): boolean {
    return this.#present[field];
  }

  isUnset(field: number): boolean {
    const value = this.#value(field);
    if (value === undefined || value === null) return true;
    this.#present[field] = true;
    return value === '' || value === '-';
  }

  number(field: number): number {
    const value = this.#value(field);
    if (typeof value === 'number') return value;
    return typeof value === 'string' ? parseDecimal(value) : Number.NaN;
  }

  text(field: number): string {
    const value = this.#value(field);
    return String(value);
  }

  intern(field: number, words: WordDictionary): number {
    return words.internText(this.text(field));
  }

  append(field: number, texts: GrowingTexts): void {
    const bytes = encoder.encode(this.text(field));
    texts.push(bytes, 0, bytes.length);
  }

  #value(field: number): unknown {
    for (const name of ZEEK_CONN.fields[field].names) {
      if (Object.hasOwn(this.#row, name)) return this.#row[name];
    }
    return undefined;
  }
}
