/*
 * What the solver adds up over kernel rows of float32, in WebAssembly, two doubles at a time and in the
 * order of the TypeScript in `smo-loops.ts`.
 */

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

/** Sums of which the least is found before it is asked whether that is the least of all. */
const BLOCK: usize = 64;

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
  let best = Infinity;
  let bestFrom: usize = 0;
  let bestTo: usize = 0;
  for (let from: usize = 0; from < count; from += BLOCK) {
    const to = min(from + BLOCK, count);
    const least = addBlock(sums, status, barred, first, a, second, b, from, to);
    if (!(least <= best)) continue;
    if (least === Infinity && lastEqual(sums, status, barred, least, from, to) < 0) continue;
    best = least;
    bestFrom = from;
    bestTo = to;
  }
  return lastEqual(sums, status, barred, best, bestFrom, bestTo);
}

/** Returns the least sum that is not barred, or infinity. */
function addBlock(
  sums: usize,
  status: usize,
  barred: i32,
  first: usize,
  a: f64,
  second: usize,
  b: f64,
  from: usize,
  to: usize,
): f64 {
  const weightA = f64x2.splat(a);
  const weightB = f64x2.splat(b);
  const bars = i8x16.splat(i8(barred));
  let low = f64x2.splat(Infinity);
  let lowToo = low;
  let k = from;
  for (; k + 4 <= to; k += 4) {
    const at = sums + (k << 3);
    const x = first + (k << 2);
    const y = second + (k << 2);
    const x0 = f64x2.mul(f64x2.promote_low_f32x4(v128.load64_zero(x)), weightA);
    const x1 = f64x2.mul(f64x2.promote_low_f32x4(v128.load64_zero(x, 8)), weightA);
    const y0 = f64x2.mul(f64x2.promote_low_f32x4(v128.load64_zero(y)), weightB);
    const y1 = f64x2.mul(f64x2.promote_low_f32x4(v128.load64_zero(y, 8)), weightB);
    const sum0 = f64x2.add(v128.load(at), f64x2.add(x0, y0));
    const sum1 = f64x2.add(v128.load(at, 16), f64x2.add(x1, y1));
    v128.store(at, sum0);
    v128.store(at, sum1, 16);
    const isBarred = i8x16.eq(v128.load32_zero(status + k), bars);
    const spread = i32x4.extend_low_i16x8_s(i16x8.extend_low_i8x16_s(isBarred));
    // All bits set are no number, which is never the less.
    low = f64x2.pmin(low, v128.or(sum0, i64x2.extend_low_i32x4_s(spread)));
    lowToo = f64x2.pmin(lowToo, v128.or(sum1, i64x2.extend_high_i32x4_s(spread)));
  }
  low = f64x2.pmin(low, lowToo);
  let least = min(f64x2.extract_lane(low, 0), f64x2.extract_lane(low, 1));
  for (; k < to; k++) {
    const at = sums + (k << 3);
    const x = f64(load<f32>(first + (k << 2))) * a;
    const y = f64(load<f32>(second + (k << 2))) * b;
    const sum = load<f64>(at) + (x + y);
    store<f64>(at, sum);
    if (sum < least && i32(load<u8>(status + k)) !== barred) least = sum;
  }
  return least;
}

/** The last place from `from` to `to` of a sum that is not barred, −1 without any. */
function lastEqual(sums: usize, status: usize, barred: i32, sum: f64, from: usize, to: usize): i32 {
  for (let k = i32(to) - 1; k >= i32(from); k--) {
    const isEqual = load<f64>(sums + (usize(k) << 3)) === sum;
    if (isEqual && i32(load<u8>(status + usize(k))) !== barred) return k;
  }
  return -1;
}

/**
 * Among the places listed in `support`, returns that of the greatest decrease of the objective if α moves
 * from there to a point of gradient `least` and kernel row `row`, the last place of equals, −1 without any;
 * and leaves the greatest gradient among them at `greatest`. A curvature that is not positive counts as
 * `tiny`.
 */
export function selectSecond(
  gradient: usize,
  support: usize,
  count: usize,
  row: usize,
  least: f64,
  tiny: f64,
  greatest: usize,
): i32 {
  let most = -Infinity;
  let best = -Infinity;
  let second: i32 = -1;
  for (const end = support + (count << 2); support < end; support += 4) {
    const j = load<i32>(support);
    const value = load<f64>(gradient + (usize(j) << 3));
    if (value > most) most = value;
    const violation = value - least;
    if (violation <= 0) continue;
    const curvature = 2 - 2 * f64(load<f32>(row + (usize(j) << 2)));
    const decrease = (violation * violation) / (curvature > 0 ? curvature : tiny);
    if (decrease > best || (decrease === best && j > second)) {
      best = decrease;
      second = j;
    }
  }
  store<f64>(greatest, most);
  return second;
}
