/* Trees that grow from a sample, in WebAssembly. */

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
