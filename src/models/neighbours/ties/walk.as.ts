/*
 * scikit-learn's walk through its kd-tree, as `searchReferenceTree` in `kd-tree-reference.ts` does it: the
 * same boxes are opened and the same rows offered in the same order, and sums have the same bits. Boxes
 * of two children are measured at once, and eight rows of a leaf.
 */

import { replaceTop } from './heap.as.ts';

const BLOCK_ROWS: usize = 8;

let columns: usize = 0;
let neighbours: usize = 0;
/** The first leaf's number among the nodes. */
let leaves: usize = 0;
/** Of each inner node, column by column: the lowest values of its two children, then the highest. */
let boxes: usize = 0;
/** Of each leaf, by blocks of eight rows, column by column; NaN after the last row. */
let leafRows: usize = 0;
let blocks: usize = 0;
/** The numbers of those rows; as many places for each leaf. */
let ids: usize = 0;
/** Nodes to be visited: number and distance of the box, 8 bytes each. */
let stack: usize = 0;
/** Distances to the rows of a block. */
let measured: usize = 0;

export function configureWalk(
  columnCount: usize,
  count: usize,
  leafStart: usize,
  boxesAt: usize,
  leafRowsAt: usize,
  blocksALeaf: usize,
  idsAt: usize,
  stackAt: usize,
  measuredAt: usize,
): void {
  columns = columnCount;
  neighbours = count;
  leaves = leafStart;
  boxes = boxesAt;
  leafRows = leafRowsAt;
  blocks = blocksALeaf;
  ids = idsAt;
  stack = stackAt;
  measured = measuredAt;
}

/**
 * Leaves the heap of the nearest rows at `distances` and `rows`. Returns the smallest distance of a row
 * that is not kept, exact where it is no larger than the top's.
 */
export function walk(query: usize, distances: usize, rows: usize): f64 {
  for (let i: usize = 0; i < neighbours; i++) {
    store<f64>(distances + (i << 3), Infinity);
    store<i32>(rows + (i << 2), -1);
  }
  let runnerUp: f64 = Infinity;
  const zero = f64x2.splat(0);
  store<i32>(stack, 0);
  store<f64>(stack, 0, 8);
  let top = stack + 16;
  while (top > stack) {
    top -= 16;
    if (load<f64>(top, 8) > load<f64>(distances)) continue;
    const node = usize(load<i32>(top));
    if (node >= leaves) {
      runnerUp = min(runnerUp, scanLeaf(query, node - leaves, distances, rows));
      continue;
    }
    let sums = zero;
    let box = boxes + node * (columns << 5);
    const end = query + (columns << 3);
    for (let at = query; at < end; at += 8, box += 32) {
      const value = v128.load_splat<f64>(at);
      const below = f64x2.sub(v128.load(box), value);
      const above = f64x2.sub(value, v128.load(box, 16));
      const outside = f64x2.pmax(f64x2.pmax(below, above), zero);
      sums = f64x2.add(sums, f64x2.mul(outside, outside));
    }
    const toLeft = f64x2.extract_lane(sums, 0);
    const toRight = f64x2.extract_lane(sums, 1);
    const left = 2 * i32(node) + 1;
    const leftFirst = toLeft <= toRight;
    store<i32>(top, leftFirst ? left + 1 : left);
    store<f64>(top, leftFirst ? toRight : toLeft, 8);
    store<i32>(top, leftFirst ? left : left + 1, 16);
    store<f64>(top, leftFirst ? toLeft : toRight, 24);
    top += 32;
  }
  return runnerUp;
}

/** Offers the rows of a leaf. Returns the smallest distance of those not kept, as `walk` does. */
function scanLeaf(query: usize, leaf: usize, distances: usize, rows: usize): f64 {
  let runnerUp: f64 = Infinity;
  let at = leafRows + leaf * blocks * (columns << 6);
  let id = ids + leaf * blocks * (BLOCK_ROWS << 2);
  const end = query + (columns << 3);
  for (let block: usize = 0; block < blocks; block++, id += BLOCK_ROWS << 2) {
    let a = f64x2.splat(0);
    let b = a;
    let c = a;
    let d = a;
    for (let x = query; x < end; x += 8, at += 64) {
      const value = v128.load_splat<f64>(x);
      const p = f64x2.sub(v128.load(at), value);
      const q = f64x2.sub(v128.load(at, 16), value);
      const r = f64x2.sub(v128.load(at, 32), value);
      const s = f64x2.sub(v128.load(at, 48), value);
      a = f64x2.add(a, f64x2.mul(p, p));
      b = f64x2.add(b, f64x2.mul(q, q));
      c = f64x2.add(c, f64x2.mul(r, r));
      d = f64x2.add(d, f64x2.mul(s, s));
    }
    const limits = v128.load_splat<f64>(distances);
    let near = i64x2.bitmask(f64x2.le(a, limits)) | (i64x2.bitmask(f64x2.le(b, limits)) << 2);
    near |= (i64x2.bitmask(f64x2.le(c, limits)) << 4) | (i64x2.bitmask(f64x2.le(d, limits)) << 6);
    if (near === 0) continue;
    v128.store(measured, a);
    v128.store(measured, b, 16);
    v128.store(measured, c, 32);
    v128.store(measured, d, 48);
    for (; near !== 0; near &= near - 1) {
      const inBlock = usize(ctz(near));
      const distance = load<f64>(measured + (inBlock << 3));
      const farthest = load<f64>(distances);
      if (distance < farthest) {
        replaceTop(distances, rows, neighbours, distance, load<i32>(id + (inBlock << 2)));
      }
      runnerUp = min(runnerUp, max(distance, farthest));
    }
  }
  return runnerUp;
}
