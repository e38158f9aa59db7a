/*
 * The loops of the Isolation Forest in WebAssembly: which rows a tree is grown from, and rows walking
 * down trees. Integers throughout, but for path lengths, which are added in the order of the trees.
 */

const WORDS: usize = 624;
const SHIFT: usize = 397;
const WRAP: usize = WORDS - SHIFT;

/** Rows that walk side by side, and the bytes of a node. */
const ABREAST: usize = 8;
const NODE_BITS: usize = 4;

/** `MersenneTwister`, seeded, with its first 624 words at `words`. */
function seedTwister(seed: i32, state: usize, words: usize): void {
  let word = seed;
  store<i32>(state, word);
  for (let i = 1; i < i32(WORDS); i++) {
    word = 1812433253 * (word ^ (word >>> 30)) + i;
    store<i32>(state + (usize(i) << 2), word);
  }
  refill(state, words);
}

/** The next 624 words of the recurrence. */
function refill(state: usize, words: usize): void {
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

/** `boundedInteger` of a new `MersenneTwister`: 0 … most, most below 2³¹; its words stay at `words`. */
function firstBounded(seed: i32, most: i32, state: usize, words: usize): i32 {
  seedTwister(seed, state, words);
  const mask = (-1 as i32) >>> clz(most);
  let at = words;
  let value = load<i32>(at) & mask;
  // One word in 2³¹ is refused: this never comes to an end of the words.
  while (value > most) {
    at += 4;
    value = load<i32>(at) & mask;
  }
  return value;
}

/**
 * What `drawTree` draws for a seed where it takes all columns and permutes the rows: `size` of them,
 * ascending, at `drawn`. Returns the seed of the tree's splitter. `draws` has room for n words, `head`
 * for n bytes and 16 more.
 */
export function drawPermuted(
  seed: i32,
  largestSeed: i32,
  n: i32,
  size: i32,
  state: usize,
  words: usize,
  draws: usize,
  head: usize,
  drawn: usize,
): i32 {
  const treeSeed = firstBounded(seed, largestSeed, state, words);
  const splitterSeed = firstBounded(treeSeed, largestSeed, state, words);
  seedTwister(seed, state, words);
  let position = words;
  const end = words + (WORDS << 2);
  let i = n - 1;
  while (i >= size) {
    if (position === end) {
      refill(state, words);
      position = words;
    }
    const mask = (-1 as i32) >>> clz(i);
    // Below this index the mask is a bit shorter.
    const last = max(size, (mask >>> 1) + 1);
    while (position < end && i >= last) {
      const value = load<i32>(position) & mask;
      position += 4;
      store<i32>(draws + (usize(i) << 2), value);
      i -= i32(value <= i);
    }
  }
  findHead(n, size, draws, head);
  let at = drawn;
  for (let byte: usize = 0; byte < usize(n); byte += 16) {
    let marks = i8x16.bitmask(v128.load(head + byte));
    while (marks !== 0) {
      store<i32>(at, i32(byte) + ctz(marks));
      at += 4;
      marks &= marks - 1;
    }
  }
  return splitterSeed;
}

/** Marks, by the highest bit, the integers that the shuffle brings into the first `size` places. */
function findHead(n: i32, size: i32, draws: usize, head: usize): void {
  memory.fill(head, 0x80, usize(size));
  memory.fill(head + usize(size), 0, usize(n - size) + 16);
  for (let i = usize(size); i < usize(n); i++) {
    const from = head + usize(load<i32>(draws + (i << 2)));
    const mark = load<u8>(from);
    store<u8>(from, 0);
    store<u8>(head + i, mark);
  }
}

/**
 * Turns `rows` rows of float64 into keys: the bits of the value as float32, in the order of the values,
 * in groups of 8 rows, column by column.
 */
export function makeKeys(values: usize, rows: usize, columns: usize, keys: usize): void {
  for (let row: usize = 0; row < rows; row++) {
    let to = keys + (row >> 3) * (columns << 5) + ((row & 7) << 2);
    for (let c: usize = 0; c < columns; c++, values += 8, to += 32) {
      const bits = reinterpret<i32>(f32(load<f64>(values)));
      store<i32>(to, bits ^ ((bits >> 31) & 0x7fffffff));
    }
  }
}

/**
 * Adds to `totals` the path lengths of `groups` × 8 rows in the trees `from … to`. Of a node there are,
 * in 16 bytes: its threshold, its feature × 32, and the address of its left child, next to which is the
 * right one; of a leaf, which leads to itself, there is its path length in `lengths`.
 */
export function walkTrees(
  keys: usize,
  groups: usize,
  columns: usize,
  nodes: usize,
  roots: usize,
  steps: usize,
  lengths: usize,
  from: usize,
  to: usize,
  totals: usize,
): void {
  for (let tree = from; tree < to; tree++) {
    const root = nodes + (usize(load<i32>(roots + (tree << 2))) << NODE_BITS);
    const depth = load<i32>(steps + (tree << 2));
    let group = keys;
    let total = totals;
    const end = totals + groups * (ABREAST << 3);
    for (; total < end; total += 64, group += columns << 5) {
      let a = root;
      let b = root;
      let c = root;
      let d = root;
      let e = root;
      let f = root;
      let g = root;
      let h = root;
      for (let step = 0; step < depth; step++) {
        a =
          usize(load<i32>(a, 8)) +
          (usize(load<i32>(group + usize(load<i32>(a, 4)), 0) > load<i32>(a)) << NODE_BITS);
        b =
          usize(load<i32>(b, 8)) +
          (usize(load<i32>(group + usize(load<i32>(b, 4)), 4) > load<i32>(b)) << NODE_BITS);
        c =
          usize(load<i32>(c, 8)) +
          (usize(load<i32>(group + usize(load<i32>(c, 4)), 8) > load<i32>(c)) << NODE_BITS);
        d =
          usize(load<i32>(d, 8)) +
          (usize(load<i32>(group + usize(load<i32>(d, 4)), 12) > load<i32>(d)) << NODE_BITS);
        e =
          usize(load<i32>(e, 8)) +
          (usize(load<i32>(group + usize(load<i32>(e, 4)), 16) > load<i32>(e)) << NODE_BITS);
        f =
          usize(load<i32>(f, 8)) +
          (usize(load<i32>(group + usize(load<i32>(f, 4)), 20) > load<i32>(f)) << NODE_BITS);
        g =
          usize(load<i32>(g, 8)) +
          (usize(load<i32>(group + usize(load<i32>(g, 4)), 24) > load<i32>(g)) << NODE_BITS);
        h =
          usize(load<i32>(h, 8)) +
          (usize(load<i32>(group + usize(load<i32>(h, 4)), 28) > load<i32>(h)) << NODE_BITS);
      }
      addLength(total, lengths, a - nodes);
      addLength(total + 8, lengths, b - nodes);
      addLength(total + 16, lengths, c - nodes);
      addLength(total + 24, lengths, d - nodes);
      addLength(total + 32, lengths, e - nodes);
      addLength(total + 40, lengths, f - nodes);
      addLength(total + 48, lengths, g - nodes);
      addLength(total + 56, lengths, h - nodes);
    }
  }
}

function addLength(total: usize, lengths: usize, node: usize): void {
  store<f64>(total, load<f64>(total) + load<f64>(lengths + (node >> 1)));
}
