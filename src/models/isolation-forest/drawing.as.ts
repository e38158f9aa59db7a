/* Which rows a tree is grown from, in WebAssembly. */

import { refill, seedTwister, WORDS } from './twister.as.ts';

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
