import type { ListPlace } from './json-list.ts';

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const SPACE = 0x20;
const TAB = 0x09;
const COMMA = 0x2c;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;

/**
 * Puts JSON objects on a line each, be they members of an array or one after another, and however
 * they are broken into lines: line ends within an object become spaces, and what stands between two
 * objects becomes a line end. Nothing is inserted, so blocks are changed where they lie.
 *
 * Where one object holds the list of records, what stands around the list becomes blank.
 *
 * An object that is never closed ends where a line begins with `{` no further in than its own first
 * line, and a string ends with its line: so a broken object costs few others. O(bytes), holds a
 * handful of numbers.
 */
export class JsonSplitter {
  /** Open braces and brackets; 0 between objects. */
  #depth = 0;
  #inString = false;
  #escaped = false;
  /** Whether the byte after an object is next, which makes way for a line end. */
  #closed = false;
  /** Whether something that is no object stands before the next one. */
  #stray = false;
  /** Blanks at the start of this line, −1 once something else came. */
  #indent = 0;
  /** Blanks before the object's brace, −1 where more stands there. */
  #objectIndent = -1;

  readonly #surroundings: ListSurroundings | undefined;

  /** @param list where the records are, unless the file is a list or objects one after another */
  constructor(list?: ListPlace) {
    this.#surroundings = list && new ListSurroundings(list);
  }

  /** Changes a block, which continues the one before. */
  split(block: Uint8Array): void {
    const around = this.#surroundings;
    for (let at = 0; at < block.length; at++) {
      const byte = block[at];
      if (around !== undefined && !around.isInside) {
        block[at] = around.pass(byte);
        continue;
      }
      if (byte === CLOSE_BRACKET && this.#depth === 0) around?.leave();
      if (this.#depth > 0 && byte === OPEN_BRACE && this.#beginsAnother()) {
        if (at > 0) block[at - 1] = LINE_FEED;
        this.#depth = 0;
        this.#closed = false;
      }
      block[at] = this.#depth > 0 ? this.#within(byte) : this.#between(byte);
      this.#countIndent(byte);
    }
  }

  #beginsAnother(): boolean {
    return !this.#inString && this.#indent >= 0 && this.#indent <= this.#objectIndent;
  }

  #within(byte: number): number {
    if (byte === LINE_FEED) {
      if (!this.#inString) return SPACE;
      this.#inString = false;
      this.#escaped = false;
      this.#depth = 0;
      return LINE_FEED;
    }
    if (this.#inString) {
      if (this.#escaped) this.#escaped = false;
      else if (byte === BACKSLASH) this.#escaped = true;
      else if (byte === QUOTE) this.#inString = false;
    } else if (byte === QUOTE) {
      this.#inString = true;
    } else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) {
      this.#depth++;
    } else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) {
      this.#depth--;
      this.#closed = this.#depth === 0;
    }
    return byte;
  }

  #between(byte: number): number {
    if (byte === OPEN_BRACE) {
      this.#closed = false;
      this.#stray = false;
      this.#depth = 1;
      this.#objectIndent = this.#indent;
      return byte;
    }
    const isBetween = byte === COMMA || byte === LINE_FEED;
    if (this.#closed || (this.#stray && isBetween)) {
      this.#closed = false;
      this.#stray = false;
      return LINE_FEED;
    }
    if (isBetween || isBlank(byte) || byte === OPEN_BRACKET || byte === CLOSE_BRACKET) return SPACE;
    this.#stray = true;
    return byte;
  }

  #countIndent(byte: number): void {
    if (byte === LINE_FEED) this.#indent = 0;
    else if (!isBlank(byte)) this.#indent = -1;
    else if (this.#indent >= 0) this.#indent++;
  }
}

/** Longer names are none of a list; they are not remembered. */
const LONGEST_NAME = 40;
/** Blanks that stand on one line at most, so that no line of them is too long to be read. */
const MOST_BLANKS = 1 << 16;

/** What stands around the list of records in the one object that holds it. */
class ListSurroundings {
  /** Whether the list has been entered and not yet left. */
  isInside = false;
  readonly #list: ListPlace;
  #depth = 0;
  #inString = false;
  #escaped = false;
  /** The name read last. */
  #name = '';
  #blanks = 0;

  constructor(list: ListPlace) {
    this.#list = list;
  }

  /** Takes the next byte, and gives the blank or line end in its place. */
  pass(byte: number): number {
    if (this.#inString) this.#readName(byte);
    else if (byte === QUOTE) {
      this.#inString = true;
      this.#name = '';
    } else if (byte === OPEN_BRACE) this.#depth++;
    else if (byte === CLOSE_BRACE) this.#depth--;
    else if (byte === OPEN_BRACKET) {
      this.isInside = this.#name === this.#list.name && this.#depth === this.#list.depth;
      if (!this.isInside) this.#depth++;
    } else if (byte === CLOSE_BRACKET) this.#depth--;
    this.#blanks = (this.#blanks + 1) % MOST_BLANKS;
    return this.#blanks === 0 ? LINE_FEED : SPACE;
  }

  /** The list has ended. */
  leave(): void {
    this.isInside = false;
    this.#name = '';
  }

  #readName(byte: number): void {
    if (this.#escaped) this.#escaped = false;
    else if (byte === BACKSLASH) this.#escaped = true;
    else if (byte === QUOTE) this.#inString = false;
    else if (this.#name.length < LONGEST_NAME) this.#name += String.fromCharCode(byte);
  }
}

function isBlank(byte: number): boolean {
  return byte === SPACE || byte === TAB || byte === CARRIAGE_RETURN;
}

/** Whether objects are broken into lines, or members of an array: by the first bytes of a file. */
export function needsSplitting(head: string): boolean {
  const start = head.trimStart();
  if (start.startsWith('[')) return true;
  const [first, ...others] = start.split('\n');
  return others.length > 0 && first.startsWith('{') && /[{[,:]\s*$/.test(first);
}
