/*
 * The loops of the RBF kernel in WebAssembly, two doubles at a time. Every sum runs in the order of
 * the TypeScript in `rbf-kernel.ts`, `rbf-exp.ts` and `rbf-score.ts`, so that results have its bits.
 * Addresses are multiples of 16 and counts are rounded up: whoever calls leaves room for 8 more.
 */

import { exponentiate, exponentiateRounded, RESULT_BYTES } from './exponential.as.ts';
import { addRow } from './kernel-sums.as.ts';

export { addRow, addTwoRows, selectSecond } from './kernel-sums.as.ts';

/**
 * `exponents[k] = −γ ‖a − b‖²` of the point a with `coordinates` and `norm`, and those from `points` on,
 * products added column by column.
 */
function fillExponents(
  points: usize,
  norms: usize,
  coordinates: usize,
  norm: f64,
  dimensions: usize,
  gamma: f64,
  count: usize,
  exponents: usize,
): void {
  const end = exponents + (count << 3);
  const last = coordinates + (dimensions << 3);
  const pairs = coordinates + ((dimensions & ~1) << 3);
  const negative = f64x2.splat(-gamma);
  const own = f64x2.splat(norm);
  for (let to = exponents; to < end; to += 64, norms += 64) {
    let a = f64x2.splat(0);
    let b = a;
    let c = a;
    let d = a;
    let w = coordinates;
    for (; w < pairs; w += 16, points += 128) {
      const weight = v128.load_splat<f64>(w);
      const next = v128.load_splat<f64>(w, 8);
      a = f64x2.add(a, f64x2.mul(weight, v128.load(points)));
      b = f64x2.add(b, f64x2.mul(weight, v128.load(points, 16)));
      c = f64x2.add(c, f64x2.mul(weight, v128.load(points, 32)));
      d = f64x2.add(d, f64x2.mul(weight, v128.load(points, 48)));
      a = f64x2.add(a, f64x2.mul(next, v128.load(points, 64)));
      b = f64x2.add(b, f64x2.mul(next, v128.load(points, 80)));
      c = f64x2.add(c, f64x2.mul(next, v128.load(points, 96)));
      d = f64x2.add(d, f64x2.mul(next, v128.load(points, 112)));
    }
    if (w < last) {
      const weight = v128.load_splat<f64>(w);
      a = f64x2.add(a, f64x2.mul(weight, v128.load(points)));
      b = f64x2.add(b, f64x2.mul(weight, v128.load(points, 16)));
      c = f64x2.add(c, f64x2.mul(weight, v128.load(points, 32)));
      d = f64x2.add(d, f64x2.mul(weight, v128.load(points, 48)));
      points += 64;
    }
    a = f64x2.sub(f64x2.add(own, v128.load(norms)), f64x2.add(a, a));
    b = f64x2.sub(f64x2.add(own, v128.load(norms, 16)), f64x2.add(b, b));
    c = f64x2.sub(f64x2.add(own, v128.load(norms, 32)), f64x2.add(c, c));
    d = f64x2.sub(f64x2.add(own, v128.load(norms, 48)), f64x2.add(d, d));
    v128.store(to, f64x2.mul(negative, a));
    v128.store(to, f64x2.mul(negative, b), 16);
    v128.store(to, f64x2.mul(negative, c), 32);
    v128.store(to, f64x2.mul(negative, d), 48);
  }
}

/**
 * `distances[k] = −γ ‖row k − centre‖²` of rows that lie column by column, `stride` bytes apart.
 */
function squaredExponents(
  rows: usize,
  stride: usize,
  centre: usize,
  columns: usize,
  count: usize,
  gamma: f64,
  distances: usize,
): void {
  const negative = f64x2.splat(-gamma);
  const end = distances + (count << 3);
  for (let to = distances; to < end; to += 64, rows += 64) {
    let a = f64x2.splat(0);
    let b = a;
    let c = a;
    let d = a;
    let at = rows;
    const last = centre + (columns << 3);
    for (let w = centre; w < last; w += 8, at += stride) {
      const value = v128.load_splat<f64>(w);
      const p = f64x2.sub(v128.load(at), value);
      const q = f64x2.sub(v128.load(at, 16), value);
      const r = f64x2.sub(v128.load(at, 32), value);
      const s = f64x2.sub(v128.load(at, 48), value);
      a = f64x2.add(a, f64x2.mul(p, p));
      b = f64x2.add(b, f64x2.mul(q, q));
      c = f64x2.add(c, f64x2.mul(r, r));
      d = f64x2.add(d, f64x2.mul(s, s));
    }
    v128.store(to, f64x2.mul(a, negative));
    v128.store(to, f64x2.mul(b, negative), 16);
    v128.store(to, f64x2.mul(c, negative), 32);
    v128.store(to, f64x2.mul(d, negative), 48);
  }
}

