import type { Matrix } from '../../features/matrix.ts';
import type { Metric } from '../neighbours/kd-tree.ts';
import {
  readRows,
  savedFields,
  savedParameters,
  savedWarnings,
  writeRows,
} from '../saved-detector.ts';
import type { Method } from './distance-summary.ts';

export const NAME = 'KNN';
const PARAMS = ['nNeighbors', 'method', 'metric', 'contamination'] as const;

/** PyOD's parameters of the same names. */
export interface KNearestNeighboursParams {
  /** Rows that a row is compared with: an integer, at least 1. */
  readonly nNeighbors: number;
  /** What of the distances to them counts. */
  readonly method: Method;
  readonly metric: Metric;
  /** Share of outliers in training, above 0 and up to 0.5. */
  readonly contamination: number;
}

/** What `fit` learns. */
export interface FittedNeighbours {
  /** The training rows. */
  readonly training: Matrix;
  readonly offset: number;
  readonly warnings: readonly string[];
}

/** A fitted detector as plain JSON values. */
export function writeKNearestNeighbours(
  params: KNearestNeighboursParams,
  { training, ...rest }: FittedNeighbours,
): object {
  return { estimator: NAME, params, ...rest, training: writeRows(training) };
}

/** Reads what `writeKNearestNeighbours` wrote. @throws InputError for anything else */
export function readKNearestNeighbours(json: unknown): {
  params: KNearestNeighboursParams;
  fitted: FittedNeighbours;
} {
  const saved = savedFields(json, NAME);
  const training = readRows(saved.at('training'));
  if (training.rows < 2) throw saved.at('training').expected('at least 2 rows');
  return {
    // The constructor checks their values.
    params: savedParameters<KNearestNeighboursParams>(saved.at('params'), PARAMS),
    fitted: {
      training,
      offset: saved.at('offset').number(),
      warnings: savedWarnings(saved),
    },
  };
}
