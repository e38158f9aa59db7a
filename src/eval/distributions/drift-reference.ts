import { columnOf, type Matrix } from '../../features/matrix.ts';
import { pairwiseSum, percentileOfSorted } from '../../features/numpy.ts';
import { countBelow, countUpTo } from '../../features/sorted-counts.ts';

/** What is kept of a matrix so that later ones can be compared with it: plain values. */
export interface DriftReference {
  /** Rows that it was made from. */
  readonly rows: number;
  readonly features: readonly FeatureReference[];
}

/** One column of the matrix: some percentiles, and its cumulative distribution in steps. */
export interface FeatureReference {
  readonly name: string;
  readonly mean: number;
  /** The 0.5th percentile. */
  readonly low: number;
  readonly lowerQuartile: number;
  readonly median: number;
  readonly upperQuartile: number;
  /** The 99.5th percentile. */
  readonly high: number;
  /** Whether every value is among the steps: then the distribution is known exactly. */
  readonly exact: boolean;
  readonly steps: DistributionSteps;
}

/** At each value, how many rows lie below it and how many do not lie above it. */
export interface DistributionSteps {
  /** Ascending, no two alike; first the minimum, last the maximum. */
  readonly values: readonly number[];
  readonly below: readonly number[];
  readonly upTo: readonly number[];
}

/**
 * Ranks at which a distribution of many values is kept. A value that more than one row in 200
 * shares cannot fall between two of them, so what lies between two steps is known to 0.5 %; and
 * tenths of 200 are whole, so that the deciles are among them.
 */
const RANKS = 200;

/**
 * The reference of a matrix of at least one row, all numbers finite: at most 201 steps a column,
 * whatever the rows. O(columns × rows log rows).
 */
export function driftReference(x: Matrix): DriftReference {
  return {
    rows: x.rows,
    features: x.names.map((name, column) => {
      const sorted = columnOf(x, column).sort();
      const distinct = countDistinct(sorted);
      const exact = distinct <= RANKS + 1;
      return {
        name,
        mean: meanOf(sorted),
        low: percentileOfSorted(sorted, 0.5),
        lowerQuartile: percentileOfSorted(sorted, 25),
        median: percentileOfSorted(sorted, 50),
        upperQuartile: percentileOfSorted(sorted, 75),
        high: percentileOfSorted(sorted, 99.5),
        exact,
        steps: stepsAt(sorted, exact ? sorted : valuesAtRanks(sorted)),
      };
    }),
  };
}

/** A pairwise sum over n: NumPy's mean. */
export function meanOf(values: Float64Array): number {
  return pairwiseSum(values) / values.length;
}

function countDistinct(sorted: Float64Array): number {
  let distinct = 0;
  for (let i = 0; i < sorted.length; i++) {
    if (i === 0 || sorted[i] !== sorted[i - 1]) distinct++;
  }
  return distinct;
}

function valuesAtRanks(sorted: Float64Array): Float64Array {
  const values = new Float64Array(RANKS + 1);
  for (let i = 0; i <= RANKS; i++) {
    values[i] = sorted[Math.max(0, Math.ceil((i * sorted.length) / RANKS) - 1)];
  }
  return values;
}

/** @param values ascending, each among the sorted ones; repeated ones count once */
function stepsAt(sorted: Float64Array, values: Float64Array): DistributionSteps {
  const distinct = [...values.filter((value, i) => i === 0 || value !== values[i - 1])];
  return {
    values: distinct,
    below: distinct.map((value) => countBelow(sorted, value)),
    upTo: distinct.map((value) => countUpTo(sorted, value)),
  };
}