/** `sums[k] += weight × values[k]`. */
function addWeighted(sums: usize, values: usize, weight: f64, count: usize): void {
  const factor = f64x2.splat(weight);
  const end = sums + (count << 3);
  for (let at = sums; at < end; at += 16, values += 16) {
    v128.store(at, f64x2.add(v128.load(at), f64x2.mul(factor, v128.load(values))));
  }
}

/**
 * Points whose kernels are computed at a time: so few that those ahead arrive from memory meanwhile, as
 * adding products waits for it and exponentials do not.
 */
const TILE: usize = 64;
/** From a tile of exponents to its kernels as float32, where they are kept nowhere else. */
const KERNEL_BYTES: usize = 1024;

/**
 * `row[k] = exp(−γ ‖a − b‖²)` as float32, for each of some points a with coordinates and norms one
 * behind the other and the addresses of their rows in `rows`, and the `count` points b from `points`
 * on, of which each 8 lie together, column by column. `tile` has room for twice 256 doubles.
 */
export function fillRows(
  points: usize,
  norms: usize,
  coordinates: usize,
  ownNorms: usize,
  rows: usize,
  rowCount: usize,
  dimensions: usize,
  gamma: f64,
  count: usize,
  tile: usize,
  tables: usize,
): void {
  for (let done: usize = 0; done < count; done += TILE) {
    const some = (min(TILE, count - done) + 7) & ~7;
    const from = points + ((done * dimensions) << 3);
    for (let r: usize = 0; r < rowCount; r++) {
      const own = coordinates + ((r * dimensions) << 3);
      const norm = load<f64>(ownNorms + (r << 3));
      fillExponents(from, norms + (done << 3), own, norm, dimensions, gamma, some, tile);
      exponentiateRounded(tile, some, usize(load<u32>(rows + (r << 2))) + (done << 2), tables);
    }
  }
}

/** `sums[k] += Σ factor × row[k]` of the rows that `fillRows` gives, in order, which are not kept. */
export function addKernelRows(
  points: usize,
  norms: usize,
  coordinates: usize,
  ownNorms: usize,
  rowCount: usize,
  dimensions: usize,
  gamma: f64,
  count: usize,
  sums: usize,
  factors: usize,
  tile: usize,
  tables: usize,
): void {
  const row = tile + KERNEL_BYTES;
  for (let done: usize = 0; done < count; done += TILE) {
    const fresh = min(TILE, count - done);
    const some = (fresh + 7) & ~7;
    const from = points + ((done * dimensions) << 3);
    for (let r: usize = 0; r < rowCount; r++) {
      const own = coordinates + ((r * dimensions) << 3);
      const norm = load<f64>(ownNorms + (r << 3));
      fillExponents(from, norms + (done << 3), own, norm, dimensions, gamma, some, tile);
      exponentiateRounded(tile, some, row, tables);
      addRow(sums + (done << 3), row, load<f64>(factors + (r << 3)), fresh);
    }
  }
}

/**
 * Adds the weighted kernels about centres `from … to` to `sums`, for `count` rows that lie column by
 * column, `stride` bytes apart; 256 at most. `kernels` has room for twice 256 doubles.
 */
export function addKernels(
  rows: usize,
  stride: usize,
  count: usize,
  columns: usize,
  centres: usize,
  weights: usize,
  from: usize,
  to: usize,
  gamma: f64,
  sums: usize,
  kernels: usize,
  tables: usize,
): void {
  const some = (count + 7) & ~7;
  for (let s = from; s < to; s++) {
    const centre = centres + ((s * columns) << 3);
    squaredExponents(rows, stride, centre, columns, some, gamma, kernels);
    exponentiate(kernels, some, tables);
    addWeighted(sums, kernels + RESULT_BYTES, load<f64>(weights + (s << 3)), some);
  }
}
