/** 2^(1/128) and its powers stand in a table; the rest of the exponent is below ln 2 / 256. */
const STEPS = 128;
const STEP_BITS = 7;
/** Adding and subtracting 1.5 × 2⁵² rounds a double to the nearest integer. */
const ROUNDER = 6755399441055744;
const STEPS_PER_UNIT = STEPS / Math.LN2;
/** ln 2 / 128 in two parts; the first has so few bits that its multiples here are exact. */
const STEP_HIGH = 0.0054152123475432745;
const STEP_LOW = 5.812982117197185e-13;
/** Below the least argument the result is subnormal or 0; arguments of kernels exceed 0 barely. */
const LEAST = -708;
const GREATEST = 1;
/** Powers of two from 2^−1024 on. */
const LEAST_POWER = -1024;
const POWERS = Float64Array.from({ length: 1028 }, (_, e) => 2 ** (e + LEAST_POWER));
/** 2^(j/128) for j = 0 … 127, each as the nearest double and what that one lacks. */
export const EXP_ROOTS = tableOfRoots();
/** The other numbers that `exponentiate` computes with, as its compiled twin reads them. */
export const EXP_CONSTANTS: readonly number[] = [
  STEPS_PER_UNIT,
  ROUNDER,
  STEP_HIGH,
  STEP_LOW,
  1 / 2,
  1 / 6,
  1 / 24,
  1 / 120,
  LEAST,
  GREATEST,
];

/**
 * Replaces the first `count` values by their exponentials. Within 0.51 units in the last place,
 * closer than engines' own `Math.exp`, more than twice as fast for arguments of −708 … 1, and the
 * same in every engine, so that a fit does not depend on the browser.
 * Source: Tang, "Table-driven implementation of the exponential function", ACM TOMS 15(2), 1989.
 */
export function exponentiate(values: Float64Array, count: number): void {
  for (let i = 0; i < count; i++) {
    const x = values[i];
    if (!(x >= LEAST && x <= GREATEST)) {
      values[i] = Math.exp(x);
      continue;
    }
    const steps = x * STEPS_PER_UNIT + ROUNDER - ROUNDER;
    const k = steps | 0;
    const at = (k & (STEPS - 1)) << 1;
    const r = x - steps * STEP_HIGH - steps * STEP_LOW;
    const r2 = r * r;
    const growth = r + r2 * (1 / 2 + r * (1 / 6)) + r2 * r2 * (1 / 24 + r * (1 / 120));
    const root = EXP_ROOTS[at];
    values[i] =
      (root + (EXP_ROOTS[at + 1] + root * growth)) * POWERS[(k >> STEP_BITS) - LEAST_POWER];
  }
}

/** 2^(j/128) for j = 0 … 127, each as the nearest double and what that one lacks. */
function tableOfRoots(): Float64Array {
  const bits = 200n;
  let root = 2n << bits;
  for (let halving = 0; halving < STEP_BITS; halving++) root = integerSquareRoot(root << bits);
  const table = new Float64Array(2 * STEPS);
  let power = 1n << bits;
  for (let j = 0; j < STEPS; j++) {
    const nearest = Number(power) / 2 ** 200;
    table[2 * j] = nearest;
    table[2 * j + 1] = Number(power - (BigInt(nearest * 2 ** 52) << (bits - 52n))) / 2 ** 200;
    power = (power * root) >> bits;
  }
  return table;
}

/** Newton's iteration from above. */
function integerSquareRoot(value: bigint): bigint {
  let guess = 1n << BigInt((value.toString(16).length * 4) / 2 + 1);
  for (;;) {
    const next = (guess + value / guess) >> 1n;
    if (next >= guess) return guess;
    guess = next;
  }
}
