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
