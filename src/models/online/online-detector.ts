import { InputError } from '../../data/errors.ts';

/**
 * A detector that sees each row once, in order, within bounded memory. Unlike scikit-learn's
 * `score_samples`, **higher = more anomalous**.
 */
export interface OnlineDetector {
  /**
   * How anomalous the row is by what came before it; then learns it. A score depends on no later
   * row. While there is nothing to compare with, 0.
   */
  scoreThenLearn(row: Float64Array): number;
  /** What it is and how much it holds, as plain JSON values: its memory in numbers, not itself. */
  toJSON(): object;
}

/** Refuses a row with another number of columns, or with a number that is not finite. */
export function checkRow(row: Float64Array, columns: number, detector: string): void {
  if (row.length !== columns) {
    throw new InputError(
      `${detector} expects rows of ${columns} columns; got ${row.length}. Give it the same features.`,
    );
  }
  for (let j = 0; j < columns; j++) {
    if (!Number.isFinite(row[j])) {
      throw new InputError(`${detector} expects finite numbers; column ${j} is ${row[j]}.`);
    }
  }
}
