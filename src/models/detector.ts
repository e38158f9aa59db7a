import { InputError } from '../data/errors.ts';
import type { Matrix } from '../features/matrix.ts';

/** What a detector says of each row. All three arrays are as long as the matrix has rows. */
export interface Assessment {
  /** scikit-learn's `score_samples`: lower = more abnormal. */
  readonly scores: Float64Array;
  /** scikit-learn's `decision_function`: score − offset; negative = abnormal. */
  readonly decisions: Float64Array;
  /** −1 for an anomaly, 1 for an ordinary row. */
  readonly predictions: Int8Array;
}

/** Called with the share of the work done, 0 … 1, a few dozen times at most. */
export type Progress = (fraction: number) => void;

/**
 * A detector of outliers with scikit-learn's names in camelCase. Subclasses implement `fit` and
 * `assess`; the rest follows. Every method but `fit` throws before `fit` was called.
 */
export abstract class OutlierDetector {
  /** The estimator's name in messages. */
  abstract readonly estimator: string;
  /** What `fit` had to change or doubt, in sentences for the person. */
  abstract readonly warnings: readonly string[];
  /** The score at which a row turns abnormal: `decision = score − offset`. */
  abstract readonly offset: number;
  /** What the detector says of the rows it was fitted on, kept from `fit`. */
  abstract readonly trainingAssessment: Assessment;

  abstract fit(x: Matrix, onProgress?: Progress): this;
  /** Scores, decisions and predictions of the rows of `x` in one pass. */
  abstract assess(x: Matrix, onProgress?: Progress): Assessment;
  /**
   * What it says of rows that each stand in for one training row, as if that one had been so: where
   * rows are compared with those of training, its own row is left out, and the others stay as fitted.
   * For the row itself that is what training gave.
   *
   * @param _row of the training row
   */
  assessInPlaceOf(_row: number, x: Matrix): Assessment {
    return this.assess(x);
  }

  /** The fitted detector as plain JSON values; its class's `fromJSON` turns it back. */
  abstract toJSON(): object;

  scoreSamples(x: Matrix): Float64Array {
    return this.assess(x).scores;
  }

  decisionFunction(x: Matrix): Float64Array {
    return this.assess(x).decisions;
  }

  predict(x: Matrix): Int8Array {
    return this.assess(x).predictions;
  }

  fitPredict(x: Matrix): Int8Array {
    return this.fit(x).trainingAssessment.predictions;
  }
}

/** `fitted`, or the error of a method called too early. */
export function requireFitted<T>(fitted: T | undefined, estimator: string): T {
  if (fitted === undefined) throw new Error(`${estimator} is not fitted yet: call fit first.`);
  return fitted;
}

/** Decisions and predictions that follow from scores by subtraction: −1 where score < offset. */
export function assessmentFromScores(scores: Float64Array, offset: number): Assessment {
  const decisions = new Float64Array(scores.length);
  const predictions = new Int8Array(scores.length);
  for (let i = 0; i < scores.length; i++) {
    decisions[i] = scores[i] - offset;
    predictions[i] = decisions[i] < 0 ? -1 : 1;
  }
  return { scores, decisions, predictions };
}

/**
 * Refuses a matrix without rows or columns, with another number of columns than the detector was
 * fitted on, or with a number that is not finite; says where. O(rows × columns).
 */
export function checkMatrix(x: Matrix, estimator: string, expectedColumns = x.columns): void {
  const shape = `${x.rows} rows × ${x.columns} columns`;
  if (x.columns < 1) throw new InputError(`${estimator} expects at least 1 column; got ${shape}.`);
  if (x.rows < 1) throw new InputError(`${estimator} expects at least 1 row; got ${shape}.`);
  if (x.columns !== expectedColumns) {
    throw new InputError(
      `${estimator} was fitted on ${expectedColumns} columns; got ${shape}. Give it the same features.`,
    );
  }
  if (x.data.length !== x.rows * x.columns) {
    throw new InputError(
      `${estimator} expects ${x.rows * x.columns} numbers for ${shape}; got ${x.data.length}.`,
    );
  }
  if (areFinite(x.data)) return;
  const at = x.data.findIndex((value) => !Number.isFinite(value));
  const column = at % x.columns;
  throw new InputError(
    `${estimator} expects finite numbers; row ${(at - column) / x.columns}, column ` +
      `"${x.names[column] ?? column}" is ${x.data[at]}. Leave the feature out or repair the row.`,
  );
}

/** Times 0 all but infinite numbers and NaN give 0: no branch for each. */
function areFinite(values: Float64Array): boolean {
  let even = 0;
  let odd = 0;
  for (let at = 1; at < values.length; at += 2) {
    even += values[at - 1] * 0;
    odd += values[at] * 0;
  }
  return even + odd === 0 && Number.isFinite(values[values.length - 1]);
}

/** Refuses a number larger than `largest` in size; says where. O(rows × columns). */
export function checkMagnitude(x: Matrix, estimator: string, largest: number): void {
  const at = x.data.findIndex((value) => Math.abs(value) > largest);
  if (at === -1) return;
  const column = at % x.columns;
  throw new InputError(
    `${estimator} expects numbers up to ${largest}; row ${(at - column) / x.columns}, column ` +
      `"${x.names[column] ?? column}" is ${x.data[at]}. Scale the feature.`,
  );
}

/** Refuses a parameter value that fails `ok`; `expected` ends the sentence "must be …". */
export function checkParameter(
  estimator: string,
  name: string,
  value: unknown,
  ok: boolean,
  expected: string,
): void {
  if (ok) return;
  throw new InputError(`${estimator}: ${name} must be ${expected}; got ${JSON.stringify(value)}.`);
}
