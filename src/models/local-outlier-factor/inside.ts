import type { LocalOutlierFactor } from './local-outlier-factor.ts';
import {
  negativeOutlierFactors,
  neighbourhoodRadii,
  reachabilityDensities,
} from './local-outlier-factor-density.ts';

/** A training row near the one that is judged. */
export interface FactorNeighbour {
  readonly trainingRow: number;
  /** To the judged row, in units of the matrix. */
  readonly distance: number;
  /** The neighbour's own distance to the last of its neighbours: its k-distance. */
  readonly radius: number;
  /** The larger of the two: the reachability distance. */
  readonly reach: number;
  /** The neighbour's local reachability density. */
  readonly density: number;
}

/** How the local outlier factor comes to the score of a row. */
export interface FactorRatio {
  /** Nearest first. */
  readonly neighbours: readonly FactorNeighbour[];
  /** The row's distance to the last of its neighbours. */
  readonly radius: number;
  /** Mean reachability distance from the neighbours. */
  readonly meanReach: number;
  /** The row's own local reachability density: 1 / (mean reach + 1e-10). */
  readonly density: number;
  /** Mean local reachability density of the neighbours. */
  readonly meanDensity: number;
  /** `meanDensity / density`: above 1 where the row lies thinner than its neighbours. */
  readonly factor: number;
  /** The factor, negated: lower = more abnormal. */
  readonly score: number;
}

/**
 * What a row is judged by. A detector that scores rows which it has not seen is needed (`novelty`).
 *
 * @param judged a row of the detector's columns; or the number of a training row, which is left out of
 * its own neighbours while the densities of the others stay, as in the training scores
 * @throws Error where the detector was fitted without novelty
 */
export function factorRatio(
  factor: LocalOutlierFactor,
  judged: Float64Array | number,
): FactorRatio {
  const { x, radii, densities } = factor.reference;
  const found =
    typeof judged === 'number'
      ? factor.trainingNeighbours(judged)
      : factor.neighbours({ ...x, data: judged, rows: 1 });
  const neighbours = Array.from(found.rows, (trainingRow, k) => {
    const distance = found.distances[k];
    const radius = radii[trainingRow];
    const reach = Math.max(distance, radius);
    return { trainingRow, distance, radius, reach, density: densities[trainingRow] };
  });
  const own = reachabilityDensities(found, radii);
  const [score] = negativeOutlierFactors(found, own, densities);
  return {
    neighbours,
    radius: neighbourhoodRadii(found)[0],
    meanReach: meanOf(neighbours.map(({ reach }) => reach)),
    density: own[0],
    meanDensity: meanOf(neighbours.map(({ density }) => density)),
    factor: -score,
    score,
  };
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
