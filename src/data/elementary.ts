/*
 * Exponential and logarithm as the nearest double, but for 1 in 2000 near ties. Engines' own are
 * off in up to 1 of 10 and differ from each other; those of the C library, with which NumPy draws,
 * are off in 1 of 1000. So a seed gives the notebook's very flows, and the same in every browser,
 * at two to three times the cost.
 *
 * Numbers beyond a double's precision are sums of two doubles, the second what the first lacks.
 * Source: Dekker, "A floating-point technique for extending the available precision", Numerische
 * Mathematik 18, 1971; Tang, "Table-driven implementation of the exponential function", ACM TOMS
 * 15(2), 1989.
 */

const STEPS = 128;
const STEP_BITS = 7;
const FRACTION_BITS = 160n;
/** ln 2 / 128 in three parts, the first two so short that their multiples here are exact. */
const STEP_HIGH = 0.005415212348452769;
const STEP_MIDDLE = -3.281964900695705e-13;
const STEP_LOW = 1.636073772867244e-23;
/** Beyond these the result over- or underflows in one of the steps. */
const LEAST = -700;
const GREATEST = 700;
/** 1 / ln 2 = Math.LOG2E + what that lacks. */
const LOG2E_LACKING = 2.0355273740931033e-17;
const LEAST_TO_LOG = 1e-300;
const GREATEST_TO_LOG = 1e300;
/** Below, the engine's own log1p is x − x²/2, which needs no help. */
const LEAST_TO_CORRECT = 1e-6;
const ROOTS = tableOfRoots();
/** Powers of 2, from that of −1022 on: looked up faster than computed by `**`. */
const LEAST_POWER = -1022;
const POWERS = Float64Array.from({ length: 2046 }, (_, i) => 2 ** (i + LEAST_POWER));

/** e to the power of `x`. */
export function exp(x: number): number {
  if (!(x >= LEAST && x <= GREATEST)) return Math.exp(x);
  return expNearest(x) + expLacking;
}

/** 2 to the power of `x`, within .51 of a last digit; for −1000 ≤ x ≤ 1000. */
export function exp2(x: number): number {
  const steps = Math.round(x * STEPS);
  const at = 2 * (steps & (STEPS - 1));
  const r = (x - steps / STEPS) * Math.LN2;
  const grown = r + r * r * (1 / 2 + r * (1 / 6 + r * (1 / 24 + r * (1 / 120 + r * (1 / 720)))));
  const nearest = ROOTS[at] + (ROOTS[at + 1] + ROOTS[at] * grown);
  return nearest * POWERS[(steps >> STEP_BITS) - LEAST_POWER];
}

/** The natural logarithm of `x`: the engine's own, put right by how far its exponential is off. */
export function log(x: number): number {
  if (!canBePutRight(x)) return Math.log(x);
  const near = Math.log(x);
  return near + logLacking(x, near);
}

/** The logarithm of `x` to base 2. */
export function log2(x: number): number {
  if (!canBePutRight(x)) return Math.log2(x);
  const near = Math.log(x);
  const lacking = logLacking(x, near);
  const nearest = near * Math.LOG2E;
  const rest = productLacking(near, Math.LOG2E, nearest) + near * LOG2E_LACKING;
  return nearest + (rest + lacking * Math.LOG2E);
}

function canBePutRight(x: number): boolean {
  return x >= LEAST_TO_LOG && x <= GREATEST_TO_LOG && x !== 1;
}

/** What `near`, the engine's logarithm of `x`, lacks. */
function logLacking(x: number, near: number): number {
  const inverse = expNearest(-near);
  const product = x * inverse;
  return product - 1 + (productLacking(x, inverse, product) + x * expLacking);
}

/** log(1 + x) for x above −1, without rounding 1 + x first. */
export function log1p(x: number): number {
  if (!(x > -1 && x <= GREATEST_TO_LOG) || Math.abs(x) < LEAST_TO_CORRECT) return Math.log1p(x);
  const near = Math.log1p(x);
  const argument = 1 + x;
  const rest = argument - 1;
  const argumentLacking = 1 - (argument - rest) + (x - rest);
  const inverse = expNearest(-near);
  const product = argument * inverse;
  const lacking = productLacking(argument, inverse, product);
  const excess = product - 1 + (lacking + argument * expLacking + argumentLacking * inverse);
  return near + excess;
}

