import { InputError } from '../../data/errors.ts';
import { type Matrix, matrix } from '../../features/matrix.ts';
import { checkParameter } from '../detector.ts';
import type { Metric } from '../neighbours/kd-tree.ts';

export const NAME = 'LocalOutlierFactor';

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

interface Reference {
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
  const { estimator, offset, columns, ...saved } = objectIn(json, 'the saved detector');
  if (estimator !== NAME) throw spoilt('estimator', `"${NAME}"`, estimator);
  if (typeof offset !== 'number' || !Number.isFinite(offset)) {
    throw spoilt('offset', 'a finite number', offset);
  }
  if (typeof columns !== 'number' || !Number.isInteger(columns) || columns < 1) {
    throw spoilt('columns', 'an integer of at least 1', columns);
  }
  const { params: savedParams, scores: savedScores, warnings, reference } = saved;
  const params = readParams(savedParams);
  const scores = numbersIn(savedScores, 'scores');
  if (scores.length < 2) throw spoilt('scores', 'at least 2 numbers', scores.length);
  return {
    params,
    fitted: {
      columns,
      offset,
      warnings: wordsIn(warnings, 'warnings'),
      scores,
      reference: params.novelty ? readReference(reference, scores.length, columns) : undefined,
    },
  };
}

function readParams(json: unknown): LocalOutlierFactorParams {
  const { nNeighbors, contamination, metric, novelty } = objectIn(json, 'params');
  // Each value is checked right below, so that the type holds from there on.
  const params = { nNeighbors, contamination, metric, novelty } as LocalOutlierFactorParams;
  checkParameters(params);
  return params;
}

function readReference(json: unknown, rows: number, columns: number): Reference {
  const { names: savedNames, data, radii, densities } = objectIn(json, 'reference');
  const names = wordsIn(savedNames, 'reference.names');
  if (names.length !== columns) throw spoilt('reference.names', `${columns} words`, names.length);
  return {
    x: matrix(numbersIn(data, 'reference.data', rows * columns), names),
    radii: numbersIn(radii, 'reference.radii', rows),
    densities: numbersIn(densities, 'reference.densities', rows),
  };
}

function objectIn(json: unknown, where: string): Record<string, unknown> {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    throw spoilt(where, 'an object', json);
  }
  return json as Record<string, unknown>;
}

function numbersIn(json: unknown, where: string, length?: number): Float64Array {
  if (!Array.isArray(json) || (length !== undefined && json.length !== length)) {
    throw spoilt(where, `a list of ${length ?? 'finite'} numbers`, json);
  }
  for (const value of json) {
    if (!Number.isFinite(value)) throw spoilt(where, 'finite numbers only', value);
  }
  return Float64Array.from(json);
}

function wordsIn(json: unknown, where: string): string[] {
  if (!Array.isArray(json) || json.some((word) => typeof word !== 'string')) {
    throw spoilt(where, 'a list of words', json);
  }
  return json;
}

function spoilt(where: string, expected: string, value: unknown): InputError {
  const text = Array.isArray(value) ? `a list of ${value.length}` : String(JSON.stringify(value));
  return new InputError(
    `This is not a saved ${NAME}: ${where} must be ${expected}; got ${text.slice(0, 80)}. ` +
      'Save the detector again.',
  );
}
