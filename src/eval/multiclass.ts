import { checkSameLength } from './labelled.ts';

/** How a classifier did on one class. Shares, 0 … 1. */
export interface ClassMetrics {
  readonly name: string;
  /** Rows that are of this class. */
  readonly support: number;
  /** Rows that were called so. */
  readonly called: number;
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  /** Those without a denominator: they read 0, as with scikit-learn's `zero_division=0`. */
  readonly undefinedMetrics: readonly ('precision' | 'recall' | 'f1')[];
}

/** What a classifier of several classes is worth. */
export interface MulticlassEvaluation {
  /** Rows judged. */
  readonly rows: number;
  /** Rows counted by what they are (first index) and what they were called (second). */
  readonly confusion: readonly (readonly number[])[];
  /** One per class, in the order of the names. */
  readonly perClass: readonly ClassMetrics[];
  /** Share of rows called what they are; 0 without rows. */
  readonly accuracy: number;
  /** The plain mean over classes: a rare one counts as much as a common one. */
  readonly macroPrecision: number;
  readonly macroRecall: number;
  readonly macroF1: number;
  /** The mean over classes by their support; 0 without rows. */
  readonly weightedF1: number;
}

/**
 * Confusion matrix of all classes, precision, recall and F1 of each, and their means, as
 * scikit-learn's `confusion_matrix` and `precision_recall_fscore_support` have them with
 * `labels=range(k)` and `zero_division=0`. O(rows + classes²).
 *
 * @param truth the class of each row by its place among `names`
 * @param called what each row was called, likewise
 * @throws RangeError for arrays of different length or a place that names no class
 */
export function evaluateClasses(
  names: readonly string[],
  truth: ArrayLike<number>,
  called: ArrayLike<number>,
): MulticlassEvaluation {
  checkSameLength('Classes', called, truth);
  const confusion = names.map(() => names.map(() => 0));
  for (let row = 0; row < truth.length; row++) {
    const [is, said] = [truth[row], called[row]];
    if (!(is in names) || !(said in names)) {
      throw new RangeError(`Row ${row} is of class ${is}, called ${said}: not among the classes.`);
    }
    confusion[is][said]++;
  }
  const perClass = names.map((name, at) => metricsOfClass(name, confusion, at));
  const mean = (key: 'precision' | 'recall' | 'f1') =>
    sumOf(perClass.map((one) => one[key])) / Math.max(1, names.length);
  const rows = truth.length;
  const right = sumOf(confusion.map((counts, at) => counts[at]));
  return {
    rows,
    confusion,
    perClass,
    accuracy: right / Math.max(1, rows),
    macroPrecision: mean('precision'),
    macroRecall: mean('recall'),
    macroF1: mean('f1'),
    weightedF1: sumOf(perClass.map(({ f1, support }) => f1 * support)) / Math.max(1, rows),
  };
}

function metricsOfClass(
  name: string,
  confusion: readonly (readonly number[])[],
  at: number,
): ClassMetrics {
  const right = confusion[at][at];
  const support = sumOf(confusion[at]);
  const called = sumOf(confusion.map((counts) => counts[at]));
  const ratios = [
    { key: 'precision', top: right, bottom: called },
    { key: 'recall', top: right, bottom: support },
    { key: 'f1', top: 2 * right, bottom: called + support },
  ] as const;
  const [precision, recall, f1] = ratios.map(({ top, bottom }) =>
    bottom === 0 ? 0 : top / bottom,
  );
  const undefinedMetrics = ratios.flatMap(({ key, bottom }) => (bottom === 0 ? [key] : []));
  return { name, support, called, precision, recall, f1, undefinedMetrics };
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
