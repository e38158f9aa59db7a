/** Digits of a double, least first: three of 11 bits in the low half of its bits, three in the high. */
const BUCKETS = 1 << 11;
const MASK = BUCKETS - 1;
const SHIFTS = [0, 11, 22];

/**
 * Row numbers in the order of their keys; of equal keys the lower row first in either direction,
 * and what is not a number last. A radix sort on the bits of the doubles, least digit first: O(n),
 * 100,000 rows in about ten milliseconds, where a comparing sort would hold the page up.
 */
export function argsort(keys: ArrayLike<number>, descending = false): Uint32Array {
  const steps = argsortSteps(keys, descending);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** The same in up to seven steps, for those who have something else to do in between. */
export function* argsortSteps(
  keys: ArrayLike<number>,
  descending = false,
): Generator<undefined, Uint32Array> {
  const rows = keys.length;
  const { low, high } = sortableBits(keys, descending);
  yield;
  let order = new Uint32Array(rows);
  for (let row = 0; row < rows; row++) order[row] = row;
  let next = new Uint32Array(rows);
  for (const half of [low, high]) {
    for (const shift of SHIFTS) {
      if (!sortByDigit(half, shift, order, next)) continue;
      [order, next] = [next, order];
      yield;
    }
  }
  return order;
}

/**
 * Each key as two unsigned halves that compare as the key does: a double's bits rise with its size,
 * so negative ones are turned over and positive ones moved above them.
 */
function sortableBits(keys: ArrayLike<number>, descending: boolean) {
  const rows = keys.length;
  const low = new Uint32Array(rows);
  const high = new Uint32Array(rows);
  const double = new Float64Array(1);
  // The low half comes first: machines that run a browser or Node.js are little-endian.
  const bits = new Uint32Array(double.buffer);
  for (let row = 0; row < rows; row++) {
    // Adding 0 turns −0 into 0: they are equal, though their bits are not.
    double[0] = keys[row] + 0;
    const negative = bits[1] >>> 31 === 1;
    const turn = negative !== descending ? 0xffffffff : 0;
    low[row] = bits[0] ^ turn;
    high[row] = bits[1] ^ (negative ? turn : turn ^ 0x80000000);
    if (Number.isNaN(keys[row])) low[row] = high[row] = 0xffffffff;
  }
  return { low, high };
}

/** Puts `order`, sorted by one digit, into `sorted`; `false` where that would change nothing. */
function sortByDigit(
  half: Uint32Array,
  shift: number,
  order: Uint32Array,
  sorted: Uint32Array,
): boolean {
  const ends = new Uint32Array(BUCKETS);
  for (let row = 0; row < half.length; row++) ends[(half[row] >>> shift) & MASK]++;
  let start = 0;
  for (let bucket = 0; bucket < BUCKETS; bucket++) {
    const count = ends[bucket];
    if (count === half.length) return false;
    ends[bucket] = start;
    start += count;
  }
  for (let at = 0; at < order.length; at++) {
    const row = order[at];
    sorted[ends[(half[row] >>> shift) & MASK]++] = row;
  }
  return true;
}
