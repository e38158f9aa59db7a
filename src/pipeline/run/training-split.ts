import { InputError } from '../../data/errors.ts';
import { randomStateOf } from '../../data/random.ts';
import { type Matrix, takeMatrixRows } from '../../features/matrix.ts';
import type { Baseline } from '../baseline/baseline.ts';
import { rowsOutside } from '../baseline/baseline-rows.ts';
import type { LabParameters } from '../parameters/lab-parameters.ts';
import { type Labels, splitFlows } from '../traffic/labels.ts';

/** What a detector is fitted on, and which of these flows it is judged by. */
export interface TrainingSplit {
  /** Scaled; the whole matrix itself where `everything` is learnt from. */
  readonly training: Matrix;
  /** The flows learnt from, by row, in the order of `training`; `null`: all, or other flows. */
  readonly learntFrom: Uint32Array | null;
  /** Whether the flows learnt from are the flows scored: then fitting has scored them already. */
  readonly everything: boolean;
  /** Row numbers, ascending; `null`: all of them. */
  readonly evaluate: Uint32Array | null;
  /** Normal flows kept out of training. */
  readonly heldOut: number;
}

type LearningParameters = Pick<LabParameters, 'seed' | 'trainOn' | 'holdOut' | 'evaluateOn'>;

/**
 * What the parameters ask to learn from. With a baseline of its own, nothing that was learnt from is
 * judged, so that there is nothing to hold out besides.
 *
 * @throws InputError for what cannot be had of these labels, or of a trained lab
 */
export function trainingSplitOf(
  { matrix, baseline }: { readonly matrix: Matrix; readonly baseline: Baseline | null },
  labels: Labels,
  parameters: LearningParameters,
): TrainingSplit {
  if (baseline !== null) return learningFrom(baseline, matrix, parameters);
  const split = splitFlows(labels, parameters, randomStateOf(parameters.seed));
  return {
    training: split.train === null ? matrix : takeMatrixRows(matrix, split.train),
    learntFrom: split.train,
    everything: split.train === null,
    evaluate: split.evaluate,
    heldOut: split.heldOut,
  };
}

function learningFrom(
  baseline: Baseline,
  matrix: Matrix,
  { holdOut, evaluateOn }: LearningParameters,
): TrainingSplit {
  if (holdOut > 0 || evaluateOn === 'held-out') {
    throw new InputError(
      'Holding out is for learning from these flows by their labels. A baseline of its own is held ' +
        'apart already: set hold out to 0 and evaluate on all.',
    );
  }
  const rest = { everything: false, heldOut: 0 };
  if (baseline.rows !== null) {
    const training = takeMatrixRows(matrix, baseline.rows);
    const evaluate = rowsOutside(baseline.rows, matrix);
    return { ...rest, training, learntFrom: baseline.rows, evaluate };
  }
  if (baseline.matrix === null) {
    throw new InputError(
      'A trained lab is in force: its detectors have learnt already, and nothing is fitted again.',
    );
  }
  return { ...rest, training: baseline.matrix, learntFrom: null, evaluate: null };
}
