import { InputError } from '../../data/errors.ts';
import { checkParameter } from '../detector.ts';

export const ESTIMATOR = 'IsolationForest';

/** Parameters of `IsolationForest`, named and defaulted as in scikit-learn. */
export interface IsolationForestParams {
  /** Number of trees. */
  readonly nEstimators: number;
  /**
   * Rows drawn for each tree: 'auto' for 256, or all where there are fewer; a number up to 1 for a
   * share of the rows (1 means all), an integer above 1 for that many.
   */
  readonly maxSamples: 'auto' | number;
  /**
   * Columns drawn for each tree: a share up to 1 (1 means all), at least one; or an integer above 1
   * for that many.
   */
  readonly maxFeatures: number;
  /** Whether rows are drawn with replacement. */
  readonly bootstrap: boolean;
  /** Share of the training rows to call abnormal; 'auto' calls scores below −0.5 so. */
  readonly contamination: 'auto' | number;
  /** Seed of NumPy's generator, 0 … 2³²−1. Unlike scikit-learn's default it is never random. */
  readonly randomState: number;
  /**
   * A column whose values in a node differ by no more than this is not split on. 1e-7 is
   * scikit-learn's constant; its versions 1.6 and 1.7 took it for 0 by mistake.
   */
  readonly featureThreshold: 1e-7 | 0;
}

export const FOREST_DEFAULTS: IsolationForestParams = {
  nEstimators: 100,
  maxSamples: 'auto',
  maxFeatures: 1,
  bootstrap: false,
  contamination: 'auto',
  randomState: 0,
  featureThreshold: 1e-7,
};

const AUTO_SAMPLES = 256;
const SHARE_OR_COUNT = 'a share above 0 and up to 1, or an integer above 1';

/** Refuses parameters out of range with an InputError. */
export function checkForestParams(params: IsolationForestParams): void {
  const { nEstimators, maxSamples, maxFeatures, bootstrap } = params;
  const { contamination, randomState, featureThreshold } = params;
  const check = (name: keyof IsolationForestParams, ok: boolean, expected: string) =>
    checkParameter(ESTIMATOR, name, params[name], ok, expected);
  check('nEstimators', isInteger(nEstimators, 1), 'an integer of at least 1');
  check(
    'maxSamples',
    maxSamples === 'auto' || isShareOrCount(maxSamples),
    `"auto", ${SHARE_OR_COUNT}`,
  );
  check('maxFeatures', isShareOrCount(maxFeatures), SHARE_OR_COUNT);
  check('bootstrap', typeof bootstrap === 'boolean', 'true or false');
  const isShare =
    contamination === 'auto' ||
    (typeof contamination === 'number' && contamination > 0 && contamination <= 0.5);
  check('contamination', isShare, '"auto" or above 0 and up to 0.5');
  const isSeed = isInteger(randomState, 0) && randomState < 2 ** 32;
  check('randomState', isSeed, 'an integer from 0 to 4294967295');
  check('featureThreshold', featureThreshold === 1e-7 || featureThreshold === 0, '1e-7 or 0');
}

function isInteger(value: unknown, least: number): boolean {
  return Number.isSafeInteger(value) && (value as number) >= least;
}

function isShareOrCount(value: unknown): boolean {
  return typeof value === 'number' && value > 0 && (value <= 1 || Number.isSafeInteger(value));
}

/** Rows to draw for each tree from `rows` rows, and what to tell the person about it. */
export function samplesPerTree(
  { maxSamples }: IsolationForestParams,
  rows: number,
): { maxSamples: number; warnings: readonly string[] } {
  if (maxSamples === 'auto') return { maxSamples: Math.min(AUTO_SAMPLES, rows), warnings: [] };
  if (maxSamples > rows && maxSamples > 1) {
    const warning = `maxSamples is ${maxSamples}, but there are ${rows} rows: each tree gets them all.`;
    return { maxSamples: rows, warnings: [warning] };
  }
  if (maxSamples > 1) return { maxSamples, warnings: [] };
  const share = Math.trunc(maxSamples * rows);
  if (share < 1) {
    throw new InputError(
      `${ESTIMATOR}: maxSamples ${maxSamples} of ${rows} rows is less than one row for a tree. ` +
        'Raise maxSamples or give more rows.',
    );
  }
  return { maxSamples: share, warnings: [] };
}

/** Columns to draw for each tree from `columns` columns: one at least. */
export function featuresPerTree({ maxFeatures }: IsolationForestParams, columns: number): number {
  if (maxFeatures <= 1) return Math.max(1, Math.trunc(maxFeatures * columns));
  if (maxFeatures <= columns) return maxFeatures;
  throw new InputError(
    `${ESTIMATOR}: maxFeatures must be at most the ${columns} columns there are; got ${maxFeatures}.`,
  );
}
