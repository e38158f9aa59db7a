/*
 * Nearest neighbours in WebAssembly. Four float32 at a time rule rows out, with a margin for all
 * that rounding may do; what they leave is measured in float64, as a plain loop does it. So the
 * rows found, their order and their distances are those of `searchKdTree`, to the bit.
 *
 * Rows of float64 are `stride` bytes apart, a multiple of 16, filled up with zeros.
 */

/** Rounding of float32, as a share: half a unit in the last place. */
const UNIT: f64 = 1.0 / 16777216.0;
/** Above what float32 loses where numbers are next to nothing. */
const NOTHING: f64 = 1e-40;
/** Rows of a leaf at most, those of it that are looked at together, and rows of a group. */
const LEAF_ROWS: usize = 32;
const BLOCK_ROWS: usize = 16;
const GROUP_ROWS: usize = 8;
/** Rows that may come before a list is cut, and what fills it up to whole vectors. */
const SPARE_ROWS: usize = 40;
/** What is known of a query that is compared with all rows. */
const FACT_BYTES: usize = 48;

let columns: usize = 0;
let stride: usize = 0;
/** The first leaf's number among the nodes. */
let leaves: usize = 0;
let starts: usize = 0;
let ends: usize = 0;
let splits: usize = 0;
/** Of each node: the lowest value in every column, then the highest. */
let boxes: usize = 0;
/** Rows in leaf order, and their numbers. */
let points: usize = 0;
let ids: usize = 0;
/** Of each leaf: what stands in the middle of its box, and how far its corner lies from there. */
let middles: usize = 0;
let radii: usize = 0;
/** Of each leaf: float32 differences to the middle, by blocks of 16 rows, column by column. */
let leafRows: usize = 0;
let stack: usize = 0;
/** The query less a leaf's middle, as float32. */
let shifted: usize = 0;

let count: i32 = 0;
let stretch: f64 = 1;
let rounding: f64 = 0;
/** So many rows in hand are cut down to the nearest. */
let most: i32 = 0;
/** Where the nearest are put in order. */
let sortedDistances: usize = 0;
let sortedRows: usize = 0;
/** The list of the query in hand: the nearest so far in order, then those that came after. */
let distances: usize = 0;
let rows: usize = 0;
let held: i32 = 0;
let slack: f64 = 0;
let runnerUp: f64 = 0;
let limit: f64 = 0;
/** Boxes that were looked at, and rows. */
let boxesSeen: i32 = 0;
let rowsSeen: i32 = 0;

export function configure(
  columnCount: usize,
  leafStart: usize,
  startsAt: usize,
  endsAt: usize,
  splitsAt: usize,
  boxesAt: usize,
  pointsAt: usize,
  idsAt: usize,
  middlesAt: usize,
  radiiAt: usize,
  leafRowsAt: usize,
  stackAt: usize,
  shiftedAt: usize,
  sortedDistancesAt: usize,
  sortedRowsAt: usize,
): void {
  columns = columnCount;
  stride = ((columnCount + 1) & ~1) << 3;
  leaves = leafStart;
  starts = startsAt;
  ends = endsAt;
  splits = splitsAt;
  boxes = boxesAt;
  points = pointsAt;
  ids = idsAt;
  middles = middlesAt;
  radii = radiiAt;
  leafRows = leafRowsAt;
  stack = stackAt;
  shifted = shiftedAt;
  sortedDistances = sortedDistancesAt;
  sortedRows = sortedRowsAt;
}

/**
 * How many neighbours are wanted; all rows up to (1 + `share`) × the last one's distance + `share` × the
 * query's squared norm are looked at. A list has room for `longest` rows and 40 more.
 */
export function want(neighbours: i32, longest: i32, share: f64): void {
  count = neighbours;
  most = longest;
  rounding = share;
  stretch = 1 + share;
  boxesSeen = 0;
  rowsSeen = 0;
}

export function seenBoxes(): i32 {
  return boxesSeen;
}

export function seenRows(): i32 {
  return rowsSeen;
}

