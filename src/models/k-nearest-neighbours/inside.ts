import { type Method, summariseDistances } from './distance-summary.ts';
import type { KNearestNeighbours } from './k-nearest-neighbours.ts';

/** How the distance to the nearest training rows comes about. */
export interface NeighbourDistances {
  /** Nearest first; distances in units of the matrix. */
  readonly neighbours: readonly { readonly trainingRow: number; readonly distance: number }[];
  readonly method: Method;
  /** Places in `neighbours` of those whose distance decides: all for the mean, two for some medians. */
  readonly deciding: readonly number[];
  /** The distance that counts. */
  readonly distance: number;
  /** Share of each column in the distance to the last that decides, 0 … 1; 0 at no distance. */
  readonly columnShares: readonly number[];
  /** The distance, negated: lower = more abnormal. */
  readonly score: number;
}

/**
 * What a row is judged by.
 *
 * @param judged a row of the detector's columns; or the number of a training row, which is none of its
 * own neighbours. The first such costs the search for those of all training rows where the detector
 * came from JSON.
 */
export function neighbourDistances(
  detector: KNearestNeighbours,
  judged: Float64Array | number,
): NeighbourDistances {
  const { training, params } = detector;
  const { columns } = training;
  const isNumber = typeof judged === 'number';
  const row = isNumber ? training.data.subarray(judged * columns, (judged + 1) * columns) : judged;
  const all = isNumber
    ? detector.trainingNeighbours()
    : detector.neighbours({ ...training, data: judged, rows: 1 });
  const at = isNumber ? judged * all.count : 0;
  const rows = all.rows.subarray(at, at + all.count);
  const distances = all.distances.subarray(at, at + all.count);
  const [distance] = summariseDistances({ count: all.count, rows, distances }, params.method);
  const deciding = decidingPlaces(params.method, all.count);
  const last = rows[deciding[deciding.length - 1]] * columns;
  const parts = Array.from(row, (value, j) => {
    const difference = Math.abs(value - training.data[last + j]);
    return params.metric === 'euclidean' ? difference ** 2 : difference;
  });
  const whole = parts.reduce((sum, part) => sum + part, 0);
  return {
    neighbours: Array.from(rows, (trainingRow, k) => ({ trainingRow, distance: distances[k] })),
    method: params.method,
    deciding,
    distance,
    columnShares: parts.map((part) => (whole === 0 ? 0 : part / whole)),
    score: 0 - distance,
  };
}

function decidingPlaces(method: Method, count: number): number[] {
  if (method === 'largest') return [count - 1];
  if (method === 'mean') return Array.from({ length: count }, (_, k) => k);
  return [...new Set([(count - 1) >>> 1, count >>> 1])];
}
