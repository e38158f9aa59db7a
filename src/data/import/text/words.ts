import { textOf } from './cells.ts';

const encoder = new TextEncoder();
const asItIs = (raw: string): string => raw;

/** Numbers kept for every spelling: its hash, where it starts and ends, and its word. */
const ENTRY = 4;
const FIRST_SPELLINGS = 1 << 4;
/** Far beyond any chain by chance; words made to collide are looked up by text instead. */
const LONGEST_CHAIN = 500;

/**
 * The distinct words of a column, numbered in order of first appearance. Words are looked up by
 * their bytes, so that a string is made once for every distinct spelling and not for every cell: an
 * open-addressing table over one arena in which the spellings lie end to end.
 *
 * `spell` gives the word that a spelling stands for (`tcp` is TCP); spellings of one word share its
 * number. Hash: multiply and shift of four bytes at a time, as in A. Appleby's MurmurHash.
 */
export class WordDictionary {
  /** Word number i. */
  readonly words: string[] = [];

  readonly #spell: (raw: string) => string;
  /** Number of every word; made only once two spellings may mean one word. */
  #numberOf: Map<string, number> | undefined;
  /** 1 + index of the spelling, 0 where free; the length is a power of two. */
  #slots = new Int32Array(2 * FIRST_SPELLINGS);
  #entries = new Int32Array(ENTRY * FIRST_SPELLINGS);
  #arena = new Uint8Array(1 << 8);
  #arenaEnd = 0;
  #spellings = 0;
  /** Numbers of spellings whose chain was full. */
  readonly #crowded = new Map<string, number>();

  constructor(spell: (raw: string) => string = asItIs) {
    this.#spell = spell;
  }

  /** The number of the word in `bytes[start … end)`, a new one if need be. O(end − start). */
  intern(bytes: Uint8Array, start: number, end: number): number {
    const hash = hashOf(bytes, start, end);
    const slots = this.#slots;
    const entries = this.#entries;
    const mask = slots.length - 1;
    let slot = hash & mask;
    for (let chain = 0; slots[slot] !== 0; chain++) {
      const entry = ENTRY * (slots[slot] - 1);
      if (entries[entry] === hash) {
        const from = entries[entry + 1];
        const isSame = areSame(this.#arena, from, entries[entry + 2], bytes, start, end);
        if (isSame) return entries[entry + 3];
      }
      if (chain === LONGEST_CHAIN) break;
      slot = (slot + 1) & mask;
    }
    return this.#add(bytes, start, end, hash, slot);
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

  #add(bytes: Uint8Array, start: number, end: number, hash: number, slot: number): number {
    const raw = textOf(bytes, start, end);
    const crowded = this.#crowded.size > 0 ? this.#crowded.get(raw) : undefined;
    if (crowded !== undefined) return crowded;
    const number = this.#numberOfWord(this.#spell(raw), raw);
    if (this.#slots[slot] !== 0) {
      this.#crowded.set(raw, number);
    } else {
      this.#slots[slot] = this.#spellings + 1;
      this.#remember(bytes, start, end, hash, number);
    }
    return number;
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
    const from = this.#arenaEnd;
    const to = from + end - start;
    if (to > this.#arena.length) {
      this.#arena = enlarged(this.#arena, Math.max(to, 2 * this.#arena.length));
    }
    // A loop copies a few bytes faster than the call of `set`.
    const arena = this.#arena;
    for (let at = start, into = from; at < end; ) arena[into++] = bytes[at++];
    this.#arenaEnd = to;
    const entries = this.#entries;
    const entry = ENTRY * this.#spellings++;
    entries[entry] = hash;
    entries[entry + 1] = from;
    entries[entry + 2] = to;
    entries[entry + 3] = number;
    if (entry + ENTRY === entries.length) this.#makeRoom();
  }

  /** Room for twice as many spellings; the slots are never more than half full. */
  #makeRoom(): void {
    this.#entries = enlarged(this.#entries, 2 * this.#entries.length);
    const slots = new Int32Array(2 * this.#slots.length);
    const mask = slots.length - 1;
    for (let index = 0; index < this.#spellings; index++) {
      let slot = this.#entries[ENTRY * index] & mask;
      let chain = 0;
      for (; slots[slot] !== 0 && chain < LONGEST_CHAIN; chain++) slot = (slot + 1) & mask;
      if (slots[slot] === 0) slots[slot] = index + 1;
      else this.#crowd(index);
    }
    this.#slots = slots;
  }

  #crowd(index: number): void {
    const [, from, to, number] = this.#entries.subarray(ENTRY * index, ENTRY * (index + 1));
    this.#crowded.set(textOf(this.#arena, from, to), number);
  }
}

function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = end - start;
  let at = start;
  for (; at < end - 3; at += 4) {
    const four = bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16) | (bytes[at + 3] << 24);
    hash = Math.imul(hash ^ four, 0x9e3779b1);
    hash ^= hash >>> 15;
  }
  for (; at < end; at++) hash = Math.imul(hash ^ bytes[at], 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b);
  return hash ^ (hash >>> 13);
}

function areSame(
  arena: Uint8Array,
  from: number,
  to: number,
  bytes: Uint8Array,
  start: number,
  end: number,
): boolean {
  if (to - from !== end - start) return false;
  for (let at = start; at < end; ) if (arena[from++] !== bytes[at++]) return false;
  return true;
}

function enlarged<T extends Int32Array | Uint8Array>(values: T, length: number): T {
  const Kind = values.constructor as new (length: number) => T;
  const larger = new Kind(length);
  larger.set(values);
  return larger;
}
