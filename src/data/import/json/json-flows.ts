import { FlowBuilder } from '../flows/flow-builder.ts';
import type { FlowField } from '../flows/flow-fields.ts';
import type { FlowMapping } from '../text/cell-source.ts';
import { ignoreColumns } from '../text/header.ts';
import type { KeptRows, TextContext, TrafficReader } from '../traffic-reader.ts';
import type { Envelope } from './json-envelope.ts';
import type { JsonHead } from './json-head.ts';
import { JsonObjects } from './json-objects.ts';
import {
  isObject,
  type JsonNumber,
  type JsonObject,
  type JsonPath,
  JsonRow,
  pathOf,
} from './json-row.ts';

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
  /** What to do where none of its events is a flow. */
  readonly advice?: string;
}

/** Where the objects of a file are, and where in them their records. */
export interface JsonPlace {
  readonly head: JsonHead;
  readonly envelope: Envelope;
}

/** More names and kinds of events than any log has, so that no file can fill the memory. */
const MOST_NAMES = 1000;
const MOST_EVENTS = 50;

/**
 * Reads flows from JSON objects, a line each, or members of an array, or broken into lines. Then
 * problems count objects, not lines.
 */
export function jsonFlowReader(
  dialect: JsonDialect,
  { head, envelope }: JsonPlace,
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
  const objects = new JsonObjects(head, envelope, reader, log);

  function ignoreEvent(kind: string): 'meta' {
    const isNamed = events.has(kind) || events.size < MOST_EVENTS;
    if (isNamed) events.add(kind);
    log.ignore(reader.line, `${isNamed ? kind : 'some other'} event, which is no flow`);
    return 'meta';
  }

  return {
    format: `${dialect.format} (${objects.form})`,
    advice: dialect.advice,
    prepare: (block) => objects.prepare(block),
    read() {
      const object = objects.read();
      if (typeof object === 'string') return object;
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
    finish(): KeptRows {
      for (const note of dialect.notes) log.note(note);
      ignoreColumns(names.unused, 1, log);
      builder.finish(row);
      return { kind: 'flows', labels: builder.labels };
    },
  };
}

/** What a name in an object stands for: a value that is read, more names, or nothing that is read. */
type NameRole = 'value' | 'unused' | Map<string, NameRole>;

function addValue(roles: Map<string, NameRole>, { whole, parts }: JsonPath): void {
  roles.set(whole, 'value');
  if (parts === null) return;
  const [holder, path] = parts;
  const known = roles.get(holder);
  const held = known instanceof Map ? known : new Map<string, NameRole>();
  roles.set(holder, held);
  addValue(held, path);
}

/** Which names of objects are read, and which were seen and are not. */
class NamesRead {
  readonly #roles = new Map<string, NameRole>();
  readonly unused: string[] = [];

  constructor({ mapping, alsoRead }: JsonDialect) {
    for (const path of [...mapping.fields.flatMap(({ names }) => names), ...alsoRead]) {
      addValue(this.#roles, pathOf(path));
    }
  }

  /** Notes what nothing reads; gives the name of a value that is an object or a list. */
  note(object: JsonObject, roles = this.#roles, prefix = ''): string | undefined {
    for (const name in object) {
      const role = roles.get(name) ?? this.#addUnused(name, roles, prefix);
      if (role === 'unused') continue;
      const value = object[name];
      if (typeof value !== 'object' || value === null) continue;
      if (role === 'value') return prefix + name;
      const nested = isObject(value) ? this.note(value, role, `${name}.`) : undefined;
      if (nested !== undefined) return nested;
    }
    return undefined;
  }

  #addUnused(name: string, roles: Map<string, NameRole>, prefix: string): 'unused' {
    if (this.unused.length < MOST_NAMES) {
      roles.set(name, 'unused');
      this.unused.push(prefix + name);
    }
    return 'unused';
  }
}
