import { standardNormal } from '../../src/data/distributions.ts';
import type { RandomSource } from '../../src/data/random.ts';
import { type Matrix, matrix } from '../../src/features/matrix.ts';

/** Normal rows; a few far ones and some copies keep it from being too smooth. */
export function someRows(source: RandomSource, rows: number, columns: number): Matrix {
  const data = new Float64Array(rows * columns).map(() => standardNormal(source));
  for (let at = 0; at < data.length; at += 37) data[at] *= 8;
  if (rows > 5) data.copyWithin(columns, 4 * columns, 5 * columns);
  return matrix(
    data,
    Array.from({ length: columns }, (_, c) => `x${c}`),
  );
}
