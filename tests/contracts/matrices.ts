import { standardNormal } from '../../src/data/distributions.ts';
import { MersenneTwister } from '../../src/data/random.ts';
import { type Matrix, matrix, takeMatrixRows } from '../../src/features/matrix.ts';

const NAMES = ['a', 'b', 'c', 'd'];

/** Ordinary rows: a round cloud about 0, one unit wide, its last column half of the first. */
export function cloud(rows: number, seed: number): Matrix {
  const random = new MersenneTwister(seed);
  const data = Float64Array.from({ length: rows * NAMES.length }, () => standardNormal(random));
  for (let at = 3; at < data.length; at += 4) data[at] = (data[at - 3] + data[at]) / 2;
  return matrix(data, NAMES);
}

/** Rows ever further from the cloud, along a line on which the columns disagree. */
export function awayFromCloud(distances: readonly number[]): Matrix {
  const data = distances.flatMap((distance) => [distance, distance, distance, -distance]);
  return matrix(Float64Array.from(data), NAMES);
}

/** One matrix below the other. */
export function stacked(upper: Matrix, lower: Matrix): Matrix {
  return matrix(Float64Array.of(...upper.data, ...lower.data), upper.names);
}

/** The rows, the last first. */
export function reversed(x: Matrix): Matrix {
  return takeMatrixRows(
    x,
    Uint32Array.from({ length: x.rows }, (_, row) => x.rows - 1 - row),
  );
}

/** The same rows with one number exchanged. */
export function withNumber(x: Matrix, at: number, value: number): Matrix {
  return { ...x, data: x.data.with(at, value) };
}

/** The same rows with a column more, or without the last. */
export function withColumns(x: Matrix, columns: number): Matrix {
  const names = Array.from({ length: columns }, (_, column) => x.names[column] ?? `more ${column}`);
  const data = Array.from({ length: x.rows }, (_, row) =>
    names.map((_, column) => (column < x.columns ? x.data[row * x.columns + column] : 0)),
  );
  return matrix(Float64Array.from(data.flat()), names);
}
