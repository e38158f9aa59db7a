/*
 * Which boxes of the tree may hold a row within the limit. Boxes and query are kept as float32, four
 * columns at a time, each corner moved outwards by more than rounding can move it: a box is never ruled
 * out that float64 would let pass.
 */

import { columns, limit, stride } from './list.as.ts';

/** Rounding of float32, as a share: half a unit in the last place. */
const UNIT: f64 = 1.0 / 16777216.0;
/** Two units in the last place, as a share, and two where numbers are next to nothing. */
const OUTWARDS: f32 = 1.0 / 4194304.0;
const OUTWARDS_NEAR_NOTHING: f32 = 3e-45;
/** Sums of float32 overflow not far above. */
const LARGEST: f64 = 1e38;

/** Of each node in float64: the lowest value in every column, then the highest. */
export let corners: usize = 0;
/** The same as float32 about `origin` and times `scale`: by four columns, the lowest, then the highest. */
export let boxes: usize = 0;
export let boxBytes: usize = 0;
/** The query in the same way: what it may be at most, then at least. */
export let asked: usize = 0;
let origin: usize = 0;
let scale: f64 = 1;
/** From squared distances to those of boxes, with room for the rounding of their sums. */
let widening: f64 = 1;

/**
 * Where boxes lie, of which `prepareBoxes` makes those of float32.
 *
 * @param originAt a row in the middle of all
 * @param scaleOfBoxes a power of 2 that brings numbers to about 1
 */
export function configureBoxes(
  cornersAt: usize,
  boxesAt: usize,
  askedAt: usize,
  originAt: usize,
  scaleOfBoxes: f64,
): void {
  corners = cornersAt;
  boxes = boxesAt;
  asked = askedAt;
  origin = originAt;
  scale = scaleOfBoxes;
  boxBytes = ((columns + 3) >> 2) << 5;
  widening = scale * scale * (1 + (f64(columns) + 8) * 2 * UNIT);
}

/** Makes the float32 boxes of nodes `from … to`. */
export function prepareBoxes(from: usize, to: usize): void {
  for (let node = from; node < to; node++) {
    const low = corners + node * (stride << 1);
    const box = boxes + node * boxBytes;
    for (let c: usize = 0; c < columns; c++) {
      const at = box + placeOf(c);
      store<f32>(at, moved(low + (c << 3), c, -1));
      store<f32>(at, moved(low + stride + (c << 3), c, 1), 16);
    }
  }
}

/** Makes a query ready for `isNear`. */
export function askBoxes(query: usize): void {
  for (let c: usize = 0; c < columns; c++) {
    const at = asked + placeOf(c);
    store<f32>(at, moved(query + (c << 3), c, 1));
    store<f32>(at, moved(query + (c << 3), c, -1), 16);
  }
}

/** Where column `c` stands in a box, 16 bytes before its other end. */
function placeOf(c: usize): usize {
  return ((c >> 2) << 5) + ((c & 3) << 2);
}

/** A number of column `c` as float32, surely no less than it (`direction` 1), or no greater (−1). */
function moved(at: usize, c: usize, direction: f32): f32 {
  const value = f32((load<f64>(at) - load<f64>(origin + (c << 3))) * scale);
  return value + direction * (abs(value) * OUTWARDS + OUTWARDS_NEAR_NOTHING);
}

/** Whether the node's box may hold a row within the limit of the query that was asked about last. */
export function isNear(node: usize): bool {
  const widened = limit * widening;
  const allowed = widened < LARGEST ? widened : Infinity;
  let sums = f32x4.splat(0);
  let box = boxes + node * boxBytes;
  let query = asked;
  const half = box + ((boxBytes >> 1) & ~31);
  const end = box + boxBytes;
  for (; box < half; box += 32, query += 32) {
    sums = f32x4.add(sums, squaresOutside(box, query));
  }
  if (total(sums) > allowed) return false;
  for (; box < end; box += 32, query += 32) {
    sums = f32x4.add(sums, squaresOutside(box, query));
  }
  return !(total(sums) > allowed);
}

/** How far the query lies outside a box in four columns, squared. */
function squaresOutside(box: usize, query: usize): v128 {
  const below = f32x4.sub(v128.load(box), v128.load(query));
  const above = f32x4.sub(v128.load(query, 16), v128.load(box, 16));
  const outside = f32x4.pmax(f32x4.pmax(below, above), f32x4.splat(0));
  return f32x4.mul(outside, outside);
}

/** The sum of four numbers. */
function total(four: v128): f64 {
  const two = f32x4.add(
    four,
    i8x16.shuffle(four, four, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7),
  );
  return f64(f32x4.extract_lane(two, 0) + f32x4.extract_lane(two, 1));
}
