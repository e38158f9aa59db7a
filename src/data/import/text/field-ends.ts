const LINE_FEED = 0x0a;

/** Bytes to look through at once: few enough that their field ends stay in the nearest cache. */
export const STRETCH = 1 << 13;

/** The same byte four times, as a word. */
const FOUR_TIMES = 0x01010101;
const LOW_BITS = 0x7f7f7f7f;

/**
 * Where fields end in a stretch of bytes without quotes. Bytes are compared four at a time, and
 * what is found is noted without a branch: no processor guesses where fields end, and a wrong guess
 * costs more than ten bytes. Source: H. S. Warren, "Hacker's Delight", 6-1, finds a zero byte.
 */
export class FieldEnds {
  /** Indices of delimiters and line feeds, ascending. */
  readonly positions = new Int32Array(STRETCH + 8);
  /** Those from `next` to `count` are not taken yet, and the field of the first starts here. */
  next = 0;
  count = 0;
  nextFrom = -1;

  /**
   * Looks through `bytes[from … to)`, at most a stretch of it. O(to − from).
   * @param words the memory of `bytes` from index 0 on, and up to `to` at least, in words
   */
  find(words: Int32Array, from: number, to: number, delimiter: number): void {
    const { positions } = this;
    this.take(0, from);
    this.count = endsInWords(words, from >> 2, (to + 3) >> 2, delimiter, positions);
    while (this.count > 0 && positions[this.count - 1] >= to) this.count--;
    while (this.next < this.count && positions[this.next] < from) this.next++;
  }

  /** Field ends before `next` are taken, and the next field starts at `nextFrom`. */
  take(next: number, nextFrom: number): void {
    this.next = next;
    this.nextFrom = nextFrom;
  }

  /** The bytes are others now. */
  forget(): void {
    this.take(0, -1);
  }
}

/** Little-endian, as every processor that runs a browser is: the lowest bits come first. */
function endsInWords(
  words: Int32Array,
  first: number,
  end: number,
  delimiter: number,
  positions: Int32Array,
): number {
  const delimiters = Math.imul(delimiter < 0 ? LINE_FEED : delimiter, FOUR_TIMES);
  const lineFeeds = Math.imul(LINE_FEED, FOUR_TIMES);
  let count = 0;
  for (let i = first; i < end; i++) {
    const a = words[i] ^ delimiters;
    const b = words[i] ^ lineFeeds;
    // The top bit of each byte is set if the byte is neither.
    const neither = (((a & LOW_BITS) + LOW_BITS) | a) & (((b & LOW_BITS) + LOW_BITS) | b);
    const found = ~(neither | LOW_BITS);
    if (found === 0) continue;
    const at = i << 2;
    positions[count] = at;
    count += (found >>> 7) & 1;
    positions[count] = at + 1;
    count += (found >>> 15) & 1;
    positions[count] = at + 2;
    count += (found >>> 23) & 1;
    positions[count] = at + 3;
    count += found >>> 31;
  }
  return count;
}
