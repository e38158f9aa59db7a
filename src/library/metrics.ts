import {
  averagePrecision as areaOfPrecision,
  rocAuc as areaOfRoc,
  type PrecisionRecallCurve,
  precisionRecallCurve as precisionRecallOf,
  type RocCurve,
  rocCurve as rocOf,
} from '../eval/thresholds/curves.ts';
import { cutsOf } from '../eval/thresholds/cuts.ts';
import { type BestF1, bestF1Threshold as bestF1Of } from '../eval/thresholds/thresholds.ts';

/*
 * Metrics of scores beside labels. Scores are scikit-learn's: lower = more abnormal. Labels are
 * `NORMAL` or `ATTACK`; a row that is `UNLABELLED` is a RangeError, as counting it would mislead.
 */

/**
 * Area under the ROC curve: the chance that an attack scores below a normal flow. O(n log n).
 *
 * @returns `null` where one of the classes is missing
 */
export function rocAuc(label: Int8Array, scores: Float64Array): number | null {
  return areaOfRoc(cutsOf(scores, label)).value;
}

/**
 * Average precision: precision at each threshold, weighted by the recall gained there. O(n log n).
 *
 * @returns `null` where no row is an attack
 */
export function averagePrecision(label: Int8Array, scores: Float64Array): number | null {
  const { value, warning } = areaOfPrecision(cutsOf(scores, label));
  return warning === null ? value : null;
}

/** scikit-learn's `roc_curve`, its thresholds given as scores. O(n log n). */
export function rocCurve(label: Int8Array, scores: Float64Array): RocCurve {
  return rocOf(cutsOf(scores, label));
}

/** scikit-learn's `precision_recall_curve`, its thresholds given as scores. O(n log n). */
export function precisionRecallCurve(label: Int8Array, scores: Float64Array): PrecisionRecallCurve {
  return precisionRecallOf(cutsOf(scores, label));
}

/**
 * The threshold of the highest F1 that these labels allow, which flatters: judge it on other flows.
 * O(n log n).
 *
 * @returns `null` where no row is an attack
 */
export function bestF1Threshold(label: Int8Array, scores: Float64Array): BestF1 | null {
  return bestF1Of(cutsOf(scores, label));
}
