import type { Optimizer, Tensor, Tensor2D, Variable } from '@tensorflow/tfjs';
import { InputError } from '../../data/errors.ts';
import type { RandomSource } from '../../data/random.ts';
import type { Progress } from '../detector.ts';
import type { Activation, DenseLayer } from './dense-network.ts';
import { type Examples, examplesAt, glorotUniform, shuffled } from './examples.ts';
import { type NeuralRuntime, type TensorFlow, takeBackend } from './runtime.ts';

/** What training makes small: between outputs and targets, or between softmax and classes. */
export type Loss = 'meanSquaredError' | 'softmaxCrossEntropy';

/** What a network is to learn, and how. */
export interface TrainingTask {
  readonly examples: Examples;
  /** Examples that training is watched by, or the share of the examples that is kept apart for it. */
  readonly validation: Examples | number;
  /** From first to last; the last has a unit per target. */
  readonly layers: readonly { readonly units: number; readonly activation: Activation }[];
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

/** Examples as tensors. */
interface Tensors {
  readonly inputs: Tensor2D;
  readonly targets: Tensor2D;
  /** rows × 1. */
  readonly weights: Tensor2D;
}

/** Progress is told so often at most. */
const MOST_TOLD = 50;

/**
 * Trains a network of dense layers by Adam, in one go: seeded, and repeatable on one backend. All
 * tensors are gone afterwards. O(epochs × examples × weights).
 *
 * Sources: Kingma and Ba, "Adam: A Method for Stochastic Optimization", ICLR 2015; Glorot and
 * Bengio, "Understanding the difficulty of training deep feedforward neural networks", AISTATS 2010.
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
    const network = variablesOf(tf, task, examples.columns, hold);
    const optimizer = hold(tf.train.adam(task.learningRate));
    const learn = tensorsOf(tf, examples, hold);
    const watch = tensorsOf(tf, validation, hold);
    return trainEpochs({ tf, task, network, optimizer, learn, watch });
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

type Hold = <T extends { dispose(): void }>(one: T) => T;

/** A layer in training. */
interface LayerVariables {
  readonly inputs: number;
  readonly units: number;
  readonly activation: Activation;
  readonly weights: Variable;
  readonly biases: Variable;
}

function variablesOf(tf: TensorFlow, task: TrainingTask, columns: number, hold: Hold) {
  return task.layers.map(({ units, activation }, at): LayerVariables => {
    const inputs = task.layers[at - 1]?.units ?? columns;
    const first = glorotUniform(inputs, units, task.random);
    const variable = (make: () => Tensor) => hold(tf.tidy(() => tf.variable(make())));
    return {
      inputs,
      units,
      activation,
      weights: variable(() => tf.tensor2d(first, [inputs, units])),
      biases: variable(() => tf.zeros([units])),
    };
  });
}

function tensorsOf(tf: TensorFlow, examples: Examples, hold: Hold): Tensors {
  const { rows, columns, inputs, targets, weights } = examples;
  const given = weights === undefined ? new Float32Array(rows).fill(1) : Float32Array.from(weights);
  return {
    inputs: hold(tf.tensor2d(Float32Array.from(inputs), [rows, columns])),
    targets: hold(tf.tensor2d(Float32Array.from(targets), [rows, targets.length / rows])),
    weights: hold(tf.tensor2d(given, [rows, 1])),
  };
}

interface Training {
  readonly tf: TensorFlow;
  readonly task: TrainingTask;
  readonly network: readonly LayerVariables[];
  readonly optimizer: Optimizer;
  readonly learn: Tensors;
  readonly watch: Tensors;
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
function trainEpoch({ tf, task, network, optimizer, learn }: Training): number {
  const rows = learn.inputs.shape[0];
  const order = shuffled(rows, task.random);
  const variables = network.flatMap(({ weights, biases }) => [weights, biases]);
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
        // It gives the cost because the second argument asks for it.
        return tf.mul(optimizer.minimize(mean, true, variables) as Tensor, size);
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

/** The loss of each example, times its weight, summed. */
function totalLoss(
  tf: TensorFlow,
  loss: Loss,
  network: readonly LayerVariables[],
  { inputs, targets, weights }: Tensors,
): Tensor {
  const outputs = network.reduce<Tensor>((seen, { activation, weights, biases }) => {
    const sums = tf.add(tf.matMul(seen, weights as Tensor), biases);
    if (activation === 'tanh') return tf.tanh(sums);
    // The cross entropy is taken of a softmax's sums: their exponentials may overflow.
    return activation === 'relu' ? tf.relu(sums) : sums;
  }, inputs);
  const each =
    loss === 'meanSquaredError'
      ? tf.mean(tf.squaredDifference(outputs, targets), 1, true)
      : tf.neg(tf.sum(tf.mul(targets, tf.logSoftmax(outputs)), 1, true));
  return tf.sum(tf.mul(each, weights));
}

function numberIn(scalar: Tensor): number {
  return scalar.dataSync()[0];
}

function plainLayer({ weights, biases, ...layer }: LayerVariables): DenseLayer {
  return {
    ...layer,
    weights: Float32Array.from(weights.dataSync()),
    biases: Float32Array.from(biases.dataSync()),
  };
}
