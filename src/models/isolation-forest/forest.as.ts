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

/** scikit-learn's tolerance for rounding in impurities, the spacing of doubles at 1. */
const EPSILON: f64 = 2.220446049250313e-16;
/** Bytes of a node that waits to be split. */
const PENDING_BYTES: usize = 32;

/** The tree in hand: see `growTree`. */
let size: i32 = 0;
let columns: i32 = 0;
let values: usize = 0;
let weights: usize = 0;
let weighted: usize = 0;
let squared: usize = 0;
let order: usize = 0;
let along: usize = 0;
let features: usize = 0;
let constants: usize = 0;
let totalWeight: f64 = 0;
let state: i32 = 0;
let least: f32 = 0;
let largest: f32 = 0;
let chosen: i32 = 0;
let constantCount: i32 = 0;
let leftImpurity: f64 = 0;
let rightImpurity: f64 = 0;

/** Where a tree's sample lies, and what growing needs besides. */
export function configureTree(
  valuesAt: usize,
  weightsAt: usize,
  weightedAt: usize,
  squaredAt: usize,
  orderAt: usize,
  alongAt: usize,
  featuresAt: usize,
  constantsAt: usize,
): void {
  values = valuesAt;
  weights = weightsAt;
  weighted = weightedAt;
  squared = squaredAt;
  order = orderAt;
  along = alongAt;
  features = featuresAt;
  constants = constantsAt;
}

/**
 * `growTree` of a sample of `rows` rows, step for step; `weighted` holds their targets at first. Writes
 * nodes in preorder: the feature, as a place among the sample's columns, or −1; the threshold; the
 * left and the right child; the number of rows. Returns the number of nodes.
 */
export function growSample(
  rows: i32,
  columnCount: i32,
  seed: i32,
  featureThreshold: f32,
  maxDepth: i32,
  pending: usize,
  feature: usize,
  threshold: usize,
  leftChild: usize,
  rightChild: usize,
  samples: usize,
): i32 {
  size = rows;
  columns = columnCount;
  state = seed === 0 ? 1 : seed;
  startSample();
  const mean = sumOver(weighted, 0, rows) / totalWeight;
  const impurity = sumOver(squared, 0, rows) / totalWeight - mean * mean;
  let nodes = 0;
  push(pending, 0, rows, 0, -1, 0, impurity);
  let top = pending + PENDING_BYTES;
  while (top > pending) {
    top -= PENDING_BYTES;
    const start = load<i32>(top);
    const end = load<i32>(top, 4);
    const depth = load<i32>(top, 8);
    const rightOf = load<i32>(top, 12);
    const known = load<i32>(top, 16);
    const own = load<f64>(top, 24);
    const node = usize(nodes++);
    if (rightOf >= 0) store<i32>(rightChild + (usize(rightOf) << 2), i32(node));
    store<i32>(samples + (node << 2), end - start);
    store<i32>(feature + (node << 2), -1);
    store<f64>(threshold + (node << 3), 0);
    store<i32>(leftChild + (node << 2), -1);
    store<i32>(rightChild + (node << 2), -1);
    if (depth >= maxDepth || end - start < 2 || own <= EPSILON) continue;
    if (!chooseFeature(start, end, known, featureThreshold)) continue;
    const range = f64(largest) - f64(least);
    let cut = (range * f64(nextRandom())) / 2147483647 + f64(least);
    if (cut === f64(largest)) cut = f64(least);
    const middle = split(start, end, cut, own);
    if (middle < 0) continue;
    store<i32>(feature + (node << 2), chosen);
    store<f64>(threshold + (node << 3), cut);
    store<i32>(leftChild + (node << 2), nodes);
    // The left child comes off first, so that it follows its parent.
    push(top, middle, end, depth + 1, i32(node), constantCount, rightImpurity);
    push(top + PENDING_BYTES, start, middle, depth + 1, -1, constantCount, leftImpurity);
    top += 2 * PENDING_BYTES;
  }
  return nodes;
}

function push(
  at: usize,
  start: i32,
  end: i32,
  depth: i32,
  rightOf: i32,
  known: i32,
  impurity: f64,
): void {
  store<i32>(at, start);
  store<i32>(at, end, 4);
  store<i32>(at, depth, 8);
  store<i32>(at, rightOf, 12);
  store<i32>(at, known, 16);
  store<f64>(at, impurity, 24);
}

/** Turns targets into weight × target and weight × target², and counts rows and columns up. */
function startSample(): void {
  totalWeight = 0;
  for (let i: usize = 0; i < usize(size); i++) {
    const weight = load<f64>(weights + (i << 3));
    const target = load<f64>(weighted + (i << 3));
    const product = weight * target;
    store<f64>(weighted + (i << 3), product);
    store<f64>(squared + (i << 3), product * target);
    store<i32>(order + (i << 2), i32(i));
    totalWeight += weight;
  }
  for (let c: usize = 0; c < usize(columns); c++) store<i32>(features + (c << 2), i32(c));
}

