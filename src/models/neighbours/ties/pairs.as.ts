/*
 * The heaps that scikit-learn's brute-force search fills on one thread: every row is offered the others first
 * to last, with distances as it rounds them. As in `comparison.as.ts` products of float32 rule pairs out, with
 * a margin; what they leave waits in a queue to be measured four at a time.
 *
 * Of the rows searched for, the subjects, and of those they are compared with, the objects, stand: float32
 * less the means, times −2 by groups of eight (objects) or plain by four abreast (subjects); squared norms
 * less a margin as float32; numbers and squared norms as double. In training the two are the same rows.
 */

import { replaceTop } from './heap.as.ts';
import { exactProductsOfFour, productsOfFour } from './product.as.ts';

/** Rounding of float32, as a share: half a unit in the last place. */
const UNIT: f64 = 1.0 / 16777216.0;
/** Above what float32 loses where numbers are next to nothing. */
const NOTHING: f64 = 1e-40;
const GROUP_ROWS: usize = 8;
/** So many pairs that wait are measured. */
const FULL: i32 = 32;
/** Those bits of `bitsOf`, four times, for rows that come near a row of four. */
const FORTH: u64 = 0xff * 0x0001000100010001;

let columns: usize = 0;
let groups: usize = 0;
let bases: usize = 0;
let values: usize = 0;
let norms: usize = 0;

let ownBases: usize = 0;
let ownValues: usize = 0;
let ownNorms: usize = 0;
/** Of each subject: what rounding may move besides `stretch`; most that base and product may add up to. */
let slacks: usize = 0;
let limits: usize = 0;
/** As `limits`, with the subject's own base; 0 where a pair serves one row only. */
let ceilings: usize = 0;
let heapDistances: usize = 0;
let heapRows: usize = 0;
let size: usize = 0;
let stretch: f64 = 1;

/** Pairs that wait: subject, then object. */
let queue: usize = 0;
let waiting: i32 = 0;
let products: usize = 0;
/** Whether the product of any two numbers is exact. */
let isExact: bool = false;

export function configureObjects(
  columnCount: usize,
  groupsAt: usize,
  basesAt: usize,
  valuesAt: usize,
  normsAt: usize,
): void {
  columns = columnCount;
  groups = groupsAt;
  bases = basesAt;
  values = valuesAt;
  norms = normsAt;
}

export function configureSubjects(
  basesAt: usize,
  valuesAt: usize,
  normsAt: usize,
  slacksAt: usize,
  limitsAt: usize,
  ceilingsAt: usize,
): void {
  ownBases = basesAt;
  ownValues = valuesAt;
  ownNorms = normsAt;
  slacks = slacksAt;
  limits = limitsAt;
  ceilings = ceilingsAt;
}

export function configureHeaps(
  heapSize: usize,
  stretchOf: f64,
  distancesAt: usize,
  rowsAt: usize,
  queueAt: usize,
  productsAt: usize,
  areExact: bool,
): void {
  size = heapSize;
  stretch = stretchOf;
  heapDistances = distancesAt;
  heapRows = rowsAt;
  queue = queueAt;
  products = productsAt;
  isExact = areExact;
  waiting = 0;
}

/**
 * Offers the rows of groups `from … to` to the four subjects from `place` on, whose numbers are at `own`.
 * In training only groups from the subjects' own one on are met, and both rows of a pair are offered the
 * other; rows of the own group, from their own side.
 */
