import { checkSameLength, isAttack } from './labelled.ts';

/** Rows by what they are and what the detector said; an anomaly is a "positive". */
export interface Confusion {
  /** Normal, not flagged. */
  readonly tn: number;
  /** Normal, flagged: a false alert. */
  readonly fp: number;
  /** Attack, not flagged: a miss. */
  readonly fn: number;
  /** Attack, flagged. */
  readonly tp: number;
}

export type MetricName = 'precision' | 'recall' | 'f1' | 'accuracy' | 'falsePositiveRate';

/** Shares, 0 … 1. */
export interface BinaryMetrics extends Readonly<Record<MetricName, number>> {
  /** Metrics whose denominator is 0. They read 0, as in scikit-learn, but mean nothing. */
  readonly undefinedMetrics: readonly MetricName[];
  /** Why they mean nothing, a sentence each. */
  readonly warnings: readonly string[];
}

/** What a metric divides, and why there may be nothing to divide by. */
interface Ratio {
  readonly name: MetricName;
  readonly title: string;
  readonly numerator: (c: Confusion) => number;
  readonly denominator: (c: Confusion) => number;
  readonly whenZero: string;
}

const RATIOS: readonly Ratio[] = [
  {
    name: 'precision',
    title: 'Precision',
    numerator: (c) => c.tp,
    denominator: (c) => c.tp + c.fp,
    whenZero: 'no row raised an alert',
  },
  {
    name: 'recall',
    title: 'Recall',
    numerator: (c) => c.tp,
    denominator: (c) => c.tp + c.fn,
    whenZero: 'no row is an attack',
  },
  {
    name: 'f1',
    title: 'F1',
    numerator: (c) => 2 * c.tp,
    denominator: (c) => 2 * c.tp + c.fp + c.fn,
    whenZero: 'no row is an attack and none raised an alert',
  },
  {
    name: 'accuracy',
    title: 'Accuracy',
    numerator: (c) => c.tp + c.tn,
    denominator: (c) => c.tp + c.tn + c.fp + c.fn,
    whenZero: 'there is no labelled row',
  },
  {
    name: 'falsePositiveRate',
    title: 'The false positive rate',
    numerator: (c) => c.fp,
    denominator: (c) => c.fp + c.tn,
    whenZero: 'no row is normal',
  },
];

/**
 * Counts of the four outcomes. `label` holds 0 and 1 only; a prediction of −1 flags the row.
 * Throws a RangeError on a row without a label. O(n).
 */
export function confusionMatrix(label: Int8Array, predictions: Int8Array): Confusion {
  checkSameLength('Confusion matrix', predictions, label);
  let attacks = 0;
  let flagged = 0;
  let tp = 0;
  for (let row = 0; row < label.length; row++) {
    const attack = isAttack(label, row) ? 1 : 0;
    const flag = predictions[row] === -1 ? 1 : 0;
    attacks += attack;
    flagged += flag;
    tp += attack & flag;
  }
  const fp = flagged - tp;
  const fn = attacks - tp;
  return { tn: label.length - attacks - fp, fp, fn, tp };
}

/** The matrix as scikit-learn prints it: rows are truth (normal, attack), columns predictions. */
export function confusionTable({
  tn,
  fp,
  fn,
  tp,
}: Confusion): [[number, number], [number, number]] {
  return [
    [tn, fp],
    [fn, tp],
  ];
}

/**
 * Precision, recall, F1, accuracy and false positive rate. A division by zero gives 0 and is named
 * among `undefinedMetrics`: scikit-learn's `zero_division="warn"`.
 */
export function metricsOf(confusion: Confusion): BinaryMetrics {
  const values = { precision: 0, recall: 0, f1: 0, accuracy: 0, falsePositiveRate: 0 };
  const undefinedMetrics: MetricName[] = [];
  const warnings: string[] = [];
  for (const { name, title, numerator, denominator, whenZero } of RATIOS) {
    const whole = denominator(confusion);
    if (whole > 0) {
      values[name] = numerator(confusion) / whole;
    } else {
      undefinedMetrics.push(name);
      warnings.push(`${title} is undefined and shown as 0: ${whenZero}.`);
    }
  }
  return { ...values, undefinedMetrics, warnings };
}
