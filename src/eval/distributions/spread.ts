/** Mean and standard deviation of a figure over repetitions. */
export interface Spread {
  readonly mean: number;
  /** With n − 1 in the denominator; `null` without two of them. */
  readonly deviation: number | null;
}

/** `null` of nothing. O(n). */
export function spreadOf(values: readonly number[]): Spread | null {
  if (values.length === 0) return null;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const deviation = values.length < 2 ? null : Math.sqrt(squares / (values.length - 1));
  return { mean, deviation };
}
