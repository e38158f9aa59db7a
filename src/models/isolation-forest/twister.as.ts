/* `MersenneTwister` in WebAssembly: four words of its recurrence at a time. */

/** Words of its state. */
export const WORDS: usize = 624;
const SHIFT: usize = 397;
const WRAP: usize = WORDS - SHIFT;

/** `MersenneTwister`, seeded, with its first 624 words at `words`. */
export function seedTwister(seed: i32, state: usize, words: usize): void {
  let word = seed;
  store<i32>(state, word);
  for (let i = 1; i < i32(WORDS); i++) {
    word = 1812433253 * (word ^ (word >>> 30)) + i;
    store<i32>(state + (usize(i) << 2), word);
  }
  refill(state, words);
}

/** The next 624 words of the recurrence. */
export function refill(state: usize, words: usize): void {
  twistRange(state, 0, WRAP & ~3, SHIFT << 2);
  twistOnes(state, WRAP & ~3, WRAP, SHIFT << 2);
  // 227 is no multiple of 4: what is read lies far enough behind what is written.
  twistRange(state, WRAP, WORDS - 4, 0 - (WRAP << 2));
  twistOnes(state, WRAP + ((WORDS - 4 - WRAP + 3) & ~3), WORDS - 1, 0 - (WRAP << 2));
  const last = state + ((WORDS - 1) << 2);
  const joined = (load<i32>(last) & 0x80000000) | (load<i32>(state) & 0x7fffffff);
  store<i32>(last, load<i32>(last - (WRAP << 2)) ^ twist(joined));
  for (let i: usize = 0; i < WORDS << 2; i += 16) {
    let word = v128.load(state + i);
    word = v128.xor(word, i32x4.shr_u(word, 11));
    word = v128.xor(word, v128.and(i32x4.shl(word, 7), i32x4.splat(0x9d2c5680)));
    word = v128.xor(word, v128.and(i32x4.shl(word, 15), i32x4.splat(0xefc60000)));
    word = v128.xor(word, i32x4.shr_u(word, 18));
    v128.store(words + i, word);
  }
}

function twist(joined: i32): i32 {
  return (joined >>> 1) ^ (((joined << 31) >> 31) & 0x9908b0df);
}

/** Twists words `from … to`, four at a time, with those `shift` bytes away. */
function twistRange(state: usize, from: usize, to: usize, shift: usize): void {
  const high = i32x4.splat(0x80000000);
  const matrix = i32x4.splat(0x9908b0df);
  for (let i = from; i < to; i += 4) {
    const at = state + (i << 2);
    const joined = v128.bitselect(v128.load(at), v128.load(at, 4), high);
    const odd = i32x4.shr_s(i32x4.shl(joined, 31), 31);
    const twisted = v128.xor(i32x4.shr_u(joined, 1), v128.and(odd, matrix));
    v128.store(at, v128.xor(v128.load(at + shift), twisted));
  }
}

function twistOnes(state: usize, from: usize, to: usize, shift: usize): void {
  for (let i = from; i < to; i++) {
    const at = state + (i << 2);
    const joined = (load<i32>(at) & 0x80000000) | (load<i32>(at, 4) & 0x7fffffff);
    store<i32>(at, load<i32>(at + shift) ^ twist(joined));
  }
}
