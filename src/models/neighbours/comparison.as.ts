/*
 * Comparing rows with all rows. Products of float32 give bounds of each distance, and a list keeps what its
 * bounds leave; once all rows have been met, those few are measured in float64.
 *
 * `groups` has −2 × the rows less the means of their columns as float32, column by column for 8 rows, and
 * `bases` their squared norms less a margin. So two bases and a product add up to no more than the
 * squared distance, and to no less than it less `gap` × the bases.
 *
 * Per query a fact holds: its address, that of its list and of its list's places, and their number; then
 * as doubles what its squared norm less a margin is, runner-up, limit and slack. In a list stand first the
 * upper bounds, then the lower ones.
 */

import {
  columns,
  count,
  cutList,
  distanceTo,
  endList,
  held,
  limit,
  measureList,
  most,
  numberRows,
  runnerUp,
  SPARE_ROWS,
  slack,
  sortedDistances,
  startList,
  stretch,
} from './list.as.ts';

/** Rounding of float32, as a share: half a unit in the last place. */
const UNIT: f64 = 1.0 / 16777216.0;
/** Above what float32 loses where numbers are next to nothing. */
const NOTHING: f64 = 1e-40;
const GROUP_ROWS: usize = 8;
const FACT_BYTES: usize = 48;

let groups: usize = 0;
let bases: usize = 0;
let rowCount: usize = 0;
let gap: f32 = 0;
/** Bounds of the distances from one query to the rows of a group: 8 lower ones, then 8 upper ones. */
let bounds: usize = 0;

export function configureComparison(
  groupsAt: usize,
  basesAt: usize,
  rows: usize,
  gapShare: f64,
  boundsAt: usize,
): void {
  groups = groupsAt;
  bases = basesAt;
  rowCount = rows;
  gap = f32(gapShare);
  bounds = boundsAt;
}

/** Starts the list of a query; `norm` is what its squared norm less a margin is. */
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

/** Puts the list of a query in order after it has met all rows. */
export function endFact(fact: usize): void {
  cutBounds(fact);
  measure(fact);
  numberRows();
  endList();
  store<f64>(fact, runnerUp, 24);
}

/** What the sum of two bases and a product may be at most for a row to take the other in. */
function ceilingOf(fact: usize): f32 {
  return f32(load<f64>(fact, 32) * (1 + 4 * UNIT) + NOTHING);
}

/** What the other row's base and the product may add up to at most. */
function limitOf(fact: usize): v128 {
  const allowed = load<f64>(fact, 32) - load<f64>(fact, 16);
  return f32x4.splat(f32(allowed + abs(allowed) * 2 * UNIT + NOTHING));
}

function bitsOf(low: v128, high: v128): i32 {
  return i32x4.bitmask(low) | (i32x4.bitmask(high) << 4);
}

/**
 * Compares four queries with the rows of groups `from … to`. `own` has the queries as float32 less the
 * means, column by column.
 *
 * Where `ceilings` is not 0 the queries are the rows at places `place … place + 4`, `facts` has those of
 * all rows, and `ceilings` what `ceilingOf` says of each. Then only groups from the queries' own one on
 * are met, and both rows of a pair are offered the other, so that each pair is compared once.
 */
