import { exp, log } from './elementary.ts';
import type { RandomSource } from './random.ts';

/*
 * Draws in the order and by the formulas of NumPy's legacy RandomState, so that an integer seed
 * gives NumPy's own numbers: integers to the bit, reals but for a last bit in 1 of 1000.
 */

/** Uniform in [low, high). */
export function uniform(source: RandomSource, low: number, high: number): number {
  return low + (high - low) * source.double();
}

/**
 * Standard normal by the polar method. A pair is drawn at a time; the spare one stays with the
 * source, across draws of other kinds.
 * Source: Marsaglia and Bray, SIAM Review 6(3), 1964.
 */
export function standardNormal(source: RandomSource): number {
  const spare = source.spareNormal;
  if (spare !== undefined) {
    source.spareNormal = undefined;
    return spare;
  }
  let x1: number;
  let x2: number;
  let r2: number;
  do {
    x1 = 2 * source.double() - 1;
    x2 = 2 * source.double() - 1;
    r2 = x1 * x1 + x2 * x2;
  } while (r2 >= 1 || r2 === 0);
  const factor = Math.sqrt((-2 * log(r2)) / r2);
  source.spareNormal = factor * x1;
  return factor * x2;
}

export function normal(source: RandomSource, loc: number, scale: number): number {
  return loc + scale * standardNormal(source);
}

export function lognormal(source: RandomSource, mean: number, sigma: number): number {
  return exp(normal(source, mean, sigma));
}

export function exponential(source: RandomSource, scale: number): number {
  return scale * -log(1 - source.double());
}

/** Poisson: by multiplication below a mean of 10, else by transformed rejection. */
export function poisson(source: RandomSource, lam: number): number {
  if (lam === 0) return 0;
  return lam < 10 ? poissonByMultiplication(source, lam) : poissonByRejection(source, lam);
}

function poissonByMultiplication(source: RandomSource, lam: number): number {
  const limit = exp(-lam);
  let product = source.double();
  let count = 0;
  while (product > limit) {
    count++;
    product *= source.double();
  }
  return count;
}

/** PTRS. Source: Hörmann, "The transformed rejection method", Insurance: Math. and Econ. 12, 1993. */
function poissonByRejection(source: RandomSource, lam: number): number {
  const b = 0.931 + 2.53 * Math.sqrt(lam);
  const a = -0.059 + 0.02483 * b;
  const inverseAlpha = 1.1239 + 1.1328 / (b - 3.4);
  const vr = 0.9277 - 3.6224 / (b - 2);
  const logLam = log(lam);
  for (;;) {
    const u = source.double() - 0.5;
    const v = source.double();
    const us = 0.5 - Math.abs(u);
    const k = Math.floor(((2 * a) / us + b) * u + lam + 0.43);
    if (us >= 0.07 && v <= vr) return k;
    if (k < 0 || (us < 0.013 && v > us)) continue;
    const accept = log(v) + log(inverseAlpha) - log(a / (us * us) + b);
    if (accept <= -lam + k * logLam - logGamma(k + 1)) return k;
  }
}

const STIRLING = [
  8.333333333333333e-2, -2.777777777777778e-3, 7.936507936507937e-4, -5.952380952380952e-4,
  8.417508417508418e-4, -1.917526917526918e-3, 6.41025641025641e-3, -2.955065359477124e-2,
  1.796443723688307e-1, -1.3924322169059,
];
const LOG_TWO_PI = 1.8378770664093453;

/** log Γ(x) for x > 0 by Stirling's series, shifted up to x ≥ 7. */
function logGamma(x: number): number {
  if (x === 1 || x === 2) return 0;
  const shift = x < 7 ? Math.trunc(7 - x) : 0;
  let x0 = x + shift;
  const inverseSquare = (1 / x0) * (1 / x0);
  let series = STIRLING[STIRLING.length - 1];
  for (let k = STIRLING.length - 2; k >= 0; k--) series = series * inverseSquare + STIRLING[k];
  let value = series / x0 + 0.5 * LOG_TWO_PI + (x0 - 0.5) * log(x0) - x0;
  for (let k = 0; k < shift; k++) {
    value -= log(x0 - 1);
    x0 -= 1;
  }
  return value;
}

/**
 * Uniform integer 0 … max, inclusive, by masking and rejection; `max` below 2³². A `max` of 0
 * draws nothing.
 */
export function boundedInteger(source: RandomSource, max: number): number {
  if (max === 0) return 0;
  const mask = 0xffffffff >>> Math.clz32(max);
  let value: number;
  do {
    value = (source.uint32() & mask) >>> 0;
  } while (value > max);
  return value;
}

/** Uniform integer in [low, high). */
export function randint(source: RandomSource, low: number, high: number): number {
  return low + boundedInteger(source, high - 1 - low);
}

/** 0 … n−1 in random order. O(n). */
export function permutation(source: RandomSource, n: number): Uint32Array {
  const order = new Uint32Array(n);
  for (let i = 0; i < n; i++) order[i] = i;
  for (let i = n - 1; i > 0; i--) {
    const j = boundedInteger(source, i);
    const moved = order[i];
    order[i] = order[j];
    order[j] = moved;
  }
  return order;
}

/** The cumulative distribution that `weightedIndex` searches: sums divided by the last. */
export function cumulative(probabilities: readonly number[]): Float64Array {
  const cdf = new Float64Array(probabilities.length);
  let sum = 0;
  for (let i = 0; i < probabilities.length; i++) {
    sum += probabilities[i];
    cdf[i] = sum;
  }
  return cdf.map((value) => value / sum);
}

/** Index drawn with the probabilities behind `cdf`. */
export function weightedIndex(source: RandomSource, cdf: Float64Array): number {
  const u = source.double();
  let index = 0;
  while (index < cdf.length && cdf[index] <= u) index++;
  return index;
}
