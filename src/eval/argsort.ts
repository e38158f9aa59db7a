/** Bits of one digit, and where the six digits of a double lie: in which half, from which bit on. */
const DIGIT_BITS = 11;
const BUCKETS = 1 << DIGIT_BITS;
const DIGITS = [0, 1].flatMap((half) =>
  [0, DIGIT_BITS, 2 * DIGIT_BITS].map((shift) => ({ half, shift })),
);

/**
 * Row numbers in the order of their keys; of equal keys the lower row first in either direction,
 * and what is not a number last. A radix sort on the bits of the doubles, least digit first: O(n),
 * 100,000 rows in a few milliseconds, where a comparing sort would hold the page up.
 */
export function argsort(keys: ArrayLike<number>, descending = false): Uint32Array {
  const halves = sortableBits(keys, descending);
  const counts = countDigits(halves, keys.length);
  let order = Uint32Array.from(keys, (_, row) => row);
  let next = new Uint32Array(keys.length);
  DIGITS.forEach(({ half, shift }, digit) => {
    const ends = counts.subarray(digit * BUCKETS, (digit + 1) * BUCKETS);
    if (!startBuckets(ends, keys.length)) return;
    for (let at = 0; at < order.length; at++) {
      const row = order[at];
      next[ends[(halves[2 * row + half] >>> shift) & (BUCKETS - 1)]++] = row;
    }
    [order, next] = [next, order];
  });
  return order;
}

/**
 * Each key as two unsigned halves, low and high, that compare as the key does: a double's bits rise
 * with its size, so negative ones are turned over and positive ones moved above them.
 */
function sortableBits(keys: ArrayLike<number>, descending: boolean): Uint32Array {
  // Adding 0 turns −0 into 0: they are equal, though their bits are not.
  const doubles = Float64Array.from(keys, (key) => key + 0);
  const halves = new Uint32Array(doubles.buffer);
  for (let row = 0; row < doubles.length; row++) {
    if (Number.isNaN(doubles[row])) {
      halves[2 * row] = halves[2 * row + 1] = 0xffffffff;
      continue;
    }
    const negative = halves[2 * row + 1] >>> 31 === 1;
    const turn = negative !== descending ? 0xffffffff : 0;
    halves[2 * row] ^= turn;
    halves[2 * row + 1] ^= negative ? turn : turn ^ 0x80000000;
  }
  return halves;
}

/** How often each digit takes each value, in one pass. */
function countDigits(halves: Uint32Array, rows: number): Uint32Array {
  const counts = new Uint32Array(DIGITS.length * BUCKETS);
  for (let row = 0; row < rows; row++) {
    DIGITS.forEach(({ half, shift }, digit) => {
      counts[digit * BUCKETS + ((halves[2 * row + half] >>> shift) & (BUCKETS - 1))]++;
    });
  }
  return counts;
}

/** Turns counts into where each bucket starts; `false` where one bucket holds all: nothing to do. */
function startBuckets(counts: Uint32Array, rows: number): boolean {
  let start = 0;
  for (let bucket = 0; bucket < BUCKETS; bucket++) {
    const count = counts[bucket];
    if (count === rows) return false;
    counts[bucket] = start;
    start += count;
  }
  return true;
}
