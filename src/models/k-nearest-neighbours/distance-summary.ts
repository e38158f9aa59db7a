import { pairwiseSum } from '../../features/numpy.ts';
import type { Neighbours } from '../neighbours/neighbours-filing.ts';

/** What of the distances to the neighbours counts, by PyOD's names. */
export const METHODS = ['largest', 'mean', 'median'] as const;

export type Method = (typeof METHODS)[number];

/** The largest, the mean or the median of each row's distances. O(rows × neighbours). */
export function summariseDistances({ count, distances }: Neighbours, method: Method): Float64Array {
  const summaries = new Float64Array(distances.length / count);
  for (let i = 0; i < summaries.length; i++) {
    summaries[i] = SUMMARIES[method](distances, i * count, count);
  }
  return summaries;
}

/** Each of `count` ascending distances from `start` on. */
const SUMMARIES: Record<Method, (distances: Float64Array, start: number, count: number) => number> =
  {
    largest: (distances, start, count) => distances[start + count - 1],
    mean: (distances, start, count) => pairwiseSum(distances, start, count) / count,
    median: (distances, start, count) =>
      (distances[start + ((count - 1) >>> 1)] + distances[start + (count >>> 1)]) / 2,
  };
