import { equalBytes } from '../text/cells.ts';

const encoder = new TextEncoder();

/** What stands for no value in a format, besides an empty cell. */
export class UnsetWords {
  readonly #words: readonly Uint8Array[];
  /** 1 for the bytes that one of the words begins with: most cells are told by their first. */
  readonly #begins = new Uint8Array(256);

  constructor(words: readonly string[]) {
    this.#words = words.map((word) => encoder.encode(word));
    for (const [first] of this.#words) this.#begins[first] = 1;
  }

  /** Whether the cell `bytes[start … end)` is one of them. */
  has(bytes: Uint8Array, start: number, end: number): boolean {
    if (start === end) return true;
    if (this.#begins[bytes[start]] === 0) return false;
    for (const word of this.#words) {
      if (equalBytes(bytes, start, end, word)) return true;
    }
    return false;
  }
}
