import type { Tensor, Tensor2D } from '@tensorflow/tfjs';
import { InputError } from '../../data/errors.ts';
import type { RandomSource } from '../../data/random.ts';
import type { Progress } from '../detector.ts';
import { adam } from './adam.ts';
import type { DenseLayer } from './dense-network.ts';
import { type Examples, examplesAt, shuffled } from './examples.ts';
import { type NeuralRuntime, type TensorFlow, takeBackend } from './runtime.ts';
import {
  type ExampleTensors,
  type LayerForm,
  type LayerVariables,
  type Loss,
  plainLayer,
  tensorsOf,
  totalLoss,
  variablesOf,
} from './tensors.ts';

/** What a network is to learn, and how. */
export interface TrainingTask {
  readonly examples: Examples;
  /** Examples that training is watched by, or the share of the examples that is kept apart for it. */
  readonly validation: Examples | number;
  /** From first to last; the last has a unit per target. */
  readonly layers: readonly LayerForm[];
  /** `softmaxCrossEntropy` wants a last layer of `softmax`, and targets of 0 and 1. */
  readonly loss: Loss;
  /** At most. */
  readonly epochs: number;
  readonly batchSize: number;
  /** Adam's. */
  readonly learningRate: number;
  /** Epochs without a better validation loss after which training stops. */
  readonly patience: number;
  /** Draws the first weights, the examples kept apart and the order in each epoch. */
  readonly random: RandomSource;
  readonly onProgress?: Progress | undefined;
}

/** The losses of an epoch: of training, while the weights moved; of validation, at its end. */
export interface EpochLoss {
  readonly loss: number;
  readonly validationLoss: number;
}

/** A network as it was in its best epoch. */
export interface TrainedNetwork {
  readonly layers: readonly DenseLayer[];
  readonly history: readonly EpochLoss[];
  /** Counted from 1. */
  readonly bestEpoch: number;
  /** Whether patience ended it before the last epoch. */
  readonly stoppedEarly: boolean;
}

/** Progress is told so often at most. */
const MOST_TOLD = 50;

/**
 * Trains a network of dense layers by Adam, in one go: seeded, and repeatable on one backend. All
 * tensors are gone afterwards. O(epochs × examples × weights).
 *
 * Source of the first weights: Glorot and Bengio, "Understanding the difficulty of training deep
 * feedforward neural networks", AISTATS 2010.
 *
 * @throws InputError for too few examples, or where the loss is no number any more
 */
export function trainNetwork(runtime: NeuralRuntime, task: TrainingTask): TrainedNetwork {
  takeBackend(runtime);
  const { tf } = runtime;
  const { examples, validation } = partsOf(task);
  const held: { dispose(): void }[] = [];
  const hold = <T extends { dispose(): void }>(one: T): T => {
    held.push(one);
    return one;
  };
  try {
    const network = variablesOf(tf, task.layers, examples.columns, { random: task.random, hold });
    const arrays = network.flatMap(({ weights, biases }) => [weights.values, biases.values]);
    const step = adam(arrays, task.learningRate);
    const learn = tensorsOf(tf, examples, hold);
    const watch = tensorsOf(tf, validation, hold);
    return trainEpochs({ tf, task, network, step, learn, watch });
  } finally {
    for (const one of held) one.dispose();
  }
}

function partsOf({ examples, validation, random }: TrainingTask) {
  if (typeof validation !== 'number') {
    checkRows(examples, 1);
    checkRows(validation, 1);
    return { examples, validation };
  }
  checkRows(examples, 2);
  const order = shuffled(examples.rows, random);
  const apart = Math.round(examples.rows * validation);
  const kept = Math.min(examples.rows - 1, Math.max(1, apart));
  return {
    examples: examplesAt(examples, order.subarray(kept)),
    validation: examplesAt(examples, order.subarray(0, kept)),
  };
}

function checkRows({ rows }: Examples, least: number): void {
  if (rows >= least) return;
  throw new InputError(`A network learns from at least ${least} rows; got ${rows}.`);
}

interface Training {
  readonly tf: TensorFlow;
  readonly task: TrainingTask;
  readonly network: readonly LayerVariables[];
  /** Moves the parameters by their gradients, layer by layer, weights before biases. */
  readonly step: ReturnType<typeof adam>;
  readonly learn: ExampleTensors;
  readonly watch: ExampleTensors;
}

function trainEpochs(training: Training): TrainedNetwork {
  const { task } = training;
  const { epochs, patience, onProgress } = task;
  const history: EpochLoss[] = [];
  let layers: DenseLayer[] = [];
  let bestEpoch = 0;
  let least = Number.POSITIVE_INFINITY;
  let told = 0;
  while (history.length < epochs && history.length - bestEpoch < patience) {
    const epoch = history.length + 1;
    const losses = { loss: trainEpoch(training), validationLoss: validationLoss(training) };
    if (!Number.isFinite(losses.loss) || !Number.isFinite(losses.validationLoss)) {
      throw new InputError(
        `In epoch ${epoch} the network's loss is no number any more: take a lower learning rate, or scale the features.`,
      );
    }
    history.push(losses);
    if (losses.validationLoss < least) {
      least = losses.validationLoss;
      bestEpoch = epoch;
      layers = training.network.map(plainLayer);
    }
    if (epoch / epochs - told < 1 / MOST_TOLD) continue;
    told = epoch / epochs;
    onProgress?.(told);
  }
  if (told < 1) onProgress?.(1);
  return { layers, history, bestEpoch, stoppedEarly: history.length < epochs };
}

/** One pass over the examples in an order of its own. */
function trainEpoch({ tf, task, network, step, learn }: Training): number {
  const rows = learn.inputs.shape[0];
  const order = shuffled(rows, task.random);
  const learnt = network.flatMap(({ weights, biases }) => [weights, biases]);
  const variables = learnt.map(({ variable }) => variable);
  return tf.tidy(() => {
    const indices = tf.tensor1d(Int32Array.from(order), 'int32');
    const [inputs, targets, weights] = [learn.inputs, learn.targets, learn.weights].map((all) =>
      tf.gather(all, indices),
    ) as [Tensor2D, Tensor2D, Tensor2D];
    const costs: Tensor[] = [];
    for (let start = 0; start < rows; start += task.batchSize) {
      const size = Math.min(task.batchSize, rows - start);
      const cost = tf.tidy(() => {
        const part = (all: Tensor2D) => tf.slice2d(all, [start, 0], [size, all.shape[1]]);
        const batch = { inputs: part(inputs), targets: part(targets), weights: part(weights) };
        const mean = () => tf.div(totalLoss(tf, task.loss, network, batch), size).asScalar();
        const { value, grads } = tf.variableGrads(mean, variables);
        step(variables.map(({ name }) => grads[name].dataSync()));
        // A copy, as a backend may keep the array that it is given.
        for (const { variable, values } of learnt) {
          variable.assign(tf.tensor(values.slice(), variable.shape));
        }
        return tf.mul(value, size);
      });
      costs.push(cost);
    }
    return numberIn(tf.div(tf.addN(costs), tf.sum(weights)));
  });
}

function validationLoss({ tf, task, network, watch }: Training): number {
  return tf.tidy(() =>
    numberIn(tf.div(totalLoss(tf, task.loss, network, watch), tf.sum(watch.weights))),
  );
}

function numberIn(scalar: Tensor): number {
  return scalar.dataSync()[0];
}