export function meetFour(own: usize, place: usize, from: usize, to: usize): void {
  const limitsAt = limits + (place << 2);
  const basesAt = ownBases + (place << 2);
  const baseA = v128.load_splat<f32>(basesAt);
  const baseB = v128.load_splat<f32>(basesAt, 4);
  const baseC = v128.load_splat<f32>(basesAt, 8);
  const baseD = v128.load_splat<f32>(basesAt, 12);
  let limitA = v128.load_splat<f32>(limitsAt);
  let limitB = v128.load_splat<f32>(limitsAt, 4);
  let limitC = v128.load_splat<f32>(limitsAt, 8);
  let limitD = v128.load_splat<f32>(limitsAt, 12);
  const home = place / GROUP_ROWS;
  let ceiling0 = f32x4.splat(-Infinity);
  let ceiling1 = ceiling0;
  const end = own + (columns << 4);
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
    // Rows of the same group are all compared with each other from their own side.
    const isOneWay = ceilings === 0 || group === home;
    const back: u64 = isOneWay ? FORTH : -1;
    if (!isOneWay) {
      ceiling0 = v128.load(ceilings + group * 32);
      ceiling1 = v128.load(ceilings + group * 32, 16);
    }
    const toA0 = f32x4.le(a0, limitA);
    const toA1 = f32x4.le(a1, limitA);
    const toB0 = f32x4.le(b0, limitB);
    const toB1 = f32x4.le(b1, limitB);
    const toC0 = f32x4.le(c0, limitC);
    const toC1 = f32x4.le(c1, limitC);
    const toD0 = f32x4.le(d0, limitD);
    const toD1 = f32x4.le(d1, limitD);
    const fromA0 = f32x4.le(f32x4.add(a0, baseA), ceiling0);
    const fromA1 = f32x4.le(f32x4.add(a1, baseA), ceiling1);
    const fromB0 = f32x4.le(f32x4.add(b0, baseB), ceiling0);
    const fromB1 = f32x4.le(f32x4.add(b1, baseB), ceiling1);
    const fromC0 = f32x4.le(f32x4.add(c0, baseC), ceiling0);
    const fromC1 = f32x4.le(f32x4.add(c1, baseC), ceiling1);
    const fromD0 = f32x4.le(f32x4.add(d0, baseD), ceiling0);
    const fromD1 = f32x4.le(f32x4.add(d1, baseD), ceiling1);
    const nearA = v128.or(v128.or(toA0, toA1), v128.or(fromA0, fromA1));
    const nearB = v128.or(v128.or(toB0, toB1), v128.or(fromB0, fromB1));
    const nearC = v128.or(v128.or(toC0, toC1), v128.or(fromC0, fromC1));
    const nearD = v128.or(v128.or(toD0, toD1), v128.or(fromD0, fromD1));
    if (!v128.any_true(v128.or(v128.or(nearA, nearB), v128.or(nearC, nearD)))) continue;
    let near = bitsOf(toA0, toA1, fromA0, fromA1) | (bitsOf(toB0, toB1, fromB0, fromB1) << 16);
    near |= (bitsOf(toC0, toC1, fromC0, fromC1) << 32) | (bitsOf(toD0, toD1, fromD0, fromD1) << 48);
    enqueue(i32(place), i32(group * GROUP_ROWS), near & back);
    if (waiting < FULL) continue;
    offerWaiting();
    limitA = v128.load_splat<f32>(limitsAt);
    limitB = v128.load_splat<f32>(limitsAt, 4);
    limitC = v128.load_splat<f32>(limitsAt, 8);
    limitD = v128.load_splat<f32>(limitsAt, 12);
  }
}

/** Bits for the rows of a group that may come near a row, then for those that it may come near to. */
function bitsOf(to0: v128, to1: v128, from0: v128, from1: v128): u64 {
  const to = i16x8.narrow_i32x4_s(to0, to1);
  const from = i16x8.narrow_i32x4_s(from0, from1);
  return u64(i8x16.bitmask(i8x16.narrow_i16x8_s(to, from)));
}

/** Has the marked pairs of four rows from `place` on and a group from `first` on wait, 16 bits for each row. */
function enqueue(place: i32, first: i32, near: u64): void {
  let at = queue + (usize(waiting) << 3);
  for (; near !== 0; near &= near - 1, at += 8) {
    const bit = i32(ctz(near));
    const own = place + (bit >> 4);
    const other = first + (bit & 7);
    const isBack = (bit & 8) !== 0;
    store<i32>(at, isBack ? other : own);
    store<i32>(at, isBack ? own : other, 4);
  }
  waiting = i32((at - queue) >> 3);
}

/** Measures the pairs that wait and offers them to their heaps, in order. */
export function offerWaiting(): void {
  const stride = columns << 3;
  const end = queue + (usize(waiting) << 3);
  for (let at = queue; at < end; at += 32) {
    // Fewer than four: what stood there before is measured, too.
    const x0 = ownValues + usize(load<i32>(at)) * stride;
    const x1 = ownValues + usize(load<i32>(at, 8)) * stride;
    const x2 = ownValues + usize(load<i32>(at, 16)) * stride;
    const x3 = ownValues + usize(load<i32>(at, 24)) * stride;
    const y0 = values + usize(load<i32>(at, 4)) * stride;
    const y1 = values + usize(load<i32>(at, 12)) * stride;
    const y2 = values + usize(load<i32>(at, 20)) * stride;
    const y3 = values + usize(load<i32>(at, 28)) * stride;
    if (isExact) exactProductsOfFour(columns, x0, x1, x2, x3, y0, y1, y2, y3, products);
    else productsOfFour(columns, x0, x1, x2, x3, y0, y1, y2, y3, products);
    const stop = min(end, at + 32);
    for (let pair = at, product = products; pair < stop; pair += 8, product += 8) {
      offer(usize(load<i32>(pair)), load<i32>(pair, 4), load<f64>(product));
    }
  }
  waiting = 0;
}

function offer(subject: usize, object: i32, product: f64): void {
  const norm = load<f64>(ownNorms + (subject << 3));
  const other = load<f64>(norms + (usize(object) << 3));
  const distance = max(0, norm - 2 * product + other);
  const distances = heapDistances + ((subject * size) << 3);
  if (!(distance < load<f64>(distances))) return;
  replaceTop(distances, heapRows + ((subject * size) << 2), size, distance, object);
  const farthest = load<f64>(distances) * stretch + load<f64>(slacks + (subject << 3));
  const allowed = farthest - f64(load<f32>(ownBases + (subject << 2)));
  store<f32>(limits + (subject << 2), f32(allowed + abs(allowed) * 2 * UNIT + NOTHING));
  if (ceilings === 0) return;
  store<f32>(ceilings + (subject << 2), f32(farthest * (1 + 4 * UNIT) + NOTHING));
}