/** Fills `middles`, `radii` and `leafRows` for leaves `from … to`. */
export function prepareLeaves(from: usize, to: usize): void {
  for (let leaf = from; leaf < to; leaf++) {
    const node = leaves + leaf;
    const low = boxes + node * (stride << 1);
    const middle = middles + leaf * stride;
    const first = usize(load<i32>(starts + (node << 2)));
    const size = usize(load<i32>(ends + (node << 2))) - first;
    let squares: f64 = 0;
    for (let c: usize = 0; c < columns; c++) {
      const lowest = load<f64>(low + (c << 3));
      const half = (load<f64>(low + stride + (c << 3)) - lowest) / 2;
      const center = lowest + half;
      // The middle is rounded, too.
      const most = half + abs(center) * 4e-16;
      squares += most * most;
      store<f64>(middle + (c << 3), center);
      const to = leafRows + ((leaf * columns * LEAF_ROWS + c * BLOCK_ROWS) << 2);
      for (let r: usize = 0; r < LEAF_ROWS; r++) {
        const place = first + min(r, size - 1);
        const value = load<f64>(points + place * stride + (c << 3));
        const inBlock = ((r / BLOCK_ROWS) * columns * BLOCK_ROWS + (r % BLOCK_ROWS)) << 2;
        store<f32>(to + inBlock, f32(value - center));
      }
    }
    store<f64>(radii + (leaf << 3), sqrt(squares) * (1 + 1e-12));
  }
}

function startList(query: usize, list: usize, listRows: usize): void {
  distances = list;
  rows = listRows;
  held = 0;
  runnerUp = Infinity;
  limit = Infinity;
  let norm: f64 = 0;
  if (rounding > 0) {
    for (let c: usize = 0; c < columns; c++) {
      const value = load<f64>(query + (c << 3));
      norm += value * value;
    }
  }
  slack = rounding * norm;
}

/** Measures the row at a place and puts it at the end of the list if it is near enough. */
function offer(query: usize, place: usize): void {
  const row = points + place * stride;
  let distance: f64 = 0;
  // What fills a row up adds nothing.
  for (let c: usize = 0; c < stride; c += 16) {
    const difference = load<f64>(query + c) - load<f64>(row + c);
    distance += difference * difference;
    const next = load<f64>(query + c, 8) - load<f64>(row + c, 8);
    distance += next * next;
  }
  store<f64>(distances + (usize(held) << 3), distance);
  store<i32>(rows + (usize(held) << 2), load<i32>(ids + (place << 2)));
  held += i32(distance <= limit);
}

/**
 * Leaves the nearest rows of the list in order; of equal ones those that came first. Each is put where
 * the number of nearer ones says, which takes no branch.
 */
function cutList(): void {
  store<f64>(distances + (usize(held) << 3), Infinity);
  const end = distances + (usize(held) << 3);
  let row = rows;
  for (let at = distances; at < end; at += 16, row += 8) {
    const own = load<f64>(at);
    const next = load<f64>(at, 8);
    const first = f64x2.splat(own);
    const second = f64x2.splat(next);
    let nearer = i64x2.splat(0);
    let nearerToo = nearer;
    let other = distances;
    for (; other < at; other += 16) {
      const pair = v128.load(other);
      nearer = i64x2.sub(nearer, f64x2.le(pair, first));
      nearerToo = i64x2.sub(nearerToo, f64x2.le(pair, second));
    }
    for (; other < end; other += 16) {
      const pair = v128.load(other);
      nearer = i64x2.sub(nearer, f64x2.lt(pair, first));
      nearerToo = i64x2.sub(nearerToo, f64x2.lt(pair, second));
    }
    const place = usize(i64x2.extract_lane(nearer, 0) + i64x2.extract_lane(nearer, 1));
    // Of the two the first came first.
    const placeToo =
      usize(i64x2.extract_lane(nearerToo, 0) + i64x2.extract_lane(nearerToo, 1)) +
      usize(own === next);
    store<f64>(sortedDistances + (place << 3), own);
    store<i32>(sortedRows + (place << 2), load<i32>(row));
    store<f64>(sortedDistances + (placeToo << 3), next);
    store<i32>(sortedRows + (placeToo << 2), load<i32>(row, 4));
  }
  if (held > count) {
    runnerUp = min(runnerUp, load<f64>(sortedDistances + (usize(count) << 3)));
    held = count;
  }
  const bytes = usize(held) << 2;
  for (let i: usize = 0; i < bytes; i += 16) {
    v128.store(rows + i, v128.load(sortedRows + i));
    v128.store(distances + (i << 1), v128.load(sortedDistances + (i << 1)));
    v128.store(distances + (i << 1), v128.load(sortedDistances + (i << 1), 16), 16);
  }
  if (held === count) limit = load<f64>(distances + (usize(count - 1) << 3)) * stretch + slack;
}

