/*
 * The loops of the RBF kernel in WebAssembly, two doubles at a time. Every sum runs in the order of
 * the TypeScript in `rbf-kernel.ts`, `rbf-exp.ts` and `rbf-score.ts`, so that results have its bits.
 * Addresses are multiples of 16 and counts are rounded up: whoever calls leaves room for 8 more.
 *
 * `tables` is what `writeExpTables` wrote: roots in pairs, then each constant.
 */

declare function exp(x: f64): f64;

const ROOT_BYTES: usize = 2048;

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
  const negative = f64x2.splat(-gamma);
  const own = f64x2.splat(norm);
  for (let to = exponents; to < end; to += 64, norms += 64) {
    let a = f64x2.splat(0);
    let b = a;
    let c = a;
    let d = a;
    for (let w = coordinates; w < last; w += 8, points += 64) {
      const weight = v128.load_splat<f64>(w);
      a = f64x2.add(a, f64x2.mul(weight, v128.load(points)));
      b = f64x2.add(b, f64x2.mul(weight, v128.load(points, 16)));
      c = f64x2.add(c, f64x2.mul(weight, v128.load(points, 32)));
      d = f64x2.add(d, f64x2.mul(weight, v128.load(points, 48)));
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

/** Replaces values by their exponentials: `exponentiate`, step for step. */
function exponentiate(values: usize, count: usize, tables: usize): void {
  const constants = tables + ROOT_BYTES;
  const mask = i64x2.splat(127);
  const bias = i64x2.splat(0x3ff0000000000000);
  const end = values + (count << 3);
  for (let at = values; at < end; at += 16) {
    const x = v128.load(at);
    const rounder = v128.load_splat<f64>(constants, 8);
    const shifted = f64x2.add(f64x2.mul(x, v128.load_splat<f64>(constants)), rounder);
    const steps = f64x2.sub(shifted, rounder);
    const places = i64x2.shl(v128.and(shifted, mask), 4);
    const first = v128.load(tables + usize(i64x2.extract_lane(places, 0)));
    const second = v128.load(tables + usize(i64x2.extract_lane(places, 1)));
    const root = v128.shuffle<f64>(first, second, 0, 2);
    const rest = v128.shuffle<f64>(first, second, 1, 3);
    // Only 12 bits of the shifted ones count, so the sign need not move in, which has no instruction.
    const power = i64x2.add(i64x2.shl(i64x2.shr_u(shifted, 7), 52), bias);
    const high = f64x2.mul(steps, v128.load_splat<f64>(constants, 16));
    const low = f64x2.mul(steps, v128.load_splat<f64>(constants, 24));
    const r = f64x2.sub(f64x2.sub(x, high), low);
    const r2 = f64x2.mul(r, r);
    const cubic = f64x2.add(
      v128.load_splat<f64>(constants, 32),
      f64x2.mul(r, v128.load_splat<f64>(constants, 40)),
    );
    const quintic = f64x2.add(
      v128.load_splat<f64>(constants, 48),
      f64x2.mul(r, v128.load_splat<f64>(constants, 56)),
    );
    const growth = f64x2.add(
      f64x2.add(r, f64x2.mul(r2, cubic)),
      f64x2.mul(f64x2.mul(r2, r2), quintic),
    );
    const value = f64x2.add(root, f64x2.add(rest, f64x2.mul(root, growth)));
    v128.store(at, f64x2.mul(value, power));
    const usual = v128.and(
      f64x2.ge(x, v128.load_splat<f64>(constants, 64)),
      f64x2.le(x, v128.load_splat<f64>(constants, 72)),
    );
    if (i64x2.bitmask(usual) !== 3) {
      unusual(at, f64x2.extract_lane(x, 0));
      unusual(at + 8, f64x2.extract_lane(x, 1));
    }
  }
}

/** Where a value is out of the table's range, its exponential by the engine's own function. */
function unusual(at: usize, x: f64): void {
  if (x < -746) store<f64>(at, 0);
  else if (!(x >= -708 && x <= 1)) store<f64>(at, exp(x));
}

/** `row[k] = values[k]` as float32. */
function roundToRow(values: usize, count: usize, row: usize): void {
  const end = values + (count << 3);
  for (let at = values; at < end; at += 32, row += 16) {
    const low = f32x4.demote_f64x2_zero(v128.load(at));
    const high = f32x4.demote_f64x2_zero(v128.load(at, 16));
    v128.store(row, v128.shuffle<i64>(low, high, 0, 2));
  }
}

/** `sums[k] += factor × row[k]` of a row of float32. */
export function addRow(sums: usize, row: usize, factor: f64, count: usize): void {
  const weight = f64x2.splat(factor);
  const end = sums + ((count & ~1) << 3);
  let at = sums;
  for (; at < end; at += 16, row += 8) {
    const values = f64x2.promote_low_f32x4(v128.load64_zero(row));
    v128.store(at, f64x2.add(v128.load(at), f64x2.mul(weight, values)));
  }
  if (count & 1) store<f64>(at, load<f64>(at) + factor * f64(load<f32>(row)));
}

/**
 * `sums[k] += first[k] × a + second[k] × b`; returns the last place of the least sum among those whose
 * status is not `barred`, −1 without any.
 */
export function addTwoRows(
  sums: usize,
  status: usize,
  barred: i32,
  first: usize,
  a: f64,
  second: usize,
  b: f64,
  count: usize,
): i32 {
  const weightA = f64x2.splat(a);
  const weightB = f64x2.splat(b);
  const bars = i8x16.splat(i8(barred));
  const two = i64x2.splat(2);
  let best = f64x2.splat(Infinity);
  let places = i64x2.splat(-1);
  let place = v128(0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0);
  const whole = count & ~1;
  const end = sums + (whole << 3);
  let at = sums;
  for (; at < end; at += 16, first += 8, second += 8, status += 2) {
    const ofFirst = f64x2.mul(f64x2.promote_low_f32x4(v128.load64_zero(first)), weightA);
    const ofSecond = f64x2.mul(f64x2.promote_low_f32x4(v128.load64_zero(second)), weightB);
    const sum = f64x2.add(v128.load(at), f64x2.add(ofFirst, ofSecond));
    v128.store(at, sum);
    const isFree = i8x16.ne(v128.load16_splat(status), bars);
    const spread = i32x4.extend_low_i16x8_s(i16x8.extend_low_i8x16_s(isFree));
    const better = v128.and(f64x2.le(sum, best), i64x2.extend_low_i32x4_s(spread));
    best = v128.bitselect(sum, best, better);
    places = v128.bitselect(place, places, better);
    place = i64x2.add(place, two);
  }
  let least = f64x2.extract_lane(best, 0);
  let leastPlace = i32(i64x2.extract_lane(places, 0));
  const odd = f64x2.extract_lane(best, 1);
  const oddPlace = i32(i64x2.extract_lane(places, 1));
  if (
    oddPlace >= 0 &&
    (leastPlace < 0 || odd < least || (odd === least && oddPlace > leastPlace))
  ) {
    least = odd;
    leastPlace = oddPlace;
  }
  if (count & 1) {
    const sum = load<f64>(at) + (f64(load<f32>(first)) * a + f64(load<f32>(second)) * b);
    store<f64>(at, sum);
    if (sum <= least && i32(load<u8>(status)) !== barred) leastPlace = i32(whole);
  }
  return leastPlace;
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

/** Products whose exponentials are taken at a time, in doubles: they stay in the nearest cache. */
const TILE: usize = 256;

/**
 * `row[k] = exp(−γ ‖a − b‖²)` as float32, for each of some points a with coordinates and norms one
 * behind the other and the addresses of their rows in `rows`, and the `count` points b from `points`
 * on, of which each 8 lie together, column by column. Adds to `sums`, unless 0, each row times its
 * factor, in order. `tile` has room for 256 doubles.
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
  sums: usize,
  factors: usize,
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
      exponentiate(tile, some, tables);
      const row = usize(load<u32>(rows + (r << 2))) + (done << 2);
      roundToRow(tile, some, row);
      if (sums !== 0) {
        const fresh = min(TILE, count - done);
        addRow(sums + (done << 3), row, load<f64>(factors + (r << 3)), fresh);
      }
    }
  }
}

/**
 * Adds the weighted kernels about centres `from … to` to `sums`, for `count` rows that lie column by
 * column, `stride` bytes apart.
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
    addWeighted(sums, kernels, load<f64>(weights + (s << 3)), some);
  }
}
