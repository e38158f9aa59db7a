import { normAsDot, productAsGemm } from './neighbours-rounding.ts';

/*
 * The neighbours of one row as scikit-learn's brute-force search keeps them. Where rows tie for the
 * last place, which of them it keeps depends on all that happened before in its heap, so the scan
 * goes over all rows in order, as it does on one thread. (On several threads it keeps others.)
 */

/** Distance from `queries[at …]` to row `row`, or anything not below `limit` if it is not below. */
export type RowDistance = (
  queries: Float64Array,
  at: number,
  queryNorm: number,
  row: number,
  limit: number,
) => number;

/**
 * Leaves the neighbours of the point `queries[at …]` among rows 0 … count − 1 in `distances` and
 * `rows`, ascending, where a row as far as the last one kept is turned away.
 */
export function scanRows(
  distanceTo: RowDistance,
  count: number,
  queries: Float64Array,
  at: number,
  queryNorm: number,
  distances: Float64Array,
  rows: Int32Array,
): void {
  distances.fill(Number.POSITIVE_INFINITY);
  rows.fill(-1);
  for (let row = 0; row < count; row++) {
    const distance = distanceTo(queries, at, queryNorm, row, distances[0]);
    if (distance < distances[0]) replaceTop(distances, rows, distance, row);
  }
  sortByDistance(distances, rows);
}

/** Replaces the top of a max-heap by distance; of two equal children the left one moves up. */
function replaceTop(distances: Float64Array, rows: Int32Array, distance: number, row: number) {
  const size = distances.length;
  let at = 0;
  for (;;) {
    let child = 2 * at + 1;
    if (child >= size) break;
    if (child + 1 < size && distances[child + 1] > distances[child]) child++;
    if (distances[child] <= distance) break;
    distances[at] = distances[child];
    rows[at] = rows[child];
    at = child;
  }
  distances[at] = distance;
  rows[at] = row;
}

/** Ascending by distance; equal distances keep the order they lie in. */
export function sortByDistance(distances: Float64Array, rows: Int32Array): void {
  const order = [...distances.keys()].sort((a, b) => distances[a] - distances[b]);
  distances.set(order.map((i) => distances[i]));
  rows.set(order.map((i) => rows[i]));
}

/** Σ|x − y| in the order of the columns. */
export function manhattanToRows(data: Float64Array, columns: number): RowDistance {
  return (queries, at, _queryNorm, row, limit) => {
    let sum = 0;
    const start = row * columns;
    for (let j = 0; j < columns && sum < limit; j++)
      sum += Math.abs(queries[at + j] - data[start + j]);
    return sum;
  };
}

/** ‖x‖² − 2x·y + ‖y‖² with scikit-learn's rounding, worked out only where it could be below the limit. */
export function expandedSquareToRows(
  data: Float64Array,
  columns: number,
  norms: Float64Array,
): RowDistance {
  const unit = roundingOfExpandedSquare(columns);
  return (queries, at, queryNorm, row, limit) => {
    const start = row * columns;
    const most = limit + unit * (queryNorm + norms[row]);
    let sum = 0;
    for (let j = 0; j < columns && sum <= most; j++) {
      const difference = queries[at + j] - data[start + j];
      sum += difference * difference;
    }
    return sum > most
      ? Number.POSITIVE_INFINITY
      : expandedSquare(queries, at, queryNorm, data, start, norms[row], columns);
  };
}

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

/** The squared norm of every row, rounded as scikit-learn's. O(rows × columns). */
export function rowNorms(data: Float64Array, rows: number, columns: number): Float64Array {
  const norms = new Float64Array(rows);
  for (let i = 0; i < rows; i++) norms[i] = normAsDot(data, i * columns, columns);
  return norms;
}
