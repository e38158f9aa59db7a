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
    const steps = f64x2.sub(shifted, rounder);
    // 16 × the lowest 7 bits.
    const places = i64x2.shr_u(i64x2.shl(shifted, 57), 53);
    const first = v128.load(tables + usize(i32x4.extract_lane(places, 0)));
    const second = v128.load(tables + usize(i32x4.extract_lane(places, 2)));
    const root = v128.shuffle<f64>(first, second, 0, 2);
    const rest = v128.shuffle<f64>(first, second, 1, 3);
    // Only 12 bits of the shifted ones count, so the sign need not move in, which has no instruction.
    const power = i64x2.add(i64x2.shl(i64x2.shr_u(shifted, 7), 52), v128.load(constants, 160));
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
    v128.store(at, f64x2.mul(value, power), RESULT_BYTES);
  }
  const isUsual = v128.and(
    f64x2.ge(least, v128.load(constants, 128)),
    f64x2.le(greatest, v128.load(constants, 144)),
  );
  if (!i64x2.all_true(isUsual)) exponentiateUnusual(exponents, end);
}

/** Where an exponent is out of the table's range, its exponential by the engine's own function. */
function exponentiateUnusual(exponents: usize, end: usize): void {
  for (let at = exponents; at < end; at += 8) {
    const x = load<f64>(at);
    if (x < -746) store<f64>(at, 0, RESULT_BYTES);
    else if (!(x >= -708 && x <= 1)) store<f64>(at, exp(x), RESULT_BYTES);
  }
}
