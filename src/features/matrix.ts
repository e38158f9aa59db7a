/** A table of numbers, row-major: row i, column j is `data[i * columns + j]`. */
export interface Matrix {
  readonly data: Float64Array;
  readonly rows: number;
  readonly columns: number;
  /** One name per column. */
  readonly names: readonly string[];
}

/** A matrix over `data`, which must hold a whole number of rows of `names.length` columns. */
export function matrix(data: Float64Array, names: readonly string[]): Matrix {
  const columns = names.length;
  const rows = columns === 0 ? 0 : data.length / columns;
  if (!Number.isInteger(rows)) {
    throw new RangeError(`A matrix of ${columns} columns cannot hold ${data.length} numbers.`);
  }
  return { data, rows, columns, names };
}

/** Column `column` as an array of its own. O(rows). */
export function columnOf(x: Matrix, column: number): Float64Array {
  const values = new Float64Array(x.rows);
  for (let i = 0; i < x.rows; i++) values[i] = x.data[i * x.columns + column];
  return values;
}

/** Rows `order[0], order[1], …` as a new matrix. O(rows × columns). */
export function takeMatrixRows(x: Matrix, order: Uint32Array): Matrix {
  const data = new Float64Array(order.length * x.columns);
  for (let i = 0; i < order.length; i++) {
    const start = order[i] * x.columns;
    data.set(x.data.subarray(start, start + x.columns), i * x.columns);
  }
  return { data, rows: order.length, columns: x.columns, names: x.names };
}