export function compareFour(
  own: usize,
  place: usize,
  from: usize,
  to: usize,
  facts: usize,
  ceilings: usize,
): void {
  const fact = facts + place * FACT_BYTES;
  let limit0 = limitOf(fact);
  let limit1 = limitOf(fact + FACT_BYTES);
  let limit2 = limitOf(fact + 2 * FACT_BYTES);
  let limit3 = limitOf(fact + 3 * FACT_BYTES);
  const baseA = baseOf(fact);
  const baseB = baseOf(fact + FACT_BYTES);
  const baseC = baseOf(fact + 2 * FACT_BYTES);
  const baseD = baseOf(fact + 3 * FACT_BYTES);
  const home = place / GROUP_ROWS;
  let ceiling0 = f32x4.splat(-Infinity);
  let ceiling1 = ceiling0;
  for (let group = ceilings === 0 ? from : max(home, from); group < to; group++) {
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
    if (ceilings !== 0) {
      ceiling0 = v128.load(ceilings + group * 32);
      ceiling1 = v128.load(ceilings + group * 32, 16);
    }
    const lowA0 = f32x4.add(a0, baseA);
    const lowA1 = f32x4.add(a1, baseA);
    const lowB0 = f32x4.add(b0, baseB);
    const lowB1 = f32x4.add(b1, baseB);
    const lowC0 = f32x4.add(c0, baseC);
    const lowC1 = f32x4.add(c1, baseC);
    const lowD0 = f32x4.add(d0, baseD);
    const lowD1 = f32x4.add(d1, baseD);
    const toAB = v128.or(
      v128.or(f32x4.le(a0, limit0), f32x4.le(a1, limit0)),
      v128.or(f32x4.le(b0, limit1), f32x4.le(b1, limit1)),
    );
    const toCD = v128.or(
      v128.or(f32x4.le(c0, limit2), f32x4.le(c1, limit2)),
      v128.or(f32x4.le(d0, limit3), f32x4.le(d1, limit3)),
    );
    const fromAB = v128.or(
      v128.or(f32x4.le(lowA0, ceiling0), f32x4.le(lowA1, ceiling1)),
      v128.or(f32x4.le(lowB0, ceiling0), f32x4.le(lowB1, ceiling1)),
    );
    const fromCD = v128.or(
      v128.or(f32x4.le(lowC0, ceiling0), f32x4.le(lowC1, ceiling1)),
      v128.or(f32x4.le(lowD0, ceiling0), f32x4.le(lowD1, ceiling1)),
    );
    if (!v128.any_true(v128.or(v128.or(toAB, toCD), v128.or(fromAB, fromCD)))) continue;
    // Rows of the same group are all compared with each other from their own side.
    const back = group === home ? 0 : 255;
    const toA = bitsOf(f32x4.le(a0, limit0), f32x4.le(a1, limit0));
    const toB = bitsOf(f32x4.le(b0, limit1), f32x4.le(b1, limit1));
    const toC = bitsOf(f32x4.le(c0, limit2), f32x4.le(c1, limit2));
    const toD = bitsOf(f32x4.le(d0, limit3), f32x4.le(d1, limit3));
    const fromA = bitsOf(f32x4.le(lowA0, ceiling0), f32x4.le(lowA1, ceiling1)) & back;
    const fromB = bitsOf(f32x4.le(lowB0, ceiling0), f32x4.le(lowB1, ceiling1)) & back;
    const fromC = bitsOf(f32x4.le(lowC0, ceiling0), f32x4.le(lowC1, ceiling1)) & back;
    const fromD = bitsOf(f32x4.le(lowD0, ceiling0), f32x4.le(lowD1, ceiling1)) & back;
    const first = group * GROUP_ROWS;
    if ((toA | fromA) !== 0) {
      boundGroup(lowA0, lowA1, baseA, row);
      if (toA !== 0) limit0 = offerGroup(fact, first, toA);
      if (fromA !== 0) offerBack(facts, ceilings, first, place, fromA);
    }
    if ((toB | fromB) !== 0) {
      boundGroup(lowB0, lowB1, baseB, row);
      if (toB !== 0) limit1 = offerGroup(fact + FACT_BYTES, first, toB);
      if (fromB !== 0) offerBack(facts, ceilings, first, place + 1, fromB);
    }
    if ((toC | fromC) !== 0) {
      boundGroup(lowC0, lowC1, baseC, row);
      if (toC !== 0) limit2 = offerGroup(fact + 2 * FACT_BYTES, first, toC);
      if (fromC !== 0) offerBack(facts, ceilings, first, place + 2, fromC);
    }
    if ((toD | fromD) !== 0) {
      boundGroup(lowD0, lowD1, baseD, row);
      if (toD !== 0) limit3 = offerGroup(fact + 3 * FACT_BYTES, first, toD);
      if (fromD !== 0) offerBack(facts, ceilings, first, place + 3, fromD);
    }
  }
}

function baseOf(fact: usize): v128 {
  return f32x4.splat(f32(load<f64>(fact, 16)));
}

/** Writes `bounds` of a group from the lower ones, the query's base and the address of the rows' bases. */
function boundGroup(low0: v128, low1: v128, base: v128, row: usize): void {
  const share = f32x4.splat(gap);
  const least = f32x4.splat(f32(NOTHING));
  const gap0 = f32x4.add(f32x4.mul(share, f32x4.add(base, v128.load(row))), least);
  const gap1 = f32x4.add(f32x4.mul(share, f32x4.add(base, v128.load(row, 16))), least);
  v128.store(bounds, low0);
  v128.store(bounds, low1, 16);
  v128.store(bounds, f32x4.add(low0, gap0), 32);
  v128.store(bounds, f32x4.add(low1, gap1), 48);
}

/** Offers the marked rows of the group from `first` on, of which `bounds` tells. */
function offerGroup(fact: usize, first: usize, mask: i32): v128 {
  const whole = (1 << i32(min(GROUP_ROWS, rowCount - first))) - 1;
  for (let left = mask & whole; left !== 0; left &= left - 1) {
    const inGroup = usize(ctz(left));
    enlist(fact, first + inGroup, inGroup);
  }
  return limitOf(fact);
}

/** Offers the row at `place` to those of the group from `first` on that are marked. */
function offerBack(facts: usize, ceilings: usize, first: usize, place: usize, mask: i32): void {
  for (let left = mask; left !== 0; left &= left - 1) {
    const inGroup = usize(ctz(left));
    const row = first + inGroup;
    const fact = facts + row * FACT_BYTES;
    enlist(fact, place, inGroup);
    store<f32>(ceilings + (row << 2), ceilingOf(fact));
  }
}

/**
 * Puts a row at the end of a list, with what `bounds` tells at that place of the group, or, where that has
 * told too little before, what its distance says.
 */
