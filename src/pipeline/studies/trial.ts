import { InputError } from '../../data/errors.ts';
import { columnOf, type Matrix, matrix } from '../../features/matrix.ts';
import type { DetectorName, LabParameters } from '../parameters/lab-parameters.ts';
import type { StepContext } from '../run/detect.ts';
import { detectByName } from '../run/ensemble.ts';
import type { Scaled } from '../run/scale.ts';
import type { Labels } from '../traffic/labels.ts';

/** What a trial is measured by, in the order of its tables. */
export const MEASURES = [
  { key: 'f1', title: 'F1', kind: 'share' },
  { key: 'precision', title: 'Precision', kind: 'share' },
  { key: 'recall', title: 'Recall', kind: 'share' },
  { key: 'rocAuc', title: 'ROC AUC', kind: 'share' },
  { key: 'averagePrecision', title: 'Average precision', kind: 'share' },
  { key: 'flagged', title: 'Flagged', kind: 'count' },
  { key: 'milliseconds', title: 'Time (ms)', kind: 'time' },
] as const;
export type Measure = (typeof MEASURES)[number];
export type MeasureKey = Measure['key'];

/** A measure that says how good a detector is: more is better. */
export type QualityKey = Extract<Measure, { kind: 'share' }>['key'];

/** A trial's figures; `null` where labels are missing or the figure is undefined. */
export type Figures = Readonly<Record<MeasureKey, number | null>>;

/** One detector to be run once more on the same scaled matrix, with something changed. */
export interface Trial {
  readonly detector: DetectorName;
  readonly parameters: LabParameters;
  /** Columns of the matrix that the detector does not see. */
  readonly leftOut: readonly string[];
}

/** How a trial ended: with figures, or with the reason why this data allows none. */
export type TrialOutcome =
  | { readonly figures: Figures; readonly problem: null }
  | { readonly figures: null; readonly problem: string };

/**
 * Runs one trial. Scaling is per column, so that a column left out of the scaled matrix leaves the
 * others as they are; what a detector derives from the whole matrix, as the SVM its gamma, follows.
 */
export function tryOut(
  trial: Trial,
  scaled: Pick<Scaled, 'matrix' | 'baseline'>,
  labels: Labels,
  context: StepContext,
): TrialOutcome {
  const seen = withoutFeatures(scaled, trial.leftOut);
  try {
    const { evaluation, milliseconds } = detectByName(
      trial.detector,
      seen,
      labels,
      trial.parameters,
      context,
    );
    const { f1, precision, recall, rocAuc, averagePrecision, predictedAnomalies } = evaluation;
    return {
      figures: {
        f1,
        precision,
        recall,
        rocAuc,
        averagePrecision,
        flagged: predictedAnomalies,
        milliseconds: milliseconds.fit + milliseconds.score,
      },
      problem: null,
    };
  } catch (error) {
    if (error instanceof InputError) return { figures: null, problem: error.message };
    throw error;
  }
}

function withoutFeatures(
  { matrix, baseline }: Pick<Scaled, 'matrix' | 'baseline'>,
  leftOut: readonly string[],
): Pick<Scaled, 'matrix' | 'baseline'> {
  const other = baseline?.matrix ?? null;
  return {
    matrix: withoutColumns(matrix, leftOut),
    baseline: baseline && { ...baseline, matrix: other && withoutColumns(other, leftOut) },
  };
}

/** `x` without the named columns; itself where none is named. O(rows × columns). */
function withoutColumns(x: Matrix, leftOut: readonly string[]): Matrix {
  if (leftOut.length === 0) return x;
  const kept = x.names.flatMap((name, column) => (leftOut.includes(name) ? [] : [column]));
  const data = new Float64Array(x.rows * kept.length);
  kept.forEach((from, to) => {
    columnOf(x, from).forEach((value, row) => {
      data[row * kept.length + to] = value;
    });
  });
  return matrix(
    data,
    kept.map((column) => x.names[column]),
  );
}
