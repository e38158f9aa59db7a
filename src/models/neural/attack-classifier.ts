import { InputError } from '../../data/errors.ts';
import { type Matrix, takeMatrixRows } from '../../features/matrix.ts';
import { fitScaler, type Scaler } from '../../features/scale.ts';
import { checkMatrix } from '../detector.ts';
import { balancedClassWeights, type ClassWeights } from './class-weights.ts';
import { type DenseLayer, networkOutputs } from './dense-network.ts';
import type { Examples } from './examples.ts';
import type { NeuralRuntime } from './runtime.ts';
import { standardised } from './standardised.ts';
import { type TrainedNetwork, type TrainingTask, trainNetwork } from './train.ts';

/** What tells classes of flows apart: plain values, to be saved and sent. */
export interface AttackClassifier {
  /** What it can call a row, in the order of its outputs. */
  readonly classes: readonly string[];
  /** What its inputs are standardised by, learnt from its training rows alone. */
  readonly scaler: Scaler;
  readonly layers: readonly DenseLayer[];
}

/** How every network is trained. */
type Training = Pick<
  TrainingTask,
  'epochs' | 'batchSize' | 'learningRate' | 'patience' | 'random' | 'onProgress'
>;

/** What a classifier is to learn, and how. */
export interface ClassifierTask extends Training {
  readonly x: Matrix;
  readonly classes: readonly string[];
  /** The class of each row of `x` that is in one of the parts. */
  readonly truth: Int32Array;
  /** Rows to learn from, and rows that tell when to stop. */
  readonly train: Uint32Array;
  readonly validation: Uint32Array;
  /** Units of the hidden layers, from first to last. */
  readonly hidden: readonly number[];
  readonly classWeights: ClassWeights;
}

/** A trained classifier, and how its training went. */
export interface TrainedClassifier extends Omit<TrainedNetwork, 'layers'> {
  readonly classifier: AttackClassifier;
}

/**
 * Trains a network with a softmax over the classes at its end. Inputs are standardised by mean and
 * deviation of the training rows: one heavy tail would drown the other features, and the rows that
 * judge must have told it nothing. Weights and early stopping as `trainNetwork` has them.
 *
 * @throws InputError for numbers that are not finite, or where training does not converge at all
 */
export function trainAttackClassifier(
  runtime: NeuralRuntime,
  task: ClassifierTask,
): TrainedClassifier {
  const { x, classes, truth, hidden, classWeights, train, validation, ...rest } = task;
  checkMatrix(x, 'The classifier');
  const scaler = fitScaler('standard', takeMatrixRows(x, train));
  const weights =
    classWeights === 'none'
      ? null
      : balancedClassWeights(
          Int32Array.from(train, (row) => truth[row]),
          classes.length,
        );
  const examplesOf = (rows: Uint32Array): Examples => {
    const inputs = standardised(scaler, takeMatrixRows(x, rows));
    return {
      rows: rows.length,
      columns: x.columns,
      inputs: inputs.data,
      targets: oneHot(rows, truth, classes.length),
      weights: weights === null ? undefined : Float64Array.from(rows, (row) => weights[truth[row]]),
    };
  };
  const { layers, ...training } = trainNetwork(runtime, {
    ...rest,
    examples: examplesOf(train),
    validation: examplesOf(validation),
    layers: [
      ...hidden.map((units) => ({ units, activation: 'relu' as const })),
      { units: classes.length, activation: 'softmax' },
    ],
    loss: 'softmaxCrossEntropy',
  });
  return { classifier: { classes, scaler, layers }, ...training };
}

/** A row per row, with 1 in the column of its class. */
function oneHot(rows: Uint32Array, truth: Int32Array, classes: number): Float64Array {
  const targets = new Float64Array(rows.length * classes);
  rows.forEach((row, at) => {
    targets[at * classes + truth[row]] = 1;
  });
  return targets;
}

/**
 * How probable each class is by the classifier, per row: rows × classes, each row's sum 1. By plain
 * arithmetic, without TensorFlow.js. O(rows × weights).
 *
 * @throws InputError for other columns than in training, or weights so large that sums overflow
 */
export function classProbabilities({ scaler, layers }: AttackClassifier, x: Matrix): Float64Array {
  checkMatrix(x, 'The classifier', scaler.center.length);
  const probabilities = networkOutputs(layers, standardised(scaler, x));
  const at = probabilities.findIndex((probability) => Number.isNaN(probability));
  if (at === -1) return probabilities;
  const row = Math.floor((at * x.rows) / probabilities.length);
  throw new InputError(
    `The classifier has no answer for row ${row}: its weights are so large that sums overflow. Train it again.`,
  );
}

/** The most probable class of each row and how probable it is; of equal ones the first. */
export function mostProbable(probabilities: Float64Array, classes: number) {
  const rows = probabilities.length / classes;
  const called = new Int32Array(rows);
  const confidence = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    const own = probabilities.subarray(row * classes, (row + 1) * classes);
    own.forEach((probability, at) => {
      if (probability <= confidence[row]) return;
      confidence[row] = probability;
      called[row] = at;
    });
  }
  return { called, confidence };
}
