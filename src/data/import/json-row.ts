import type { CellSource } from './cell-source.ts';
import { parseDecimal } from './cells.ts';
import type { GrowingTexts } from './columns.ts';
import type { FlowField } from './flow-fields.ts';
import { type TimeColumn, timeColumn } from './times.ts';
import type { TimeReading } from './traffic-reader.ts';
import type { WordDictionary } from './words.ts';

export type JsonObject = Readonly<Record<string, unknown>>;

/** A number made of more than one value of a row; `undefined` where it is unset. */
export type JsonNumber = (row: JsonRow) => number | undefined;

const encoder = new TextEncoder();

/** One object as a row: a field is the first of its names that the object has. */
export class JsonRow implements CellSource {
  line = 0;
  #object: JsonObject = {};
  readonly #fields: readonly FlowField[];
  readonly #computed: readonly (JsonNumber | undefined)[];
  readonly #unset: ReadonlySet<unknown>;
  readonly #times: JsonTimes;
  readonly #present: boolean[];

  /**
   * @param computed numbers of fields that are no plain values
   * @param unsetWords what stands for no value, besides `null` and nothing at all
   */
  constructor(
    fields: readonly FlowField[],
    computed: Readonly<Partial<Record<FlowField['key'], JsonNumber>>>,
    unsetWords: readonly string[],
    times: TimeReading,
  ) {
    this.#fields = fields;
    this.#computed = fields.map(({ key }) => computed[key]);
    this.#unset = new Set([undefined, null, '', ...unsetWords]);
    this.#times = new JsonTimes(times);
    this.#present = fields.map(() => false);
  }

  show(object: JsonObject, line: number): void {
    this.#object = object;
    this.line = line;
  }

  isPresent(field: number): boolean {
    return this.#present[field];
  }

  isUnset(field: number): boolean {
    const computed = this.#computed[field]?.(this);
    const isUnset = computed === undefined && this.#unset.has(this.#value(field));
    if (!isUnset) this.#present[field] = true;
    return isUnset;
  }

  number(field: number): number {
    const computed = this.#computed[field]?.(this);
    if (computed !== undefined) return computed;
    const value = this.#value(field);
    return this.#fields[field].key === 'startTime' ? this.#times.read(value) : numberOf(value);
  }

  text(field: number): string {
    return wordOf(this.#value(field));
  }

  intern(field: number, words: WordDictionary): number {
    return words.internText(this.text(field));
  }

  append(field: number, texts: GrowingTexts): void {
    const bytes = encoder.encode(this.text(field));
    texts.push(bytes, 0, bytes.length);
  }

  /** The word at a path; `''` where there is none. */
  word(path: string): string {
    const value = valueAt(this.#object, path);
    return this.#unset.has(value) ? '' : wordOf(value);
  }

  /** The time at a path, in seconds since 1970 UTC; NaN where there is none. */
  time(path: string): number {
    return this.#times.read(valueAt(this.#object, path));
  }

  #value(field: number): unknown {
    const { names } = this.#fields[field];
    for (const name of names) {
      const value = valueAt(this.#object, name);
      if (value !== undefined) return value;
    }
    return undefined;
  }
}

/** The value under a path such as `id.orig_h`, be it one name or a name within an object. */
function valueAt(object: JsonObject, path: string): unknown {
  if (Object.hasOwn(object, path)) return object[path];
  const point = path.indexOf('.');
  if (point < 0) return undefined;
  const head = path.slice(0, point);
  const inner = Object.hasOwn(object, head) ? object[head] : undefined;
  return isObject(inner) ? valueAt(inner, path.slice(point + 1)) : undefined;
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function numberOf(value: unknown): number {
  if (typeof value === 'number') return value;
  return typeof value === 'string' ? parseDecimal(value) : Number.NaN;
}

/** A value as text; of an object or list, its JSON. */
function wordOf(value: unknown): string {
  if (typeof value === 'string') return value;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** Times of a file: numbers in the unit of the first, words as dates. */
class JsonTimes {
  readonly #reading: TimeReading;
  #counts: TimeColumn | undefined;
  #dates: TimeColumn | undefined;

  constructor(reading: TimeReading) {
    this.#reading = reading;
  }

  read(value: unknown): number {
    const count = numberOf(value);
    const text = wordOf(value);
    const { timeZone } = this.#reading;
    if (!Number.isNaN(count)) {
      this.#counts ??= timeColumn([text], timeZone);
      return this.#counts.readText(text);
    }
    if (typeof value !== 'string') return Number.NaN;
    this.#dates ??= timeColumn([text], timeZone);
    const seconds = this.#dates.readText(text);
    this.#reading.zoneless ||= this.#dates.zoneless;
    return seconds;
  }
}
