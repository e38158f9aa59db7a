import type { Matrix } from './matrix.ts';

/** A column and its share of a matrix's variance, 0 … 1. */
export interface DominantColumn {
  readonly name: string;
  readonly share: number;
}

/**
 * The column that holds the largest share of the variance about the mean of all numbers, which is
 * the variance that gamma "scale" is taken from. `undefined` of a matrix that does not vary.
 * O(rows × columns).
 */
export function dominantColumn(x: Matrix): DominantColumn | undefined {
  const mean = x.data.reduce((sum, value) => sum + value, 0) / x.data.length;
  const squares = new Float64Array(x.columns);
  for (let at = 0; at < x.data.length; at++) squares[at % x.columns] += (x.data[at] - mean) ** 2;
  const total = squares.reduce((sum, value) => sum + value, 0);
  if (!(total > 0)) return undefined;
  const at = squares.indexOf(Math.max(...squares));
  return { name: x.names[at], share: squares[at] / total };
}