/** Cuts the list for the last time and orders equal distances by the rows' numbers. */
function endList(): void {
  cutList();
  for (let i = 1; i < held; i++) {
    let at = distances + (usize(i) << 3);
    let rowAt = rows + (usize(i) << 2);
    const distance = load<f64>(at);
    const row = load<i32>(rowAt);
    while (at > distances && load<f64>(at - 8) === distance && load<i32>(rowAt - 4) > row) {
      store<i32>(rowAt, load<i32>(rowAt - 4));
      at -= 8;
      rowAt -= 4;
    }
    store<i32>(rowAt, row);
  }
}

/** Whether the node's box may hold a row within the limit. */
function isNear(query: usize, node: usize): bool {
  boxesSeen++;
  // The two sums run in another order than those of the rows.
  const allowed = limit * (1 + 2e-14);
  const zero = f64x2.splat(0);
  let sums = zero;
  let low = boxes + node * (stride << 1);
  const half = low + ((stride >> 1) & ~15);
  const end = low + stride;
  for (; low < half; low += 16, query += 16) {
    const value = v128.load(query);
    const below = f64x2.sub(v128.load(low), value);
    const above = f64x2.sub(value, v128.load(low + stride));
    const outside = f64x2.pmax(f64x2.pmax(below, above), zero);
    sums = f64x2.add(sums, f64x2.mul(outside, outside));
  }
  if (f64x2.extract_lane(sums, 0) + f64x2.extract_lane(sums, 1) > allowed) return false;
  for (; low < end; low += 16, query += 16) {
    const value = v128.load(query);
    const below = f64x2.sub(v128.load(low), value);
    const above = f64x2.sub(value, v128.load(low + stride));
    const outside = f64x2.pmax(f64x2.pmax(below, above), zero);
    sums = f64x2.add(sums, f64x2.mul(outside, outside));
  }
  return !(f64x2.extract_lane(sums, 0) + f64x2.extract_lane(sums, 1) > allowed);
}

/** Offers the rows of a leaf that float32 cannot rule out. */
function scanLeaf(query: usize, leaf: usize): void {
  const node = leaves + leaf;
  const first = usize(load<i32>(starts + (node << 2)));
  const size = load<i32>(ends + (node << 2)) - i32(first);
  rowsSeen += size;
  const middle = middles + leaf * stride;
  for (let c: usize = 0; c < stride; c += 16) {
    const difference = f64x2.sub(v128.load(query + c), v128.load(middle + c));
    v128.store64_lane(shifted + (c >> 1), f32x4.demote_f64x2_zero(difference), 0);
  }
  // A coordinate's difference errs by the rounding of both its ends and its own.
  const reach = sqrt(limit);
  const furthest = reach + 2.1 * UNIT * (load<f64>(radii + (leaf << 3)) + reach);
  const widened = furthest * furthest * (1 + (f64(columns) + 24) * 2 * UNIT) + NOTHING;
  const limits = f32x4.splat(f32(widened));
  const block = leafRows + ((leaf * columns * LEAF_ROWS) << 2);
  let near = lookAtFour(block, limits) & ((1 << min(size, 16)) - 1);
  const rest = size - 16;
  if (rest > 0) {
    const next = block + ((columns * BLOCK_ROWS) << 2);
    const more = rest > 8 ? lookAtFour(next, limits) : lookAtTwo(next, limits);
    near |= (more & ((1 << rest) - 1)) << 16;
  }
  while (near !== 0) {
    offer(query, first + usize(ctz(near)));
    near &= near - 1;
  }
  if (held >= most || (held >= count && limit === Infinity)) cutList();
}

