/*
 * scikit-learn's brute-force search gets squared Euclidean distances as ‖x‖² − 2x·y + ‖y‖² with the
 * products from BLAS. Between rows that lie close together little more than the rounding error
 * is left of them, and two equal rows may come out 4e-8 apart. The Local Outlier Factor divides by
 * such distances, so they are reproduced here: the sums in the order of OpenBLAS's kernels for
 * x86-64 with fused multiply-add. Other processors round otherwise, and so do a few columns of
 * tiles that end a matrix (2 in 10,000 products, measured); neither can be foretold.
 */

/**
 * The product of two rows as a matrix product computes it: one fused multiply-add per column, in
 * order.
 */
export function productAsGemm(
  x: Float64Array,
  xAt: number,
  y: Float64Array,
  yAt: number,
  columns: number,
): number {
  let sum = 0;
  for (let j = 0; j < columns; j++) sum = fusedMultiplyAdd(x[xAt + j], y[yAt + j], sum);
  return sum;
}

/**
 * The squared norm of a row as a dot product computes it: blocks of 32 columns in 8 lanes, then of
 * 16 in 4 lanes, four fused sums per lane; the rest in order.
 */
export function normAsDot(x: Float64Array, at: number, columns: number): number {
  const inLanes = columns & ~15;
  let norm = 0;
  if (inLanes > 0) {
    const sums = sumInLanes(x, at, inLanes);
    const lanes = [0, 1, 2, 3].map((l) => sums[l] + sums[4 + l] + sums[8 + l] + sums[12 + l]);
    norm = lanes[0] + lanes[2] + (lanes[1] + lanes[3]);
  }
  for (let j = inLanes; j < columns; j++) norm = fusedMultiplyAdd(x[at + j], x[at + j], norm);
  return norm;
}

/** Four sums in four lanes each: sum s of lane l at 4 s + l. */
function sumInLanes(x: Float64Array, at: number, columns: number): Float64Array {
  const wide = new Float64Array(32);
  const inWide = columns & ~31;
  for (let j = 0; j < inWide; j++) {
    wide[j % 32] = fusedMultiplyAdd(x[at + j], x[at + j], wide[j % 32]);
  }
  const sums = new Float64Array(16);
  for (let s = 0; s < 4; s++) {
    for (let l = 0; l < 4; l++) sums[4 * s + l] = wide[8 * s + l] + wide[8 * s + 4 + l];
  }
  for (let j = inWide; j < columns; j++) {
    sums[j - inWide] = fusedMultiplyAdd(x[at + j], x[at + j], sums[j - inWide]);
  }
  return sums;
}

/** 2²⁷ + 1: splits a double into two halves of 26 bits. */
const SPLITTER = 134217729;

/**
 * a × b + c rounded once, as far as a double's 53 bits can tell: the errors of the product and of
 * the sum are exact, and only where their own sum is rounded to the very middle between two
 * doubles could the last bit differ (about once in 2⁵⁰).
 * Source: Dekker, "A floating-point technique for extending the available precision", Numerische
 * Mathematik 18, 1971; Knuth, The Art of Computer Programming 2, 4.2.2.
 */
export function fusedMultiplyAdd(a: number, b: number, c: number): number {
  const product = a * b;
  const aBig = SPLITTER * a;
  const aHigh = aBig - (aBig - a);
  const aLow = a - aHigh;
  const bBig = SPLITTER * b;
  const bHigh = bBig - (bBig - b);
  const bLow = b - bHigh;
  const productError = aHigh * bHigh - product + aHigh * bLow + aLow * bHigh + aLow * bLow;
  const sum = product + c;
  const part = sum - c;
  const sumError = c - (sum - part) + (product - part);
  return sum + (sumError + productError);
}
