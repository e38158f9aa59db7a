import type { FlowMapping } from './cell-source.ts';
import { FlowBuilder } from './flow-builder.ts';
import type { FlowField } from './flow-fields.ts';
import { ignoreColumns } from './header.ts';
import { isObject, type JsonNumber, type JsonObject, JsonRow } from './json-row.ts';
import { JsonSplitter } from './json-splitter.ts';
import type { ProblemLog } from './problems.ts';
import { NONE, type RecordReader } from './record-reader.ts';
import type { TextContext, Traffic, TrafficReader } from './traffic-reader.ts';

/** A kind of log whose rows are JSON objects. */
export interface JsonDialect {
  /** The format's name for people. */
  readonly format: string;
  /** Its fields are named by paths: `flow.start` is `start` within `flow`. */
  readonly mapping: Omit<FlowMapping, 'doubtsDirection'>;
  /** Numbers that take more than a value. */
  readonly computed: Readonly<Partial<Record<FlowField['key'], JsonNumber>>>;
  /** What stands for no value, besides `null` and nothing at all. */
  readonly unsetWords: readonly string[];
  /** Paths that are read besides those of fields. */
  readonly alsoRead: readonly string[];
  /** The kind of event that an object is of, where it is none of a flow. */
  readonly otherEvent: (row: JsonRow) => string | undefined;
  readonly doubtsDirection?: (row: JsonRow) => boolean;
  /** What there is to say about every such log. */
  readonly notes: readonly string[];
}

/** More names and kinds of events than any log has, so that no file can fill the memory. */
const MOST_NAMES = 1000;
const MOST_EVENTS = 50;

/**
 * Reads flows from JSON objects, a line each, or members of an array, or broken into lines. Then
 * problems count objects, not lines.
 * @param split whether objects and lines are not the same
 */
export function jsonFlowReader(
  dialect: JsonDialect,
  split: boolean,
  { reader, log, parts, times }: TextContext,
): TrafficReader {
  const { mapping, computed, unsetWords, doubtsDirection } = dialect;
  const row = new JsonRow(mapping.fields, computed, unsetWords, times);
  const builder = new FlowBuilder(
    { ...mapping, doubtsDirection: () => doubtsDirection?.(row) ?? false },
    log,
    parts,
  );
  const names = new NamesRead(dialect);
  const events = new Set<string>();
  const splitter = split ? new JsonSplitter() : undefined;
  reader.delimiter = NONE;
  reader.quote = NONE;
  if (split) log.unit = 'object';

  function ignoreEvent(kind: string): 'meta' {
    const isNamed = events.has(kind) || events.size < MOST_EVENTS;
    if (isNamed) events.add(kind);
    log.ignore(reader.line, `${isNamed ? kind : 'some other'} event, which is no flow`);
    return 'meta';
  }

  return {
    format: `${dialect.format} (${split ? 'JSON' : 'JSON lines'})`,
    ...(splitter !== undefined && { prepare: (block) => splitter.split(block) }),
    read() {
      const object = readObject(reader, log);
      if (object === 'blank') return 'meta';
      if (object === undefined) return 'refused';
      row.show(object, reader.line);
      const other = dialect.otherEvent(row);
      if (other !== undefined) return ignoreEvent(other);
      const nested = names.note(object);
      if (nested !== undefined) {
        log.refuse(reader.line, nested, 'is neither a number nor a word');
        return 'refused';
      }
      return builder.add(row) ? 'kept' : 'refused';
    },
    finish(): Traffic {
      for (const note of dialect.notes) log.note(note);
      ignoreColumns(names.unused, 1, log);
      builder.finish(row);
      return { kind: 'flows', labelsRead: builder.labelsRead };
    },
  };
}

function readObject(reader: RecordReader, log: ProblemLog): JsonObject | 'blank' | undefined {
  const text = reader.recordText();
  if (text.trim() === '') return 'blank';
  try {
    const value: unknown = JSON.parse(text);
    if (isObject(value)) return value;
  } catch {
    // Told below: a line cut short and a line that never was JSON are the same to the person.
  }
  log.refuse(
    reader.line,
    log.unit === 'object' ? 'the text' : 'the line',
    'is not a JSON object',
    text,
  );
  return undefined;
}

/** Which names of objects are read, and which were seen and are not. */
class NamesRead {
  readonly #values: ReadonlySet<string>;
  /** Names of objects that hold values: `flow` of `flow.start`. */
  readonly #holders: ReadonlySet<string>;
  readonly #unused = new Set<string>();

  constructor({ mapping, alsoRead }: JsonDialect) {
    const paths = [...mapping.fields.flatMap(({ names }) => names), ...alsoRead];
    this.#values = new Set(paths);
    this.#holders = new Set(
      paths.filter((path) => path.includes('.')).map((path) => path.slice(0, path.indexOf('.'))),
    );
  }

  get unused(): string[] {
    return [...this.#unused];
  }

  /** Notes what nothing reads; gives the name of a value that is an object or a list. */
  note(object: JsonObject, prefix = ''): string | undefined {
    for (const name of Object.keys(object)) {
      const path = prefix + name;
      const value = object[name];
      if (this.#values.has(path)) {
        if (typeof value === 'object' && value !== null) return path;
      } else if (prefix === '' && this.#holders.has(name) && isObject(value)) {
        const nested = this.note(value, `${name}.`);
        if (nested !== undefined) return nested;
      } else if (this.#unused.size < MOST_NAMES) {
        this.#unused.add(path);
      }
    }
    return undefined;
  }
}
