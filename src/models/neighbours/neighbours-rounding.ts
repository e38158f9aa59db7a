/*
 * scikit-learn's brute-force search gets squared Euclidean distances as ‖x‖² − 2x·y + ‖y‖² with the
 * products from BLAS. Between rows that lie close together little more than the rounding error
 * is left of them, and two equal rows may come out 4e-8 apart. The Local Outlier Factor divides by
 * such distances, so they are reproduced here: the sums in the order of OpenBLAS's kernels for
 * x86-64 with fused multiply-add. Other processors round otherwise. So does OpenBLAS itself for
 * some pairs of rows, where the matrix does not end on one of its tiles: at most numbers of rows
 * that were tried none, at 255 up to 1.7 % of the products. Those are not told apart here.
 */

/**
 * The product of two rows as a matrix product computes it: one fused multiply-add per column, in
 * order.
 */
function productAsGemm(
  x: Float64Array,
  xAt: number,
  y: Float64Array,
  yAt: number,
  columns: number,
): number {
  let sum = 0;
  for (let j = 0; j < columns; j++) {
    const a = x[xAt + j];
    const b = y[yAt + j];
    // Nothing is added exactly; data of many columns are often sparse.
    if (a !== 0 && b !== 0) sum = fusedMultiplyAdd(a, b, sum);
  }
  return sum;
}

/**
 * The squared norm of a row as a dot product computes it: blocks of 32 columns in 8 lanes, then of
 * 16 in 4 lanes, four fused sums per lane; the rest in order.
 */
export function normAsDot(x: Float64Array, at: number, columns: number): number {
  const inWide = columns & ~31;
  const inLanes = columns & ~15;
  let norm = 0;
  if (inLanes > 0) {
    const sums = new Float64Array(16);
    if (inWide > 0) addWideSums(sums, x, at, inWide);
    for (let j = inWide; j < inLanes; j++) {
      sums[j - inWide] = fusedMultiplyAdd(x[at + j], x[at + j], sums[j - inWide]);
    }
    for (let l = 0; l < 4; l++) sums[l] = sums[l] + sums[4 + l] + sums[8 + l] + sums[12 + l];
    norm = sums[0] + sums[2] + (sums[1] + sums[3]);
  }
  for (let j = inLanes; j < columns; j++) norm = fusedMultiplyAdd(x[at + j], x[at + j], norm);
  return norm;
}

/** Four sums in 8 lanes, folded into `sums`, four sums in 4 lanes: sum s of lane l at 4 s + l. */
function addWideSums(sums: Float64Array, x: Float64Array, at: number, columns: number): void {
  const wide = new Float64Array(32);
  for (let j = 0; j < columns; j++) {
    wide[j % 32] = fusedMultiplyAdd(x[at + j], x[at + j], wide[j % 32]);
  }
  for (let s = 0; s < 4; s++) {
    for (let l = 0; l < 4; l++) sums[4 * s + l] = wide[8 * s + l] + wide[8 * s + 4 + l];
  }
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

/** ‖x‖² − 2x·y + ‖y‖² between two rows, never below 0, from their squared norms by `normAsDot`. */
export function expandedSquare(
  x: Float64Array,
  xAt: number,
  xNorm: number,
  y: Float64Array,
  yAt: number,
  yNorm: number,
  columns: number,
): number {
  return Math.max(0, xNorm - 2 * productAsGemm(x, xAt, y, yAt, columns) + yNorm);
}

/**
 * An expanded square lies within this many (‖x‖² + ‖y‖²) of Σ(x − y)²: each of the three sums errs
 * by at most columns × 2⁻⁵³ of its terms, and the cross term is at most the sum of the norms.
 */
export function roundingOfExpandedSquare(columns: number): number {
  return (columns + 4) * 2 ** -52;
}

/** The squared norm of a row, summed in order. */
export function sumOfSquares(numbers: Float64Array, at: number, columns: number): number {
  let sum = 0;
  for (let j = at; j < at + columns; j++) sum += numbers[j] * numbers[j];
  return sum;
}
