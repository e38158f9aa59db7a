import { exp } from '../../data/elementary.ts';
import type { Matrix } from '../../features/matrix.ts';

/** Rows that are compared with each other, evenly over the matrix. */
const MOST_ROWS = 128;
/** Differences of the kernel below this are not told apart from none. */
const LEAST = 2 ** -30;

/**
 * How far rounding moves the kernel: the largest difference, over pairs of some rows, between
 * K = exp(−γ ‖a − b‖²) by differences and by ‖a‖² + ‖b‖² − 2 a·b, which the solver goes by. Told as 0
 * where it is next to nothing for sure, as it is unless ‖a‖² is some 10⁴ times 1 / γ; near 10⁸ times the
 * products nearly cancel. O(columns), as the number of rows is bounded.
 */
export function kernelRounding(x: Matrix, gamma: number): number {
  const count = Math.min(x.rows, MOST_ROWS);
  const starts = Array.from(
    { length: count },
    (_, i) => Math.floor((i * x.rows) / count) * x.columns,
  );
  if (gamma * mostRounding(x, starts) < LEAST) return 0;
  let largest = 0;
  for (let i = 0; i < count; i++) {
    for (let j = 0; j < i; j++) {
      largest = Math.max(largest, pairRounding(x, gamma, starts[i], starts[j]));
    }
  }
  return largest;
}

/**
 * No two ways to sum ‖a − b‖² of these rows differ by more: each adds columns + 2 terms, which come to
 * 2 ‖a‖² + 2 ‖b‖² at most, and rounds by a share of 2⁻⁵³ each time.
 */
function mostRounding({ data, columns }: Matrix, starts: readonly number[]): number {
  let largest = 0;
  for (const start of starts) {
    let squares = 0;
    for (let at = start; at < start + columns; at++) squares += data[at] * data[at];
    largest = Math.max(largest, squares);
  }
  return (columns + 4) * 2 ** -49 * largest;
}

function pairRounding({ data, columns }: Matrix, gamma: number, a: number, b: number): number {
  let squares = 0;
  let otherSquares = 0;
  let products = 0;
  let distance = 0;
  for (let c = 0; c < columns; c++) {
    const value = data[a + c];
    const other = data[b + c];
    squares += value * value;
    otherSquares += other * other;
    products += value * other;
    distance += (value - other) * (value - other);
  }
  const rounded = squares + otherSquares - 2 * products;
  return Math.abs(exp(-gamma * rounded) - exp(-gamma * distance));
}
