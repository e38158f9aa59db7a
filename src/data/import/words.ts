import { textOf } from './cells.ts';

const encoder = new TextEncoder();
const asItIs = (raw: string): string => raw;

/**
 * The distinct words of a column, numbered in order of first appearance. Words are looked up by
 * their bytes, so that a string is made once for every distinct spelling and not for every cell: an
 * open-addressing table over one arena in which the spellings lie end to end.
 *
 * `spell` gives the word that a spelling stands for (`tcp` is TCP); spellings of one word share its
 * number. Hash: FNV-1a of Fowler, Noll and Vo.
 */
export class WordDictionary {
  /** Word number i. */
  readonly words: string[] = [];

  readonly #spell: (raw: string) => string;
  /** Number of every word; made only once two spellings may mean one word. */
  #numberOf: Map<string, number> | undefined;
  /** 1 + index of the spelling, 0 where free; the length is a power of two. */
  #slots = new Int32Array(1 << 5);
  #hashes = new Int32Array(1 << 4);
  #numbers = new Uint32Array(1 << 4);
  /** Spelling i is `arena[ends[i] … ends[i + 1])`. */
  #ends: Uint32Array = new Uint32Array((1 << 4) + 1);
  #arena = new Uint8Array(1 << 8);
  #spellings = 0;

  constructor(spell: (raw: string) => string = asItIs) {
    this.#spell = spell;
  }

  /** The number of the word in `bytes[start … end)`, a new one if need be. O(end − start). */
  intern(bytes: Uint8Array, start: number, end: number): number {
    const hash = hashOf(bytes, start, end);
    const mask = this.#slots.length - 1;
    let slot = hash & mask;
    for (let entry = this.#slots[slot]; entry !== 0; entry = this.#slots[slot]) {
      if (this.#hashes[entry - 1] === hash && this.#isSpelling(entry - 1, bytes, start, end)) {
        return this.#numbers[entry - 1];
      }
      slot = (slot + 1) & mask;
    }
    const raw = textOf(bytes, start, end);
    const number = this.#numberOfWord(this.#spell(raw), raw);
    this.#slots[slot] = this.#spellings + 1;
    this.#remember(bytes, start, end, hash, number);
    return number;
  }

  /** As `intern`, of a string. */
  internText(text: string): number {
    const bytes = encoder.encode(text);
    return this.intern(bytes, 0, bytes.length);
  }

  /** As `intern`, of the empty word. */
  internEmpty(): number {
    return this.intern(this.#arena, 0, 0);
  }

  #isSpelling(index: number, bytes: Uint8Array, start: number, end: number): boolean {
    const arena = this.#arena;
    const from = this.#ends[index];
    if (this.#ends[index + 1] - from !== end - start) return false;
    for (let i = 0; i < end - start; i++) {
      if (arena[from + i] !== bytes[start + i]) return false;
    }
    return true;
  }

  #numberOfWord(word: string, raw: string): number {
    // While every word is spelled one way, new bytes are a new word. U+FFFD stands for many bytes.
    if (this.#numberOf === undefined && (word !== raw || raw.includes('\ufffd'))) {
      this.#numberOf = new Map(this.words.map((known, number) => [known, number]));
    }
    const known = this.#numberOf?.get(word);
    if (known !== undefined) return known;
    this.#numberOf?.set(word, this.words.length);
    return this.words.push(word) - 1;
  }

  #remember(bytes: Uint8Array, start: number, end: number, hash: number, number: number): void {
    const index = this.#spellings++;
    const from = this.#ends[index];
    const to = from + end - start;
    if (index === this.#hashes.length) {
      this.#hashes = enlarged(this.#hashes, 2 * index);
      this.#numbers = enlarged(this.#numbers, 2 * index);
      this.#ends = enlarged(this.#ends, 2 * index + 1);
    }
    if (to > this.#arena.length) {
      this.#arena = enlarged(this.#arena, Math.max(to, 2 * this.#arena.length));
    }
    this.#arena.set(bytes.subarray(start, end), from);
    this.#ends[index + 1] = to;
    this.#hashes[index] = hash;
    this.#numbers[index] = number;
    if (2 * this.#spellings > this.#slots.length) this.#rehash();
  }

  #rehash(): void {
    const slots = new Int32Array(2 * this.#slots.length);
    const mask = slots.length - 1;
    for (let index = 0; index < this.#spellings; index++) {
      let slot = this.#hashes[index] & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = index + 1;
    }
    this.#slots = slots;
  }
}

function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let at = start; at < end; at++) hash = Math.imul(hash ^ bytes[at], 0x01000193);
  return hash ^ (hash >>> 15);
}

function enlarged<T extends Int32Array | Uint32Array | Uint8Array>(values: T, length: number): T {
  const Kind = values.constructor as new (length: number) => T;
  const larger = new Kind(length);
  larger.set(values);
  return larger;
}
