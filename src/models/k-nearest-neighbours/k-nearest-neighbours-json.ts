import type { Matrix } from '../../features/matrix.ts';
import type { Metric } from '../neighbours/kd-tree.ts';
import { readRows, writeRows } from '../saved-rows.ts';
import { savedValues } from '../saved-values.ts';
import type { Method } from './distance-summary.ts';

export const NAME = 'KNN';
const SAVED = savedValues(NAME);

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
  const saved = SAVED.object(json, 'the saved detector');
  if (saved.estimator !== NAME) throw SAVED.wrong('estimator', `"${NAME}"`, saved.estimator);
  const { nNeighbors, method, metric, contamination } = SAVED.object(saved.params, 'params');
  const training = readRows(SAVED, saved.training, 'training');
  if (training.rows < 2) throw SAVED.wrong('training.data', 'at least 2 rows', training.rows);
  return {
    // The constructor checks them.
    params: { nNeighbors, method, metric, contamination } as KNearestNeighboursParams,
    fitted: {
      training,
      offset: SAVED.number(saved.offset, 'offset'),
      warnings: SAVED.words(saved.warnings, 'warnings'),
    },
  };
}
