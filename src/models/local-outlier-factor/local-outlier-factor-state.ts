import type { Field } from '../../data/json-fields.ts';
import { type Matrix, matrix } from '../../features/matrix.ts';
import { checkParameter } from '../detector.ts';
import type { Metric } from '../neighbours/kd-tree.ts';
import { savedFields, savedNumbers, savedParameters, savedWarnings } from '../saved-detector.ts';

export const NAME = 'LocalOutlierFactor';
const PARAMS = ['nNeighbors', 'contamination', 'metric', 'novelty'] as const;

/** scikit-learn's parameters of the same names. */
export interface LocalOutlierFactorParams {
  /** Rows that make up a row's neighbourhood: an integer, at least 1. */
  readonly nNeighbors: number;
  /** Share of outliers, above 0 and up to 0.5, or 'auto' for a threshold of −1.5. */
  readonly contamination: 'auto' | number;
  readonly metric: Metric;
  /** Whether new rows are to be judged; without it only the training rows are. */
  readonly novelty: boolean;
}

/** What `fit` learns. */
export interface FittedLocalOutlierFactor {
  readonly columns: number;
  readonly offset: number;
  readonly warnings: readonly string[];
  /** Negative outlier factors of the training rows. */
  readonly scores: Float64Array;
  /** What new rows are compared with; only where novelty is on. */
  readonly reference: Reference | undefined;
}

/** Training rows that new ones are compared with. */
export interface Reference {
  readonly x: Matrix;
  /** Distance of each training row to the last of its neighbours. */
  readonly radii: Float64Array;
  /** Local reachability density of each training row. */
  readonly densities: Float64Array;
}

export function checkParameters(params: LocalOutlierFactorParams): void {
  const { nNeighbors, contamination, metric, novelty } = params;
  const check = (name: keyof LocalOutlierFactorParams, ok: boolean, expected: string) =>
    checkParameter(NAME, name, params[name], ok, expected);
  check('nNeighbors', Number.isInteger(nNeighbors) && nNeighbors >= 1, 'an integer of at least 1');
  check(
    'contamination',
    contamination === 'auto' ||
      (typeof contamination === 'number' && contamination > 0 && contamination <= 0.5),
    "'auto' or a number above 0 and up to 0.5",
  );
  check('metric', metric === 'euclidean' || metric === 'manhattan', "'euclidean' or 'manhattan'");
  check('novelty', typeof novelty === 'boolean', 'true or false');
}

/** A fitted detector as plain JSON values. */
export function writeLocalOutlierFactor(
  params: LocalOutlierFactorParams,
  { columns, offset, warnings, scores, reference }: FittedLocalOutlierFactor,
): object {
  return {
    estimator: NAME,
    params,
    columns,
    offset,
    warnings,
    scores: [...scores],
    ...(reference && {
      reference: {
        names: reference.x.names,
        data: [...reference.x.data],
        radii: [...reference.radii],
        densities: [...reference.densities],
      },
    }),
  };
}

/** Reads what `writeLocalOutlierFactor` wrote. @throws InputError for anything else */
export function readLocalOutlierFactor(json: unknown): {
  params: LocalOutlierFactorParams;
  fitted: FittedLocalOutlierFactor;
} {
  const saved = savedFields(json, NAME);
  const params = readParams(saved.at('params'));
  const columns = saved.at('columns').count();
  if (columns < 1) throw saved.at('columns').expected('an integer of at least 1');
  const scores = Float64Array.from(saved.at('scores').numbers(2, Number.POSITIVE_INFINITY));
  return {
    params,
    fitted: {
      columns,
      offset: saved.at('offset').number(),
      warnings: savedWarnings(saved),
      scores,
      reference: params.novelty
        ? readReference(saved.at('reference'), scores.length, columns)
        : undefined,
    },
  };
}

function readParams(field: Field): LocalOutlierFactorParams {
  const params = savedParameters<LocalOutlierFactorParams>(field, PARAMS);
  const { nNeighbors, contamination, metric, novelty } = params;
  checkParameters(params);
  return { nNeighbors, contamination, metric, novelty };
}

function readReference(field: Field, rows: number, columns: number): Reference {
  const names = field.at('names').words(columns, columns);
  return {
    x: matrix(savedNumbers(field.at('data'), rows * columns), names),
    radii: savedNumbers(field.at('radii'), rows),
    densities: savedNumbers(field.at('densities'), rows),
  };
}
