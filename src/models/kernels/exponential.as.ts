/*
 * The exponential of `rbf-exp.ts` in WebAssembly, two doubles at a time, step for step.
 *
 * `tables` is what `writeExpTables` wrote: roots in pairs, then each constant twice. Whole vectors at
 * fixed distances, in `tables` and between exponents and results, are what V8 reads in one instruction.
 */

declare function exp(x: f64): f64;

/** From an exponent to its result. */
export const RESULT_BYTES: usize = 2048;
const ROOT_BYTES: usize = 2048;
/** From a root to the next, as a shift; and the bits of a step that choose one. */
const ROOT_SHIFT: i32 = 4;
const ROOT_MASK: i32 = 127;

/**
 * Leaves the exponential of each of some exponents, 256 at most, `RESULT_BYTES` behind it. Counts are
 * rounded up to even ones.
 */
export function exponentiate(exponents: usize, count: usize, tables: usize): void {
  const constants = tables + ROOT_BYTES;
  const end = exponents + (count << 3);
  let least = f64x2.splat(0);
  let greatest = least;
  for (let at = exponents; at < end; at += 16) {
    const x = v128.load(at);
    // What is not a number leaves these as they are, and is none afterwards either.
    least = f64x2.pmin(least, x);
    greatest = f64x2.pmax(greatest, x);
    const rounder = v128.load(constants, 16);
    const shifted = f64x2.add(f64x2.mul(x, v128.load(constants)), rounder);
    // Through memory, where integers are at hand without the units that vectors keep busy.
    v128.store(at, shifted, RESULT_BYTES);
    const steps = f64x2.sub(shifted, rounder);
    const first = v128.load(rootOf(at + RESULT_BYTES, tables));
    const second = v128.load(rootOf(at + RESULT_BYTES + 8, tables));
    const root = v128.shuffle<f64>(first, second, 0, 2);
    const rest = v128.shuffle<f64>(first, second, 1, 3);
    const high = f64x2.mul(steps, v128.load(constants, 32));
    const low = f64x2.mul(steps, v128.load(constants, 48));
    const r = f64x2.sub(f64x2.sub(x, high), low);
    const r2 = f64x2.mul(r, r);
    const cubic = f64x2.add(v128.load(constants, 64), f64x2.mul(r, v128.load(constants, 80)));
    const quintic = f64x2.add(v128.load(constants, 96), f64x2.mul(r, v128.load(constants, 112)));
    const growth = f64x2.add(
      f64x2.add(r, f64x2.mul(r2, cubic)),
      f64x2.mul(f64x2.mul(r2, r2), quintic),
    );
    const value = f64x2.add(root, f64x2.add(rest, f64x2.mul(root, growth)));
    v128.store(at, scaled(value, shifted), RESULT_BYTES);
  }
  const isUsual = v128.and(
    f64x2.ge(least, v128.load(constants, 128)),
    f64x2.le(greatest, v128.load(constants, 144)),
  );
  if (!i64x2.all_true(isUsual)) exponentiateUnusual(exponents, end);
}

/** Where the root stands that the lowest bits at `shifted` choose. */
function rootOf(shifted: usize, tables: usize): usize {
  return tables + usize((load<i32>(shifted) & ROOT_MASK) << ROOT_SHIFT);
}

/** `value` times the power of two above the lowest bits of `shifted`, by its exponent: it is normal. */
function scaled(value: v128, shifted: v128): v128 {
  return i64x2.add(value, i64x2.shl(i64x2.shr_u(shifted, 7), 52));
}

/** Where an exponent is out of the table's range, its exponential by the engine's own function. */
function exponentiateUnusual(exponents: usize, end: usize): void {
  for (let at = exponents; at < end; at += 8) {
    const x = load<f64>(at);
    if (x < -746) store<f64>(at, 0, RESULT_BYTES);
    else if (!(x >= -708 && x <= 1)) store<f64>(at, exp(x), RESULT_BYTES);
  }
}

/**
 * Writes the exponentials of some exponents, 256 at most, to `row` as float32, to the bits of
 * `exponentiate`, whose results it leaves where it needs them. The count is a multiple of 4.
 *
 * A shorter polynomial and roots that are a little too small give the least that the exponential can be,
 * and 8192 units in a double's last place above it is the most. Where the two are different float32, or an
 * exponent is out of range, all are computed in full.
 */
export function exponentiateRounded(
  exponents: usize,
  count: usize,
  row: usize,
  tables: usize,
): void {
  const constants = tables + ROOT_BYTES;
  const end = exponents + (count << 3);
  const units = v128.load(constants, 208);
  let greatest = f64x2.splat(0);
  let apart = greatest;
  let to = row;
  for (let at = exponents; at < end; at += 32, to += 16) {
    const x = v128.load(at);
    const y = v128.load(at, 16);
    greatest = f64x2.pmax(f64x2.pmax(greatest, x), y);
    const a = leastExponential(x, at + RESULT_BYTES, constants);
    const b = leastExponential(y, at + RESULT_BYTES + 16, constants);
    const least = rounded(a, b);
    apart = v128.or(apart, v128.xor(least, rounded(i64x2.add(a, units), i64x2.add(b, units))));
    v128.store(to, least);
  }
  const isUsual = f64x2.le(greatest, v128.load(constants, 144));
  if (i64x2.all_true(isUsual) && !v128.any_true(apart)) return;
  exponentiate(exponents, count, tables);
  to = row;
  for (let at = exponents; at < end; at += 32, to += 16) {
    v128.store(to, rounded(v128.load(at, RESULT_BYTES), v128.load(at, RESULT_BYTES + 16)));
  }
}

/** Of what is below −150, and no float32 but 0, that of −150. */
function leastExponential(exponent: v128, scratch: usize, constants: usize): v128 {
  const x = f64x2.pmax(exponent, v128.load(constants, 192));
  const rounder = v128.load(constants, 16);
  const shifted = f64x2.add(f64x2.mul(x, v128.load(constants)), rounder);
  v128.store(scratch, shifted);
  const steps = f64x2.sub(shifted, rounder);
  const first = v128.load64_zero(constants + usize((load<i32>(scratch) & ROOT_MASK) << 3), 224);
  const root = v128.load64_lane(
    constants + usize((load<i32>(scratch, 8) & ROOT_MASK) << 3),
    first,
    1,
    224,
  );
  const r = f64x2.sub(x, f64x2.mul(steps, v128.load(constants, 160)));
  const square = f64x2.add(v128.load(constants, 176), f64x2.mul(r, v128.load(constants, 80)));
  const growth = f64x2.add(r, f64x2.mul(f64x2.mul(r, r), square));
  return scaled(f64x2.add(root, f64x2.mul(root, growth)), shifted);
}

/** Four doubles as float32. */
function rounded(low: v128, high: v128): v128 {
  return v128.shuffle<i64>(f32x4.demote_f64x2_zero(low), f32x4.demote_f64x2_zero(high), 0, 2);
}
