import { InputError } from '../../data/errors.ts';
import { gather } from '../../data/flow-rows.ts';
import { randomStateOf } from '../../data/random.ts';
import { type Matrix, takeMatrixRows } from '../../features/matrix.ts';
import type { Baseline } from '../baseline/baseline.ts';
import { rowsOutside } from '../baseline/baseline-rows.ts';
import { mostLearnt } from '../detecting/sample-size.ts';
import type { DetectorName, LabParameters } from '../parameters/lab-parameters.ts';
import type { ParameterValue } from '../parameters/parameter-types.ts';
import { type Labels, splitFlows } from '../traffic/labels.ts';
import { sampleOfRows } from './learning-sample.ts';

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
  /** How many flows there were to learn from, where `training` is a sample of them. */
  readonly sampledFrom: number | null;
}

type LearningParameters = Pick<LabParameters, 'seed' | 'trainOn' | 'holdOut' | 'evaluateOn'> &
  Readonly<Record<string, ParameterValue>>;

/**
 * What the parameters ask to learn from. With a baseline of its own, nothing that was learnt from is
 * judged, so that there is nothing to hold out besides. A detector that is named learns from no more
 * flows than it is to.
 *
 * @throws InputError for what cannot be had of these labels, or of a trained lab
 */
export function trainingSplitOf(
  { matrix, baseline }: { readonly matrix: Matrix; readonly baseline: Baseline | null },
  labels: Labels,
  parameters: LearningParameters,
  detector?: DetectorName,
): TrainingSplit {
  const split = {
    ...(baseline === null
      ? learningByLabels(matrix, labels, parameters)
      : learningFrom(baseline, matrix, parameters)),
    sampledFrom: null,
  };
  if (detector === undefined) return split;
  const { training, learntFrom, everything } = split;
  const rows = sampleOfRows(training.rows, mostLearnt(detector, parameters), parameters.seed);
  if (rows === null) return split;
  return {
    ...split,
    training: takeMatrixRows(training, rows),
    learntFrom: everything ? rows : learntFrom && gather(learntFrom, rows),
    everything: false,
    sampledFrom: training.rows,
  };
}

type WholeSplit = Omit<TrainingSplit, 'sampledFrom'>;

function learningByLabels(
  matrix: Matrix,
  labels: Labels,
  parameters: LearningParameters,
): WholeSplit {
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
): WholeSplit {
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
