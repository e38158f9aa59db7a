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
  const { data, columns } = x;
  let sum = 0;
  for (let at = 0; at < data.length; at++) sum += data[at];
  const mean = sum / data.length;
  const squares = new Float64Array(columns);
  for (let j = 0; j < columns; j++) {
    let ofColumn = 0;
    for (let at = j; at < data.length; at += columns) {
      const difference = data[at] - mean;
      ofColumn += difference * difference;
    }
    squares[j] = ofColumn;
  }
  const total = squares.reduce((sum, value) => sum + value, 0);
  if (!(total > 0)) return undefined;
  const at = squares.indexOf(Math.max(...squares));
  return { name: x.names[at], share: squares[at] / total };
}
