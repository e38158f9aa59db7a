import { InputError } from '../../data/errors.ts';
import { type DetectorEvaluation, evaluateDetector } from '../../eval/compare.ts';
import { halvesOf } from '../../eval/halves.ts';
import { everyRow } from '../../eval/labelled.ts';
import { columnOf, type Matrix, matrix } from '../../features/matrix.ts';
import { detect, detectionOf, type Seen } from '../plan/execute-plan.ts';
import type { PlanRunner } from '../plan/plan-tasks.ts';
import type { Trial, TrialOutcome } from './trial.ts';

/**
 * Runs one trial. Scaling is per column, so that a column left out of the scaled matrix leaves the
 * others as they are; what a detector derives from the whole matrix, as the SVM its gamma, follows.
 * The time is that of all that was fitted for it, an ensemble's members among them.
 */
export async function tryOut(
  { detector, parameters, leftOut }: Trial,
  { scaled, labels }: Seen,
  tasks: PlanRunner,
): Promise<TrialOutcome> {
  const seen = { scaled: withoutFeatures(scaled, leftOut), labels };
  try {
    const made = await detect([detector], seen, parameters, tasks);
    const { evaluation, assessment, judgedOn } = detectionOf(made, detector);
    const rows = judgedOn ?? everyRow(labels.label.length);
    const halves = halvesOf(labels.label, labels.attackType, rows);
    const sharesOn = (half: Uint32Array) =>
      sharesOf(evaluateDetector({ ...assessment, ...labels, rows: half }));
    return {
      figures: {
        ...sharesOf(evaluation),
        flagged: evaluation.predictedAnomalies,
        milliseconds: [...made.values()].reduce(
          (sum, { milliseconds: { fit, score } }) => sum + fit + score,
          0,
        ),
      },
      ...(halves && {
        halves: { chosenOn: sharesOn(halves.chosenOn), judgedOn: sharesOn(halves.judgedOn) },
      }),
      problem: null,
    };
  } catch (error) {
    if (error instanceof InputError) return { figures: null, problem: error.message };
    throw error;
  }
}

function sharesOf({ f1, precision, recall, rocAuc, averagePrecision }: DetectorEvaluation) {
  return { f1, precision, recall, rocAuc, averagePrecision };
}

function withoutFeatures(
  { matrix, baseline }: Seen['scaled'],
  leftOut: readonly string[],
): Seen['scaled'] {
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