function sumOver(numbers: usize, start: i32, end: i32): f64 {
  let sum: f64 = 0;
  for (let p = usize(start); p < usize(end); p++) {
    sum += load<f64>(numbers + (usize(load<i32>(order + (p << 2))) << 3));
  }
  return sum;
}

/** Marsaglia's xorshift: 0 … 2³¹−1. */
function nextRandom(): i32 {
  let next = state;
  next ^= next << 13;
  next ^= next >>> 17;
  next ^= next << 5;
  state = next;
  return next & 0x7fffffff;
}

/** Draws columns until one is not constant in the node. */
function chooseFeature(start: i32, end: i32, known: i32, featureThreshold: f32): bool {
  let drawn = 0;
  let found = 0;
  let isChosen = false;
  while (!isChosen && known + found < columns) {
    let at = drawn + (nextRandom() % (columns - found - drawn));
    if (at < known) {
      swap(features, drawn++, at);
      continue;
    }
    at += found;
    const column = load<i32>(features + (usize(at) << 2));
    readColumn(values + (usize(column * size) << 2), start, end);
    isChosen = largest > least + featureThreshold;
    if (isChosen) {
      chosen = column;
      swap(features, columns - 1, at);
    } else {
      swap(features, known + found++, at);
    }
  }
  for (let k: usize = 0; k < usize(known); k++) {
    store<i32>(features + (k << 2), load<i32>(constants + (k << 2)));
  }
  for (let k = usize(known); k < usize(known + found); k++) {
    store<i32>(constants + (k << 2), load<i32>(features + (k << 2)));
  }
  constantCount = known + found;
  return isChosen;
}

/** Copies a column's values along the order and finds their range. */
function readColumn(column: usize, start: i32, end: i32): void {
  let low = load<f32>(column + (usize(load<i32>(order + (usize(start) << 2))) << 2));
  let high = low;
  for (let p = usize(start); p < usize(end); p++) {
    const value = load<f32>(column + (usize(load<i32>(order + (p << 2))) << 2));
    store<f32>(along + (p << 2), value);
    if (value < low) low = value;
    if (value > high) high = value;
  }
  least = low;
  largest = high;
}

/**
 * Parts the rows of a node and measures the impurities of both sides. Returns where the right one
 * starts, or −1 where scikit-learn makes a leaf of the node.
 */
function split(start: i32, end: i32, cut: f64, impurity: f64): i32 {
  // Summed before the rows change places: the last bit depends on the order.
  const sum = sumOver(weighted, start, end);
  const sumOfSquares = sumOver(squared, start, end);
  const middle = partition(start, end, cut);
  // Only a range beyond float32 can put all rows on one side.
  if (middle === start || middle === end) return -1;
  const weightLeft = sumOver(weights, start, middle);
  const weightRight = sumOver(weights, middle, end);
  const weight = weightLeft + weightRight;
  // The smaller side is added up, the larger one is what is left of the node's sum.
  const sumLeft =
    middle - start <= end - middle
      ? sumOver(weighted, start, middle)
      : subtractBackwards(sum, middle, end);
  const squaresLeft = sumOver(squared, start, middle);
  leftImpurity = variance(squaresLeft, sumLeft, weightLeft);
  rightImpurity = variance(sumOfSquares - squaresLeft, sum - sumLeft, weightRight);
  const improvement =
    (weight / totalWeight) *
    (impurity - (weightRight / weight) * rightImpurity - (weightLeft / weight) * leftImpurity);
  return improvement + EPSILON < 0 ? -1 : middle;
}

function subtractBackwards(total: f64, start: i32, end: i32): f64 {
  let rest = total;
  for (let p = end - 1; p >= start; p--) {
    rest -= load<f64>(weighted + (usize(load<i32>(order + (usize(p) << 2))) << 3));
  }
  return rest;
}

function variance(sumOfSquares: f64, sum: f64, weight: f64): f64 {
  const mean = sum / weight;
  return sumOfSquares / weight - mean * mean;
}

/** Moves rows with a value ≤ `cut` to the front; returns where the others begin. */
function partition(start: i32, end: i32, cut: f64): i32 {
  let front = start;
  let back = end;
  while (front < back) {
    const at = along + (usize(front) << 2);
    const value = load<f32>(at);
    if (f64(value) <= cut) {
      front++;
    } else {
      back--;
      const other = along + (usize(back) << 2);
      store<f32>(at, load<f32>(other));
      store<f32>(other, value);
      swap(order, front, back);
    }
  }
  return back;
}

function swap(items: usize, i: i32, j: i32): void {
  const first = items + (usize(i) << 2);
  const second = items + (usize(j) << 2);
  const moved = load<i32>(first);
  store<i32>(first, load<i32>(second));
  store<i32>(second, moved);
}