function enlist(fact: usize, place: usize, inGroup: usize): void {
  let low = load<f32>(bounds + (inGroup << 2));
  let high = load<f32>(bounds + (inGroup << 2), 32);
  const farthest = load<f64>(fact, 32);
  if (load<f64>(fact, 24) !== Infinity) {
    const distance = distanceTo(usize(load<u32>(fact)), place);
    if (distance > farthest) return;
    low = floatBelow(distance);
    high = floatAbove(distance);
  }
  const at = load<i32>(fact, 12);
  const list = usize(load<u32>(fact, 4)) + (usize(at) << 2);
  store<f32>(list, high);
  store<f32>(list + lowBytes(), low);
  store<i32>(usize(load<u32>(fact, 8)) + (usize(at) << 2), i32(place));
  store<i32>(fact, at + 1, 12);
  if (at + 1 >= most || (at + 1 >= count && farthest === Infinity)) cutBounds(fact);
}

function floatBelow(distance: f64): f32 {
  return f32(distance * (1 - 2 * UNIT));
}

function floatAbove(distance: f64): f32 {
  return f32(distance * (1 + 2 * UNIT) + NOTHING);
}

/** From an upper bound to the lower one of the same row. */
function lowBytes(): usize {
  return (usize(most) + SPARE_ROWS) << 2;
}

/** Leaves those rows in a list that may be among the nearest; where that does not tell, measures them. */
function cutBounds(fact: usize): void {
  const length = load<i32>(fact, 12);
  if (length < count) return;
  const highs = usize(load<u32>(fact, 4));
  const allowed = f64(highOfLast(highs, length)) * stretch + load<f64>(fact, 40);
  const places = usize(load<u32>(fact, 8));
  const lows = highs + lowBytes();
  let kept: usize = 0;
  for (let i: usize = 0; i < usize(length) << 2; i += 4) {
    const low = load<f32>(lows + i);
    store<f32>(highs + kept, load<f32>(highs + i));
    store<f32>(lows + kept, low);
    store<i32>(places + kept, load<i32>(places + i));
    kept += usize(f64(low) <= allowed) << 2;
  }
  store<i32>(fact, i32(kept >> 2), 12);
  store<f64>(fact, allowed, 32);
  if (i32(kept >> 2) > (count + most) >> 1) measureBounds(fact);
}

/** The upper bound of the last of the rows wanted: so many have no larger one. */
function highOfLast(highs: usize, length: i32): f32 {
  const end = highs + (usize(length) << 2);
  v128.store(end, f32x4.splat(Infinity));
  v128.store(end, f32x4.splat(Infinity), 16);
  const wanted = i32x4.splat(count);
  let last = f32x4.splat(0);
  for (let at = highs; at < end; at += 32) {
    const four = v128.load(at);
    const more = v128.load(at, 16);
    let lower = i32x4.splat(0);
    let lowerToo = lower;
    for (let other = highs; other < end; other += 16) {
      const a = v128.load_splat<f32>(other);
      const b = v128.load_splat<f32>(other, 4);
      const c = v128.load_splat<f32>(other, 8);
      const d = v128.load_splat<f32>(other, 12);
      lower = i32x4.add(lower, i32x4.add(f32x4.lt(a, four), f32x4.lt(b, four)));
      lowerToo = i32x4.add(lowerToo, i32x4.add(f32x4.lt(a, more), f32x4.lt(b, more)));
      lower = i32x4.add(lower, i32x4.add(f32x4.lt(c, four), f32x4.lt(d, four)));
      lowerToo = i32x4.add(lowerToo, i32x4.add(f32x4.lt(c, more), f32x4.lt(d, more)));
    }
    // True is −1.
    last = f32x4.pmax(last, v128.and(four, i32x4.lt_s(i32x4.neg(lower), wanted)));
    last = f32x4.pmax(last, v128.and(more, i32x4.lt_s(i32x4.neg(lowerToo), wanted)));
  }
  last = f32x4.pmax(last, v128.shuffle<i32>(last, last, 2, 3, 0, 1));
  return max(f32x4.extract_lane(last, 0), f32x4.extract_lane(last, 1));
}

/** Measures the rows of a list. */
function measure(fact: usize): void {
  measureList(
    usize(load<u32>(fact)),
    usize(load<u32>(fact, 4)),
    usize(load<u32>(fact, 8)),
    load<i32>(fact, 12),
    load<f64>(fact, 24),
    load<f64>(fact, 40),
  );
}

/** Measures the rows of a list and leaves the nearest, with bounds next to their distances. */
function measureBounds(fact: usize): void {
  measure(fact);
  cutList();
  const highs = usize(load<u32>(fact, 4));
  for (let i: usize = 0; i < usize(held); i++) {
    const distance = load<f64>(sortedDistances + (i << 3));
    const at = highs + (i << 2);
    store<f32>(at, floatAbove(distance));
    store<f32>(at + lowBytes(), floatBelow(distance));
  }
  store<i32>(fact, held, 12);
  store<f64>(fact, runnerUp, 24);
  store<f64>(fact, limit, 32);
}
