import { InputError } from './errors.ts';

/** Objects and lists within each other at most: what the lab saves has fewer. */
const DEEPEST = 32;

/**
 * Parses JSON that is not nested so deeply that walking it could overflow the stack. O(characters).
 *
 * @param otherwise what is said of text that is no JSON, where the words of the engine, which differ
 *   from one to the next, would not do
 * @throws InputError for text that is no such JSON
 */
export function parseShallowJson(text: string, otherwise?: string): unknown {
  if (depthOf(text) > DEEPEST) {
    throw new InputError(`This JSON is nested more than ${DEEPEST} levels deep.`);
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message.slice(0, 120) : '';
    throw new InputError(otherwise ?? `This is not JSON: ${reason}.`);
  }
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPENING = [0x5b, 0x7b];
const CLOSING = [0x5d, 0x7d];

/** How deep brackets are nested, outside of strings. */
function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) quoted = !quoted;
    else if (code === BACKSLASH && quoted) at++;
    else if (quoted) continue;
    else if (OPENING.includes(code)) deepest = Math.max(deepest, ++depth);
    else if (CLOSING.includes(code)) depth--;
  }
  return deepest;
}

/** Makes an error of what is wrong, a sentence without its full stop. */
type Complaint = (problem: string) => InputError;

const PLAINLY: Complaint = (problem) => new InputError(`${problem}.`);

/**
 * A value inside parsed JSON that nobody has checked yet, and where it stands: `scaler.kind`. Every
 * reading throws an InputError that names the place, what should stand there and what does.
 */
export class Field {
  readonly value: unknown;
  readonly path: string;
  readonly #complain: Complaint;

  /** @param complain says in an error what the whole JSON should be */
  constructor(value: unknown, path: string, complain: Complaint = PLAINLY) {
    this.value = value;
    this.path = path;
    this.#complain = complain;
  }

  /** The named field of an object; its value is `undefined` if the object has none of its own. */
  at(name: string): Field {
    const holder = this.#object();
    const path = this.path === '' ? name : `${this.path}.${name}`;
    return this.#inside(Object.hasOwn(holder, name) ? holder[name] : undefined, path);
  }

  keys(): string[] {
    return Object.keys(this.#object());
  }

  list(what: string, least: number, most: number): Field[] {
    return this.#items(what, least, most).map((item, at) =>
      this.#inside(item, `${this.path}[${at}]`),
    );
  }

  /**
   * Finite numbers. O(numbers): a field is made of none but one that is wrong.
   * @param what the numbers that are `ok`
   */
  numbers(
    least: number,
    most: number,
    what = 'numbers',
    ok: (value: number) => boolean = () => true,
  ): number[] {
    const items = this.#items(what, least, most);
    const wrong = items.findIndex((item) => !isFiniteNumber(item) || !ok(item));
    if (wrong < 0) return items as number[];
    const item = this.#inside(items[wrong], `${this.path}[${wrong}]`);
    throw item.expected(isFiniteNumber(item.value) ? `among ${what}` : 'a number');
  }

  /** Text, `least` to `most` pieces of it. */
  words(least: number, most: number, longest = Number.POSITIVE_INFINITY): string[] {
    return this.list('words', least, most).map((item) => item.word(longest));
  }

  word(longest: number): string {
    if (typeof this.value !== 'string' || this.value.length > longest) {
      throw this.expected(
        longest === Number.POSITIVE_INFINITY ? 'text' : `text of up to ${longest} characters`,
      );
    }
    return this.value;
  }

  number(): number {
    if (!isFiniteNumber(this.value)) throw this.expected('a number');
    return this.value;
  }

  count(): number {
    if (!Number.isSafeInteger(this.value) || Number(this.value) < 0) throw this.expected('a count');
    return this.number();
  }

  flag(): boolean {
    if (typeof this.value !== 'boolean') throw this.expected('true or false');
    return this.value;
  }

  oneOf<Word extends string>(words: readonly Word[]): Word {
    const found = words.find((word) => word === this.value);
    if (found === undefined)
      throw this.expected(words.length > 2 ? `one of ${words.join(', ')}` : words.join(' or '));
    return found;
  }

  orNull<Value>(read: (field: this) => Value): Value | null {
    return this.value === null ? null : read(this);
  }

  /** Runs what reads the value; its complaint names the place, and is kept short. */
  named<Value>(read: () => Value): Value {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      throw new InputError(`${this.path}: ${error.message.slice(0, 300)}`);
    }
  }

  expected(what: string): InputError {
    return this.#complain(
      `${this.path || 'The file'} should be ${what.slice(0, 300)}; it is ${described(this.value)}`,
    );
  }

  #inside(value: unknown, path: string): Field {
    return new Field(value, path, this.#complain);
  }

  #items(what: string, least: number, most: number): unknown[] {
    const { value } = this;
    if (!Array.isArray(value) || value.length < least || value.length > most) {
      const count =
        least === most ? least : most < Infinity ? `${least} to ${most}` : `${least} or more`;
      throw this.expected(`a list of ${count} ${what}`);
    }
    return value;
  }

  #object(): Record<string, unknown> {
    const { value } = this;
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw this.expected('an object');
    }
    return value as Record<string, unknown>;
  }
}

const isFiniteNumber = (value: unknown): value is number => Number.isFinite(value);

function described(value: unknown): string {
  if (value === undefined) return 'missing';
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'object' && value !== null) return 'an object';
  return JSON.stringify(value).slice(0, 60);
}
