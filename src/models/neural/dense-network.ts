import { exp } from '../../data/elementary.ts';
import type { Matrix } from '../../features/matrix.ts';

export const ACTIVATIONS = ['tanh', 'relu', 'linear', 'softmax'] as const;
/** What becomes of a layer's sums; `softmax` only at the end of a classifier. */
export type Activation = (typeof ACTIVATIONS)[number];

/** A layer of units that each see all of the layer before: plain values, to be saved and sent. */
export interface DenseLayer {
  readonly inputs: number;
  readonly units: number;
  /** Row-major, inputs × units. */
  readonly weights: Float32Array;
  /** One per unit. */
  readonly biases: Float32Array;
  readonly activation: Activation;
}

/**
 * What a network answers to each row of `x`: rows × units of the last layer, row-major. Sums are
 * kept in doubles and functions are the lab's own, so that a saved network answers alike in every
 * engine, without TensorFlow.js. O(rows × weights).
 */
export function networkOutputs(
  layers: readonly DenseLayer[],
  x: Pick<Matrix, 'data' | 'rows' | 'columns'>,
): Float64Array {
  const last = layers[layers.length - 1];
  const outputs = new Float64Array(x.rows * last.units);
  const answers = layers.map(({ units }) => new Float64Array(units));
  for (let row = 0; row < x.rows; row++) {
    let seen = x.data.subarray(row * x.columns, (row + 1) * x.columns);
    layers.forEach((layer, at) => {
      answerLayer(layer, seen, answers[at]);
      seen = answers[at];
    });
    outputs.set(seen, row * last.units);
  }
  return outputs;
}

function answerLayer(
  { inputs, units, weights, biases, activation }: DenseLayer,
  seen: Float64Array,
  answer: Float64Array,
): void {
  for (let unit = 0; unit < units; unit++) answer[unit] = biases[unit];
  for (let input = 0, at = 0; input < inputs; input++) {
    const value = seen[input];
    for (let unit = 0; unit < units; unit++, at++) answer[unit] += value * weights[at];
  }
  activate(activation, answer);
}

function activate(activation: Activation, sums: Float64Array): void {
  if (activation === 'softmax') softmax(sums);
  else if (activation !== 'linear') {
    for (let unit = 0; unit < sums.length; unit++) {
      sums[unit] = activation === 'tanh' ? tanh(sums[unit]) : Math.max(0, sums[unit]);
    }
  }
}

/** Beyond 20 it is 1 to the last digit, and its exponential would overflow in the end. */
function tanh(x: number): number {
  if (Math.abs(x) > 20) return Math.sign(x);
  return 1 - 2 / (exp(2 * x) + 1);
}

/** Less the greatest, so that no exponential overflows. */
function softmax(sums: Float64Array): void {
  let greatest = Number.NEGATIVE_INFINITY;
  for (const sum of sums) greatest = Math.max(greatest, sum);
  let total = 0;
  for (let unit = 0; unit < sums.length; unit++) {
    sums[unit] = exp(sums[unit] - greatest);
    total += sums[unit];
  }
  for (let unit = 0; unit < sums.length; unit++) sums[unit] /= total;
}
