import type { Tensor, Tensor2D, Variable } from '@tensorflow/tfjs';
import type { RandomSource } from '../../data/random.ts';
import type { Activation, DenseLayer } from './dense-network.ts';
import { type Examples, glorotUniform } from './examples.ts';
import type { TensorFlow } from './runtime.ts';

/** What training makes small: between outputs and targets, or between softmax and classes. */
export type Loss = 'meanSquaredError' | 'softmaxCrossEntropy';

/** A layer of a network, first to last. */
export interface LayerForm {
  readonly units: number;
  readonly activation: Activation;
}

/** Examples as tensors. */
export interface ExampleTensors {
  readonly inputs: Tensor2D;
  readonly targets: Tensor2D;
  /** rows × 1. */
  readonly weights: Tensor2D;
}

/** Keeps what is made until training ends. */
export type Hold = <T extends { dispose(): void }>(one: T) => T;

/** A layer in training. */
export interface LayerVariables extends LayerForm {
  readonly inputs: number;
  readonly weights: Parameters;
  readonly biases: Parameters;
}

/** Numbers that are learnt: where Adam moves them, and where TensorFlow.js sees them. */
interface Parameters {
  readonly values: Float32Array;
  readonly variable: Variable;
}

/** A network with its first weights, biases of 0. */
export function variablesOf(
  tf: TensorFlow,
  layers: readonly LayerForm[],
  columns: number,
  { random, hold }: { readonly random: RandomSource; readonly hold: Hold },
): LayerVariables[] {
  return layers.map(({ units, activation }, at) => {
    const inputs = layers[at - 1]?.units ?? columns;
    const parameters = (values: Float32Array, shape: number[]): Parameters => {
      const variable = hold(tf.tidy(() => tf.variable(tf.tensor(values.slice(), shape))));
      return { values, variable };
    };
    return {
      inputs,
      units,
      activation,
      weights: parameters(glorotUniform(inputs, units, random), [inputs, units]),
      biases: parameters(new Float32Array(units), [units]),
    };
  });
}

export function tensorsOf(tf: TensorFlow, examples: Examples, hold: Hold): ExampleTensors {
  const { rows, columns, inputs, targets, weights } = examples;
  const given = weights === undefined ? new Float32Array(rows).fill(1) : Float32Array.from(weights);
  return {
    inputs: hold(tf.tensor2d(Float32Array.from(inputs), [rows, columns])),
    targets: hold(tf.tensor2d(Float32Array.from(targets), [rows, targets.length / rows])),
    weights: hold(tf.tensor2d(given, [rows, 1])),
  };
}

/** The loss of each example, times its weight, summed. */
export function totalLoss(
  tf: TensorFlow,
  loss: Loss,
  network: readonly LayerVariables[],
  { inputs, targets, weights }: ExampleTensors,
): Tensor {
  const outputs = network.reduce<Tensor>((seen, { activation, weights, biases }) => {
    const sums = tf.add(tf.matMul(seen, weights.variable as Tensor), biases.variable);
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

/** The layer as it is now. */
export function plainLayer({ weights, biases, ...layer }: LayerVariables): DenseLayer {
  return {
    ...layer,
    weights: weights.values.slice(),
    biases: biases.values.slice(),
  };
}