/** Marks the rows of a block of 16 that lie within the limits of what is in `shifted`. */
function lookAtFour(at: usize, limits: v128): i32 {
  let a = f32x4.splat(0);
  let b = a;
  let c = a;
  let d = a;
  let from = shifted;
  const end = shifted + (columns << 2);
  while (from < end) {
    const stop = min(end, from + 32);
    for (; from < stop; from += 4, at += 64) {
      const value = v128.load_splat<f32>(from);
      const p = f32x4.sub(v128.load(at), value);
      const q = f32x4.sub(v128.load(at, 16), value);
      const r = f32x4.sub(v128.load(at, 32), value);
      const s = f32x4.sub(v128.load(at, 48), value);
      a = f32x4.add(a, f32x4.mul(p, p));
      b = f32x4.add(b, f32x4.mul(q, q));
      c = f32x4.add(c, f32x4.mul(r, r));
      d = f32x4.add(d, f32x4.mul(s, s));
    }
    const far = v128.and(
      v128.and(f32x4.gt(a, limits), f32x4.gt(b, limits)),
      v128.and(f32x4.gt(c, limits), f32x4.gt(d, limits)),
    );
    if (i32x4.bitmask(far) === 15) return 0;
  }
  let far = i32x4.bitmask(f32x4.gt(a, limits)) | (i32x4.bitmask(f32x4.gt(b, limits)) << 4);
  far |= (i32x4.bitmask(f32x4.gt(c, limits)) << 8) | (i32x4.bitmask(f32x4.gt(d, limits)) << 12);
  return ~far;
}

/** As `lookAtFour`, the first 8 rows. */
function lookAtTwo(at: usize, limits: v128): i32 {
  let a = f32x4.splat(0);
  let b = a;
  const end = shifted + (columns << 2);
  for (let from = shifted; from < end; from += 4, at += 64) {
    const value = v128.load_splat<f32>(from);
    const p = f32x4.sub(v128.load(at), value);
    const q = f32x4.sub(v128.load(at, 16), value);
    a = f32x4.add(a, f32x4.mul(p, p));
    b = f32x4.add(b, f32x4.mul(q, q));
  }
  return ~(i32x4.bitmask(f32x4.gt(a, limits)) | (i32x4.bitmask(f32x4.gt(b, limits)) << 4));
}

/**
 * Searches the tree for queries `from … to`, leaving their lists at `lists` and `listRows`, one behind
 * the other, and the distance of the nearest row that is not in it at `runnersUp`. `homes` has each
 * query's place in the leaf order, or, where `homes` is 0, none has one.
 */
export function searchTree(
  queries: usize,
  homes: usize,
  from: i32,
  to: i32,
  lists: usize,
  listRows: usize,
  runnersUp: usize,
): void {
  for (let q = from; q < to; q++) {
    const home = homes === 0 ? -1 : load<i32>(homes + (usize(q) << 2));
    const query = queries + usize(home < 0 ? q : home) * stride;
    const list = usize(q - from) * (usize(most) + SPARE_ROWS);
    startList(query, lists + (list << 3), listRows + (list << 2));
    searchOne(query, home);
    endList();
    store<f64>(runnersUp + (usize(q - from) << 3), runnerUp);
  }
}

function searchOne(query: usize, home: i32): void {
  let top = stackPath(home);
  while (top > stack) {
    top -= 4;
    const node = usize(load<i32>(top));
    if (!isNear(query, node)) continue;
    if (node >= leaves) {
      scanLeaf(query, node - leaves);
      continue;
    }
    const left = 2 * node + 1;
    const column = usize(load<i32>(splits + (node << 2))) << 3;
    const value = load<f64>(query + column);
    const isLeft = value <= load<f64>(boxes + left * (stride << 1) + stride + column);
    // The nearer child goes on top: what it holds may rule the other out.
    store<i32>(top, i32(isLeft ? left + 1 : left));
    store<i32>(top + 4, i32(isLeft ? left : left + 1));
    top += 8;
  }
}

