const SPACE = 0x20;
const LOWER_CASE = 0x20;

/**
 * Reads a cell from left to right; each step says whether the cell goes on as it should, and moves on
 * if so.
 */
export class CellScanner {
  at = 0;
  #bytes = new Uint8Array(0);
  #end = 0;
  /** The number just read, and how many digits it had. */
  value = 0;
  digits = 0;

  /** Turns to `bytes[start … end)`. */
  over(bytes: Uint8Array, start: number, end: number): void {
    this.#bytes = bytes as Uint8Array<ArrayBuffer>;
    this.at = start;
    this.#end = end;
  }

  /** The next byte; −1 at the end. */
  get next(): number {
    return this.at < this.#end ? this.#bytes[this.at] : -1;
  }

  /** A whole number of `most` digits or fewer. */
  number(most: number): boolean {
    this.value = 0;
    this.digits = 0;
    for (; this.digits < most; this.digits++, this.at++) {
      const digit = this.next - 0x30;
      if (digit < 0 || digit > 9) break;
      this.value = 10 * this.value + digit;
    }
    return this.digits > 0;
  }

  /** This very byte. */
  takes(byte: number): boolean {
    if (this.next !== byte) return false;
    this.at++;
    return true;
  }

  spaces(): void {
    while (this.next === SPACE) this.at++;
  }

  /** Whether an ASCII letter comes next. */
  get isAtLetter(): boolean {
    const letter = this.next | LOWER_CASE;
    return letter >= 0x61 && letter <= 0x7a && this.next > 0;
  }

  /** An ASCII word in any case; `word` in lower case. */
  takesWord(word: string): boolean {
    for (let i = 0; i < word.length; i++) {
      const byte = this.at + i < this.#end ? this.#bytes[this.at + i] : 0;
      if ((byte | LOWER_CASE) !== word.charCodeAt(i)) return false;
    }
    this.at += word.length;
    return true;
  }
}