/** The sine of so many turns of the circle, within a last digit of 1; for 0 ≤ turns ≤ 1. */
export function sineOfTurn(turns: number): number {
  return onCircle(turns, 0);
}

/** The cosine of so many turns of the circle, within a last digit of 1; for 0 ≤ turns ≤ 1. */
export function cosineOfTurn(turns: number): number {
  return onCircle(turns, 1);
}

/** The sine, so many quarters of a turn on. */
function onCircle(turns: number, quartersOn: number): number {
  const nearest = Math.round(4 * turns);
  const angle = 2 * Math.PI * (turns - nearest / 4);
  const quarter = (nearest + quartersOn) % 4;
  const size = quarter % 2 === 0 ? sineNearZero(angle) : cosineNearZero(angle);
  return quarter < 2 ? size : -size;
}

/** Taylor's series, for angles up to an eighth of a turn. */
function sineNearZero(x: number): number {
  const s = x * x;
  let sum = 0;
  for (let n = 16; n >= 2; n -= 2) sum = (1 + sum) * (-s / (n * (n + 1)));
  return x + x * sum;
}

function cosineNearZero(x: number): number {
  const s = x * x;
  let sum = 0;
  for (let n = 17; n >= 1; n -= 2) sum = (1 + sum) * (-s / (n * (n + 1)));
  return 1 + sum;
}

/** What `expNearest` lacks; a second result without an object to hold both. */
let expLacking = 0;

/** e to the power of `x` in two parts: the one returned and `expLacking`. */
function expNearest(x: number): number {
  const steps = Math.round((x * STEPS) / Math.LN2);
  const at = 2 * (steps & (STEPS - 1));
  const rest = x - steps * STEP_HIGH;
  const middle = steps * STEP_MIDDLE;
  const r = rest - middle;
  const rLacking = rest - r - middle - steps * STEP_LOW;
  const powers = r * r * (1 / 2 + r * (1 / 6 + r * (1 / 24 + r * (1 / 120 + r * (1 / 720)))));
  const root = ROOTS[at];
  const grown = root * r;
  const tail =
    productLacking(root, r, grown) + root * (rLacking + powers) + ROOTS[at + 1] * (1 + r + powers);
  const sum = root + grown;
  const power = POWERS[(steps >> STEP_BITS) - LEAST_POWER];
  const lacking = root - sum + grown + tail;
  const nearest = sum + lacking;
  expLacking = (sum - nearest + lacking) * power;
  return nearest * power;
}

/** a × b − product, exactly: each factor cut into halves whose products are exact. */
function productLacking(a: number, b: number, product: number): number {
  const cutA = 134217729 * a;
  const highA = cutA - (cutA - a);
  const lowA = a - highA;
  const cutB = 134217729 * b;
  const highB = cutB - (cutB - b);
  const lowB = b - highB;
  return highA * highB - product + highA * lowB + lowA * highB + lowA * lowB;
}

/** 2^(j/128) for j = 0 … 127, each in two parts. */
function tableOfRoots(): Float64Array {
  const one = 1n << FRACTION_BITS;
  let root = 2n * one;
  for (let halving = 0; halving < STEP_BITS; halving++) root = squareRoot(root * one);
  const table = new Float64Array(2 * STEPS);
  for (let j = 0, power = one; j < STEPS; j++, power = (power * root) / one) {
    const nearest = Number(power) / Number(one);
    const exactly = BigInt(nearest * 2 ** 52) << (FRACTION_BITS - 52n);
    table[2 * j] = nearest;
    table[2 * j + 1] = Number(power - exactly) / Number(one);
  }
  return table;
}

/** Rounded down, by Newton's iteration from above. */
function squareRoot(value: bigint): bigint {
  let guess = value;
  for (;;) {
    const next = (guess + value / guess) / 2n;
    if (next >= guess) return guess;
    guess = next;
  }
}