/** The root; or, from a row's own place, its leaf on top of the other side of every split above it. */
function stackPath(home: i32): usize {
  let top = stack;
  let node: usize = 0;
  while (home >= 0 && node < leaves) {
    const left = 2 * node + 1;
    const isLeft = home < load<i32>(starts + ((left + 1) << 2));
    store<i32>(top, i32(isLeft ? left + 1 : left));
    top += 4;
    node = isLeft ? left : left + 1;
  }
  store<i32>(top, i32(node));
  return top + 4;
}

/**
 * Compares four queries with the rows of groups `from … to`: `groups` has −2 × the rows less the means of
 * their columns as float32, column by column for 8 rows, `bases` their squared norms less a margin.
 * `facts` holds per query: its address, that of its list and of its rows, their number; then as doubles: what its
 * squared norm less a margin is, runner-up, limit and slack. `own` has the queries as float32 less the
 * means, column by column.
 */
export function compareFour(
  own: usize,
  groups: usize,
  bases: usize,
  from: usize,
  to: usize,
  rowCount: usize,
  facts: usize,
): void {
  let limit0 = limitOf(facts);
  let limit1 = limitOf(facts + FACT_BYTES);
  let limit2 = limitOf(facts + 2 * FACT_BYTES);
  let limit3 = limitOf(facts + 3 * FACT_BYTES);
  for (let group = from; group < to; group++) {
    const base = bases + group * 32;
    let a0 = v128.load(base);
    let a1 = v128.load(base, 16);
    let b0 = a0;
    let b1 = a1;
    let c0 = a0;
    let c1 = a1;
    let d0 = a0;
    let d1 = a1;
    let at = groups + group * columns * 32;
    const end = own + (columns << 4);
    for (let x = own; x < end; x += 16, at += 32) {
      const y0 = v128.load(at);
      const y1 = v128.load(at, 16);
      const a = v128.load_splat<f32>(x);
      const b = v128.load_splat<f32>(x, 4);
      const c = v128.load_splat<f32>(x, 8);
      const d = v128.load_splat<f32>(x, 12);
      a0 = f32x4.add(a0, f32x4.mul(a, y0));
      a1 = f32x4.add(a1, f32x4.mul(a, y1));
      b0 = f32x4.add(b0, f32x4.mul(b, y0));
      b1 = f32x4.add(b1, f32x4.mul(b, y1));
      c0 = f32x4.add(c0, f32x4.mul(c, y0));
      c1 = f32x4.add(c1, f32x4.mul(c, y1));
      d0 = f32x4.add(d0, f32x4.mul(d, y0));
      d1 = f32x4.add(d1, f32x4.mul(d, y1));
    }
    const near0 = v128.or(f32x4.le(a0, limit0), f32x4.le(a1, limit0));
    const near1 = v128.or(f32x4.le(b0, limit1), f32x4.le(b1, limit1));
    const near2 = v128.or(f32x4.le(c0, limit2), f32x4.le(c1, limit2));
    const near3 = v128.or(f32x4.le(d0, limit3), f32x4.le(d1, limit3));
    if (!v128.any_true(v128.or(v128.or(near0, near1), v128.or(near2, near3)))) continue;
    const first = group * GROUP_ROWS;
    const whole = (1 << i32(min(GROUP_ROWS, rowCount - first))) - 1;
    const mask0 = bitsOf(f32x4.le(a0, limit0), f32x4.le(a1, limit0)) & whole;
    const mask1 = bitsOf(f32x4.le(b0, limit1), f32x4.le(b1, limit1)) & whole;
    const mask2 = bitsOf(f32x4.le(c0, limit2), f32x4.le(c1, limit2)) & whole;
    const mask3 = bitsOf(f32x4.le(d0, limit3), f32x4.le(d1, limit3)) & whole;
    if (mask0 !== 0) limit0 = offerAll(facts, first, mask0);
    if (mask1 !== 0) limit1 = offerAll(facts + FACT_BYTES, first, mask1);
    if (mask2 !== 0) limit2 = offerAll(facts + 2 * FACT_BYTES, first, mask2);
    if (mask3 !== 0) limit3 = offerAll(facts + 3 * FACT_BYTES, first, mask3);
  }
}

function bitsOf(low: v128, high: v128): i32 {
  return i32x4.bitmask(low) | (i32x4.bitmask(high) << 4);
}

