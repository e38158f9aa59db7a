/*
 * The search of the tree. Four float32 at a time rule rows of a leaf out, with a margin for all that
 * rounding may do; what they leave is offered to the list.
 */

import { askBoxes, asked, boxBytes, boxes, corners, isNear } from './boxes.as.ts';
import {
  columns,
  count,
  cutList,
  endList,
  held,
  limit,
  most,
  offer,
  points,
  runnerUp,
  SPARE_ROWS,
  startList,
  stride,
} from './list.as.ts';

/** Rounding of float32, as a share: half a unit in the last place. */
const UNIT: f64 = 1.0 / 16777216.0;
/** Above what float32 loses where numbers are next to nothing. */
const NOTHING: f64 = 1e-40;
/** Rows of a leaf at most, and those of it that are looked at together. */
const LEAF_ROWS: usize = 32;
const BLOCK_ROWS: usize = 16;

/** The first leaf's number among the nodes. */
let leaves: usize = 0;
let starts: usize = 0;
let ends: usize = 0;
/** Of each inner node: where its column stands in a box. */
let splits: usize = 0;
/** Of each leaf: what stands in the middle of its box, and how far its corner lies from there. */
let middles: usize = 0;
let radii: usize = 0;
/** Of each leaf: float32 differences to the middle, by blocks of 16 rows, column by column. */
let leafRows: usize = 0;
let stack: usize = 0;
/** The query less a leaf's middle, as float32. */
let shifted: usize = 0;
/** Boxes that were looked at, and rows. */
let boxesSeen: i32 = 0;
let rowsSeen: i32 = 0;

export function configureTree(
  leafStart: usize,
  startsAt: usize,
  endsAt: usize,
  splitsAt: usize,
  middlesAt: usize,
  radiiAt: usize,
  leafRowsAt: usize,
  stackAt: usize,
  shiftedAt: usize,
): void {
  leaves = leafStart;
  starts = startsAt;
  ends = endsAt;
  splits = splitsAt;
  middles = middlesAt;
  radii = radiiAt;
  leafRows = leafRowsAt;
  stack = stackAt;
  shifted = shiftedAt;
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
    const low = corners + node * (stride << 1);
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
  askBoxes(query);
  let top = stackPath(home);
  while (top > stack) {
    top -= 4;
    const node = usize(load<i32>(top));
    boxesSeen++;
    if (!isNear(node)) continue;
    if (node >= leaves) {
      scanLeaf(query, node - leaves);
      continue;
    }
    const left = 2 * node + 1;
    const column = usize(load<i32>(splits + (node << 2)));
    const isLeft = load<f32>(asked + column, 16) <= load<f32>(boxes + left * boxBytes + column, 16);
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
