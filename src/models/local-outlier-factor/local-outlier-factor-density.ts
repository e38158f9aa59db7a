import { pairwiseSum } from '../../features/numpy.ts';
import type { Neighbours } from '../neighbours/neighbours-filing.ts';

/*
 * The three quantities of the Local Outlier Factor, each in one pass over the neighbours. Means are
 * summed as NumPy sums them.
 */

/** Keeps a density finite where all neighbours are duplicates. */
export const SMALLEST_REACH = 1e-10;

/** The distance of each row to the last of its neighbours: the paper's k-distance. */
export function neighbourhoodRadii({ count, distances }: Neighbours): Float64Array {
  const radii = new Float64Array(distances.length / count);
  for (let i = 0; i < radii.length; i++) radii[i] = distances[(i + 1) * count - 1];
  return radii;
}

/**
 * Local reachability densities: one over the mean distance at which the neighbours reach a row,
 * where no neighbour reaches nearer than its own radius (`radii` of the training rows).
 */
export function reachabilityDensities(
  { count, rows, distances }: Neighbours,
  radii: Float64Array,
): Float64Array {
  const densities = new Float64Array(rows.length / count);
  const reach = new Float64Array(count);
  for (let i = 0; i < densities.length; i++) {
    const start = i * count;
    for (let k = 0; k < count; k++) {
      const distance = distances[start + k];
      const radius = radii[rows[start + k]];
      reach[k] = Math.max(distance, radius);
    }
    densities[i] = 1 / (pairwiseSum(reach) / count + SMALLEST_REACH);
  }
  return densities;
}

/** Minus the mean ratio of the neighbours' densities (`training`) to the row's own. */
export function negativeOutlierFactors(
  { count, rows }: Neighbours,
  own: Float64Array,
  training: Float64Array,
): Float64Array {
  const scores = new Float64Array(own.length);
  const ratios = new Float64Array(count);
  for (let i = 0; i < scores.length; i++) {
    for (let k = 0; k < count; k++) ratios[k] = training[rows[i * count + k]] / own[i];
    scores[i] = -(pairwiseSum(ratios) / count);
  }
  return scores;
}