/** What a row's base and product may add up to at most. */
function limitOf(fact: usize): v128 {
  const allowed = load<f64>(fact, 32) - load<f64>(fact, 16);
  return f32x4.splat(f32(allowed + abs(allowed) * 2 * UNIT + NOTHING));
}

function offerAll(fact: usize, first: usize, mask: i32): v128 {
  const query = usize(load<u32>(fact));
  distances = usize(load<u32>(fact, 4));
  rows = usize(load<u32>(fact, 8));
  held = load<i32>(fact, 12);
  runnerUp = load<f64>(fact, 24);
  limit = load<f64>(fact, 32);
  slack = load<f64>(fact, 40);
  while (mask !== 0) {
    offer(query, first + usize(ctz(mask)));
    mask &= mask - 1;
  }
  if (held >= most || (held >= count && limit === Infinity)) cutList();
  store<i32>(fact, held, 12);
  store<f64>(fact, runnerUp, 24);
  store<f64>(fact, limit, 32);
  return limitOf(fact);
}

/** Starts the list of a query for `compareFour`; `norm` is what its squared norm less a margin is. */
export function startFact(
  fact: usize,
  query: usize,
  norm: f64,
  list: usize,
  listRows: usize,
): void {
  startList(query, list, listRows);
  store<u32>(fact, u32(query));
  store<u32>(fact, u32(list), 4);
  store<u32>(fact, u32(listRows), 8);
  store<i32>(fact, 0, 12);
  store<f64>(fact, norm, 16);
  store<f64>(fact, runnerUp, 24);
  store<f64>(fact, limit, 32);
  store<f64>(fact, slack, 40);
}

/** Puts the list of a query in order after `compareFour` has met all rows. */
export function endFact(fact: usize): void {
  distances = usize(load<u32>(fact, 4));
  rows = usize(load<u32>(fact, 8));
  held = load<i32>(fact, 12);
  runnerUp = load<f64>(fact, 24);
  endList();
  store<f64>(fact, runnerUp, 24);
}

/** What the sum of two bases and a product may be at most for a row to take the other in. */
function ceilingOf(most: f64): f32 {
  return f32(most * (1 + 4 * UNIT) + NOTHING);
}

/**
 * As `compareFour` of the rows at places `place … place + 4`, with those groups from the one that holds
 * them on which are among `from … to`: both rows of a pair are offered the other, so that each pair is
 * compared once. `facts` has those of all rows, `ceilings` for each what a pair may come to.
 */
