import type { GrowingTexts } from '../flows/columns.ts';
import type { FlowField } from '../flows/flow-fields.ts';
import type { CellSource } from '../text/cell-source.ts';
import { parseDecimal } from '../text/text-cells.ts';
import type { WordDictionary } from '../text/words.ts';
import { type TimeColumn, timeColumn } from '../times/times.ts';
import type { TimeReading } from '../traffic-reader.ts';

export type JsonObject = Readonly<Record<string, unknown>>;

/** A number made of more than one value of a row; `undefined` where it is unset. */
export type JsonNumber = (row: JsonRow) => number | undefined;

const encoder = new TextEncoder();
/** Room for a word of usual length, so that none is made for each. */
const scratch = new Uint8Array(256);

/** Words of a column that are known by their string, besides by their bytes. */
const KNOWN_WORDS = 1 << 16;

/** One object as a row: a field is the first of its names that the object has. */
export class JsonRow implements CellSource {
  line = 0;
  #object: JsonObject = {};
  readonly #fields: readonly RowField[];
  readonly #unset: ReadonlySet<unknown>;
  readonly #times: JsonTimes;
  readonly #present: boolean[];
  /** The values of the fields, and the numbers of those that were asked for. */
  readonly #values: unknown[];
  readonly #numbers: Float64Array;

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
    this.#fields = fields.map(({ key, names }) => ({
      paths: names.map(pathOf),
      computed: computed[key],
      isTime: key === 'startTime',
      known: new Map(),
    }));
    this.#unset = new Set([undefined, null, '', ...unsetWords]);
    this.#times = new JsonTimes(times);
    this.#present = fields.map(() => false);
    this.#values = fields.map(() => undefined);
    this.#numbers = new Float64Array(fields.length);
  }

  show(object: JsonObject, line: number): void {
    this.#object = object;
    this.line = line;
    for (let field = 0; field < this.#fields.length; field++) {
      this.#values[field] = firstValue(object, this.#fields[field].paths);
    }
  }

  isPresent(field: number): boolean {
    return this.#present[field];
  }

  isUnset(field: number): boolean {
    const value = this.#values[field];
    const { computed } = this.#fields[field];
    const number = computed?.(this);
    if (number === undefined && this.#unset.has(value)) return true;
    this.#present[field] = true;
    if (computed !== undefined) this.#numbers[field] = number ?? numberOf(value);
    return false;
  }

  /** Asked of a field after `isUnset`. */
  number(field: number): number {
    const { computed, isTime } = this.#fields[field];
    if (computed !== undefined) return this.#numbers[field];
    const value = this.#values[field];
    return isTime ? this.#times.read(value) : numberOf(value);
  }

  text(field: number): string {
    return wordOf(this.#values[field]);
  }

  intern(field: number, words: WordDictionary): number {
    const text = this.text(field);
    const { known } = this.#fields[field];
    let number = known.get(text);
    if (number === undefined) {
      number = words.internText(text);
      if (known.size < KNOWN_WORDS) known.set(text, number);
    }
    return number;
  }

  append(field: number, texts: GrowingTexts): void {
    const text = this.text(field);
    const bytes = 3 * text.length > scratch.length ? encoder.encode(text) : scratch;
    const length = bytes === scratch ? encoder.encodeInto(text, scratch).written : bytes.length;
    texts.push(bytes, 0, length);
  }

  /** The word at a path; `''` where there is none. */
  word(path: JsonPath): string {
    const value = valueAt(this.#object, path);
    return this.#unset.has(value) ? '' : wordOf(value);
  }

  /** The time at a path, in seconds since 1970 UTC; NaN where there is none. */
  time(path: JsonPath): number {
    return this.#times.read(valueAt(this.#object, path));
  }
}

/** A field, prepared for many rows. */
interface RowField {
  readonly paths: readonly JsonPath[];
  readonly computed: JsonNumber | undefined;
  readonly isTime: boolean;
  /** Numbers of words; a field's words are always of one dictionary. */
  readonly known: Map<string, number>;
}

/** A path such as `id.orig_h`: one name, or a path within an object. */
export interface JsonPath {
  readonly whole: string;
  /** The object's name and the path in it; `null`: there is no point in the path. */
  readonly parts: readonly [holder: string, path: JsonPath] | null;
}

export function pathOf(whole: string): JsonPath {
  const point = whole.indexOf('.');
  const parts = [whole.slice(0, point), whole.slice(point + 1)] as const;
  return { whole, parts: point < 0 ? null : [parts[0], pathOf(parts[1])] };
}

function firstValue(object: JsonObject, paths: readonly JsonPath[]): unknown {
  for (const path of paths) {
    const value = valueAt(object, path);
    if (value !== undefined) return value;
  }
  return undefined;
}

export function valueAt(object: JsonObject, { whole, parts }: JsonPath): unknown {
  if (Object.hasOwn(object, whole)) return object[whole];
  if (parts === null) return undefined;
  const [holder, path] = parts;
  const inner = Object.hasOwn(object, holder) ? object[holder] : undefined;
  return isObject(inner) ? valueAt(inner, path) : undefined;
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
  #perSecond = 0;
  #dates: TimeColumn | undefined;
  /** The two dates read last, and their seconds: a row's start is read twice. */
  readonly #known = new Map<string, number>();

  constructor(reading: TimeReading) {
    this.#reading = reading;
  }

  read(value: unknown): number {
    const count = numberOf(value);
    if (!Number.isNaN(count)) return this.#readCount(count);
    if (typeof value !== 'string') return Number.NaN;
    const known = this.#known.get(value);
    if (known !== undefined) return known;
    this.#dates ??= timeColumn([value], this.#reading.timeZone);
    const seconds = this.#dates.readText(value);
    this.#reading.zoneless ||= this.#dates.zoneless;
    if (this.#known.size > 1) this.#known.clear();
    this.#known.set(value, seconds);
    return seconds;
  }

  #readCount(count: number): number {
    if (this.#perSecond === 0) {
      const text = String(count);
      const seconds = timeColumn([text], this.#reading.timeZone).readText(text);
      this.#perSecond = count === 0 ? 1 : Math.round(count / seconds);
    }
    return count / this.#perSecond;
  }
}
