import seedrandom from 'seedrandom';
import { InputError } from './errors.ts';
import { integerSeed } from './integer-seed.ts';

/** A stream of random bits. Everything random in the lab draws from one of these, given to it. */
export interface RandomSource {
  /** The next word, 0 … 2³²−1. */
  uint32(): number;
  /** The next double in [0, 1), 53 bits from two words. */
  double(): number;
  /** The second normal deviate of the last pair, kept for the next call as NumPy keeps it. */
  spareNormal: number | undefined;
}

const STATE_WORDS = 624;
const SHIFT = 397;

/**
 * NumPy's legacy generator, MT19937 as `RandomState(seed)` seeds it, equal to the bit.
 * Source: Matsumoto and Nishimura, "Mersenne Twister", ACM TOMACS 8(1), 1998.
 */
export class MersenneTwister implements RandomSource {
  spareNormal: number | undefined = undefined;
  readonly #state = new Int32Array(STATE_WORDS);
  /** The state tempered: the next words to give, from `#position` on. */
  readonly #words = new Int32Array(STATE_WORDS);
  #position = STATE_WORDS;

  /** @param seed integer, 0 … 2³²−1 */
  constructor(seed: number) {
    seedState(this.#state, seed);
  }

  uint32(): number {
    if (this.#position === STATE_WORDS) this.#refill();
    return this.#words[this.#position++] >>> 0;
  }

  double(): number {
    const high = this.uint32() >>> 5;
    const low = this.uint32() >>> 6;
    return (high * 67108864 + low) / 9007199254740992;
  }

  /**
   * The draws of a Fisher–Yates shuffle in one go: `draws[i]` uniform in 0 … i, inclusive, for
   * i = high, high − 1, … low, with 0 < low ≤ high < 2³¹. The same stream as a bounded integer at
   * a time by masking and rejection, many times faster because a rejection is no branch.
   */
  shuffleDraws(draws: Int32Array, high: number, low: number): void {
    let i = high;
    while (i >= low) {
      if (this.#position === STATE_WORDS) this.#refill();
      const words = this.#words;
      let position = this.#position;
      const mask = 0xffffffff >>> Math.clz32(i);
      // Below this index the mask is a bit shorter.
      const last = Math.max(low, (mask >>> 1) + 1);
      while (position < words.length && i >= last) {
        const value = words[position++] & mask;
        draws[i] = value;
        i -= +(value <= i);
      }
      this.#position = position;
    }
  }

  #refill(): void {
    twistState(this.#state);
    temper(this.#state, this.#words);
    this.#position = 0;
  }
}

function seedState(state: Int32Array, seed: number): void {
  let word = seed | 0;
  state[0] = word;
  for (let i = 1; i < STATE_WORDS; i++) {
    word = (Math.imul(1812433253, word ^ (word >>> 30)) + i) | 0;
    state[i] = word;
  }
}

/** The next 624 words of the recurrence, in place. */
function twistState(state: Int32Array): void {
  const wrap = state.length - SHIFT;
  const last = state.length - 1;
  let upper = state[0];
  for (let i = 0; i < wrap; i++) {
    const lower = state[i + 1];
    state[i] = state[i + SHIFT] ^ twist(upper, lower);
    upper = lower;
  }
  for (let i = wrap; i < last; i++) {
    const lower = state[i + 1];
    state[i] = state[i - wrap] ^ twist(upper, lower);
    upper = lower;
  }
  state[last] = state[last - wrap] ^ twist(upper, state[0]);
}

function temper(state: Int32Array, words: Int32Array): void {
  for (let i = 0; i < words.length; i++) {
    let word = state[i];
    word ^= word >>> 11;
    word ^= (word << 7) & 0x9d2c5680;
    word ^= (word << 15) & 0xefc60000;
    word ^= word >>> 18;
    words[i] = word;
  }
}

/** Literals, as a bundled module's constants are read from memory each time. */
function twist(upper: number, lower: number): number {
  const joined = (upper & 0x80000000) | (lower & 0x7fffffff);
  // The last bit spread over the word: all ones or all zeros.
  const odd = (lower << 31) >> 31;
  return (joined >>> 1) ^ (odd & 0x9908b0df);
}

/** A stream from any text, by `seedrandom`'s default generator (ARC4). */
function textRandomSource(text: string): RandomSource {
  const generator = seedrandom(text);
  const uint32 = () => generator.int32() >>> 0;
  return {
    spareNormal: undefined,
    uint32,
    double: () => ((uint32() >>> 5) * 67108864 + (uint32() >>> 6)) / 9007199254740992,
  };
}

/** NumPy's generator for an integer 0 … 2³²−1, `seedrandom` for any other text. */
export function createRandomSource(seed: string): RandomSource {
  if (seed.trim() === '') {
    throw new InputError('The seed is empty: give an integer (NumPy) or any text (seedrandom).');
  }
  const integer = integerSeed(seed);
  return integer === undefined ? textRandomSource(seed) : new MersenneTwister(integer);
}

/** The `randomState` that a seed gives to an estimator: itself, or a text's first word. */
export function randomStateOf(seed: string): number {
  return integerSeed(seed) ?? createRandomSource(seed).uint32();
}