export function compareOnwards(
  place: usize,
  own: usize,
  groups: usize,
  bases: usize,
  ceilings: usize,
  from: usize,
  to: usize,
  rowCount: usize,
  facts: usize,
): void {
  const fact = facts + place * FACT_BYTES;
  let limit0 = limitOf(fact);
  let limit1 = limitOf(fact + FACT_BYTES);
  let limit2 = limitOf(fact + 2 * FACT_BYTES);
  let limit3 = limitOf(fact + 3 * FACT_BYTES);
  const base = bases + (place << 2);
  const home = place / GROUP_ROWS;
  for (let group = max(home, from); group < to; group++) {
    const row = bases + group * 32;
    let a0 = v128.load(row);
    let a1 = v128.load(row, 16);
    let b0 = a0;
    let b1 = a1;
    let c0 = a0;
    let c1 = a1;
    let d0 = a0;
    let d1 = a1;
    let at = groups + group * columns * 32;
    const end = own + (columns << 4);
    for (let x = own; x < end; x += 16, at += 32) {
      const y0 = v128.load(at);
      const y1 = v128.load(at, 16);
      const a = v128.load_splat<f32>(x);
      const b = v128.load_splat<f32>(x, 4);
      const c = v128.load_splat<f32>(x, 8);
      const d = v128.load_splat<f32>(x, 12);
      a0 = f32x4.add(a0, f32x4.mul(a, y0));
      a1 = f32x4.add(a1, f32x4.mul(a, y1));
      b0 = f32x4.add(b0, f32x4.mul(b, y0));
      b1 = f32x4.add(b1, f32x4.mul(b, y1));
      c0 = f32x4.add(c0, f32x4.mul(c, y0));
      c1 = f32x4.add(c1, f32x4.mul(c, y1));
      d0 = f32x4.add(d0, f32x4.mul(d, y0));
      d1 = f32x4.add(d1, f32x4.mul(d, y1));
    }
    const ceiling = ceilings + group * 32;
    const ceiling0 = v128.load(ceiling);
    const ceiling1 = v128.load(ceiling, 16);
    const baseA = v128.load_splat<f32>(base);
    const baseB = v128.load_splat<f32>(base, 4);
    const baseC = v128.load_splat<f32>(base, 8);
    const baseD = v128.load_splat<f32>(base, 12);
    const toA = v128.or(f32x4.le(a0, limit0), f32x4.le(a1, limit0));
    const toB = v128.or(f32x4.le(b0, limit1), f32x4.le(b1, limit1));
    const toC = v128.or(f32x4.le(c0, limit2), f32x4.le(c1, limit2));
    const toD = v128.or(f32x4.le(d0, limit3), f32x4.le(d1, limit3));
    const fromA0 = f32x4.le(f32x4.add(a0, baseA), ceiling0);
    const fromA1 = f32x4.le(f32x4.add(a1, baseA), ceiling1);
    const fromB0 = f32x4.le(f32x4.add(b0, baseB), ceiling0);
    const fromB1 = f32x4.le(f32x4.add(b1, baseB), ceiling1);
    const fromC0 = f32x4.le(f32x4.add(c0, baseC), ceiling0);
    const fromC1 = f32x4.le(f32x4.add(c1, baseC), ceiling1);
    const fromD0 = f32x4.le(f32x4.add(d0, baseD), ceiling0);
    const fromD1 = f32x4.le(f32x4.add(d1, baseD), ceiling1);
    const toFour = v128.or(v128.or(toA, toB), v128.or(toC, toD));
    const fromAB = v128.or(v128.or(fromA0, fromA1), v128.or(fromB0, fromB1));
    const fromCD = v128.or(v128.or(fromC0, fromC1), v128.or(fromD0, fromD1));
    if (!v128.any_true(v128.or(toFour, v128.or(fromAB, fromCD)))) continue;
    const first = group * GROUP_ROWS;
    const whole = (1 << i32(min(GROUP_ROWS, rowCount - first))) - 1;
    const maskA = bitsOf(f32x4.le(a0, limit0), f32x4.le(a1, limit0)) & whole;
    const maskB = bitsOf(f32x4.le(b0, limit1), f32x4.le(b1, limit1)) & whole;
    const maskC = bitsOf(f32x4.le(c0, limit2), f32x4.le(c1, limit2)) & whole;
    const maskD = bitsOf(f32x4.le(d0, limit3), f32x4.le(d1, limit3)) & whole;
    if (maskA !== 0) limit0 = offerAll(fact, first, maskA);
    if (maskB !== 0) limit1 = offerAll(fact + FACT_BYTES, first, maskB);
    if (maskC !== 0) limit2 = offerAll(fact + 2 * FACT_BYTES, first, maskC);
    if (maskD !== 0) limit3 = offerAll(fact + 3 * FACT_BYTES, first, maskD);
    // Rows of the same group are all compared with each other from their own side.
    if (group === home) continue;
    offerBack(facts, ceilings, first, place, bitsOf(fromA0, fromA1) & whole);
    offerBack(facts, ceilings, first, place + 1, bitsOf(fromB0, fromB1) & whole);
    offerBack(facts, ceilings, first, place + 2, bitsOf(fromC0, fromC1) & whole);
    offerBack(facts, ceilings, first, place + 3, bitsOf(fromD0, fromD1) & whole);
  }
}

/** Offers the row at `place` to those of the group from `first` on that are marked. */
function offerBack(facts: usize, ceilings: usize, first: usize, place: usize, mask: i32): void {
  while (mask !== 0) {
    const row = first + usize(ctz(mask));
    const fact = facts + row * FACT_BYTES;
    offerAll(fact, place, 1);
    store<f32>(ceilings + (row << 2), ceilingOf(load<f64>(fact, 32)));
    mask &= mask - 1;
  }
}
