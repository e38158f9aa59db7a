import { describe, expect, test } from 'vitest';
import { InputError } from '../../../src/data/errors.ts';
import { MersenneTwister } from '../../../src/data/random.ts';
import { networkOutputs } from '../../../src/models/neural/dense-network.ts';
import type { Examples } from '../../../src/models/neural/examples.ts';
import { loadNeuralRuntime, type NeuralRuntime } from '../../../src/models/neural/runtime.ts';
import { type TrainingTask, trainNetwork } from '../../../src/models/neural/train.ts';

const RUNTIMES = [await loadNeuralRuntime('wasm'), await loadNeuralRuntime('cpu')];
const [WASM] = RUNTIMES;

/** Points of a curve: three numbers that one number makes. */
function curve(rows: number, seed = 1): Examples {
  const random = new MersenneTwister(seed);
  const inputs = new Float64Array(rows * 3);
  for (let row = 0; row < rows; row++) {
    const at = 4 * random.double() - 2;
    inputs.set([at, at * at - 1, Math.sin(2 * at)], row * 3);
  }
  return { rows, columns: 3, inputs, targets: inputs };
}

/** Two numbers and which of three regions they lie in. */
function regions(rows: number): Examples {
  const random = new MersenneTwister(2);
  const inputs = new Float64Array(rows * 2);
  const targets = new Float64Array(rows * 3);
  for (let row = 0; row < rows; row++) {
    const [a, b] = [2 * random.double() - 1, 2 * random.double() - 1];
    inputs.set([a, b], row * 2);
    targets[row * 3 + (a > 0.2 ? 0 : b > 0 ? 1 : 2)] = 1;
  }
  return { rows, columns: 2, inputs, targets };
}

function task(examples: Examples, changed: Partial<TrainingTask> = {}): TrainingTask {
  return {
    examples,
    validation: 0.2,
    layers: [
      { units: 6, activation: 'tanh' },
      { units: 2, activation: 'relu' },
      { units: 3, activation: 'linear' },
    ],
    loss: 'meanSquaredError',
    epochs: 12,
    batchSize: 32,
    learningRate: 0.01,
    patience: 12,
    random: new MersenneTwister(7),
    ...changed,
  };
}

const CLASSIFYING = {
  layers: [
    { units: 8, activation: 'tanh' },
    { units: 3, activation: 'softmax' },
  ],
  loss: 'softmaxCrossEntropy',
} as const;

describe.each(RUNTIMES)('a network trained by $backend', (runtime) => {
  test('learns: its losses fall', () => {
    const { history } = trainNetwork(runtime, task(curve(400)));
    expect(history.at(-1)?.loss).toBeLessThan(history[0].loss / 2);
    expect(history.at(-1)?.validationLoss).toBeLessThan(history[0].validationLoss / 2);
  });

  test('has the very same weights when it is trained once more from the same seed', () => {
    const twice = [1, 2].map(() => trainNetwork(runtime, task(curve(200), { epochs: 4 })));
    expect(twice[1]).toEqual(twice[0]);
    const other = task(curve(200), { epochs: 4, random: new MersenneTwister(8) });
    expect(trainNetwork(runtime, other).layers[0].weights).not.toEqual(twice[0].layers[0].weights);
  });

  test('leaves no tensor behind, not even when it fails', () => {
    const { numTensors } = runtime.tf.memory();
    trainNetwork(runtime, task(curve(50), { epochs: 3 }));
    expect(runtime.tf.memory().numTensors).toBe(numTensors);
    const diverging = task(curve(50), { learningRate: 1e30 });
    expect(() => trainNetwork(runtime, diverging)).toThrow(InputError);
    expect(runtime.tf.memory().numTensors).toBe(numTensors);
  });

  test.each([
    ['a regression', task(curve(80), { epochs: 5 })],
    ['a classifier', task(regions(80), { ...CLASSIFYING, epochs: 5 })],
  ])("answers without TensorFlow.js as TensorFlow's own layers do: %s", (_, asked) => {
    const { layers } = trainNetwork(runtime, asked);
    const { rows, columns, inputs } = asked.examples;
    const own = networkOutputs(layers, { rows, columns, data: inputs });
    const predicted = predictedByTensorFlow(runtime, layers, asked.examples);
    expect(own.length).toBe(predicted.length);
    own.forEach((value, at) => {
      expect(value).toBeCloseTo(predicted[at], 5);
    });
  });
});

function predictedByTensorFlow(
  { tf }: NeuralRuntime,
  layers: ReturnType<typeof trainNetwork>['layers'],
  { rows, columns, inputs }: Examples,
) {
  const model = tf.sequential({
    layers: layers.map(({ units, activation, inputs: width }, at) =>
      tf.layers.dense({ units, activation, ...(at === 0 && { inputShape: [width] }) }),
    ),
  });
  model.layers.forEach((layer, at) => {
    const { weights, biases, inputs: width, units } = layers[at];
    layer.setWeights([tf.tensor2d(weights, [width, units]), tf.tensor1d(biases)]);
  });
  const x = tf.tensor2d(Float32Array.from(inputs), [rows, columns]);
  return (model.predict(x) as ReturnType<typeof tf.tensor>).dataSync();
}

describe('early stopping', () => {
  /** Inputs without any pattern: what is learnt of some does not hold for others. */
  const noise = (): Examples => {
    const random = new MersenneTwister(3);
    const draw = (count: number) => Float64Array.from({ length: count }, () => random.double());
    return { rows: 30, columns: 3, inputs: draw(90), targets: draw(90) };
  };
  const stopped = trainNetwork(
    WASM,
    task(noise(), { epochs: 500, patience: 10, learningRate: 0.05, validation: noise() }),
  );
  const overfitted = trainNetwork(
    WASM,
    task(noise(), { epochs: 500, patience: 10, learningRate: 0.05, validation: 0.5 }),
  );

  test('ends training where validation gets no better, and takes the weights of the best epoch', () => {
    const { history, bestEpoch, stoppedEarly, layers } = overfitted;
    expect(stoppedEarly).toBe(true);
    expect(history).toHaveLength(bestEpoch + 10);
    const losses = history.map(({ validationLoss }) => validationLoss);
    expect(losses.indexOf(Math.min(...losses)) + 1).toBe(bestEpoch);
    const short = task(noise(), { epochs: bestEpoch, learningRate: 0.05, validation: 0.5 });
    expect(trainNetwork(WASM, short).layers).toEqual(layers);
  });

  test('judges by the examples that it is given for it', () => {
    const { layers, history, bestEpoch } = stopped;
    const { rows, columns, inputs, targets } = noise();
    const outputs = networkOutputs(layers, { rows, columns, data: inputs });
    const squares = outputs.map((value, at) => (value - targets[at]) ** 2);
    const mean = squares.reduce((sum, one) => sum + one, 0) / squares.length;
    expect(history[bestEpoch - 1].validationLoss).toBeCloseTo(mean, 6);
  });
});

test('an example that weighs nothing teaches nothing', () => {
  const all = regions(120);
  const half = { ...all, targets: all.targets.slice() };
  const weights = Float64Array.from({ length: 120 }, (_, row) => row % 2);
  for (let row = 0; row < 120; row += 2) half.targets.set([0, 0, 1], row * 3);
  const rest = { ...CLASSIFYING, validation: regions(40), epochs: 3 };
  const [one, two] = [all, half].map((examples) =>
    trainNetwork(WASM, task({ ...examples, weights }, rest)),
  );
  expect(two.layers).toEqual(one.layers);
});

test('progress is told some dozens of times at most, and ends at 1', () => {
  const told: number[] = [];
  const onProgress = (done: number) => told.push(done);
  trainNetwork(WASM, task(curve(20), { epochs: 200, patience: 30, onProgress }));
  expect(told.length).toBeLessThanOrEqual(51);
  expect(told).toEqual([...told].sort((a, b) => a - b));
  expect(told.at(-1)).toBe(1);
});

test('too few rows to learn from are told', () => {
  expect(() => trainNetwork(WASM, task(curve(1)))).toThrow(/at least 2 rows; got 1/);
});

describe('the runtime', () => {
  test('takes WebAssembly by itself and says why', async () => {
    const { backend, why, tf } = await loadNeuralRuntime('auto');
    expect(backend).toBe('wasm');
    expect(tf.getBackend()).toBe('wasm');
    expect(why).toContain('WebAssembly');
  });

  test('does not fall back from a backend that was asked for', async () => {
    await expect(loadNeuralRuntime('webgl')).rejects.toThrow(InputError);
    await expect(loadNeuralRuntime('webgl')).rejects.toThrow(/WebGL/);
  });

  test('trains by the backend it was loaded with, whatever was loaded since', async () => {
    const [wasm, cpu] = RUNTIMES;
    const again = () => trainNetwork(wasm, task(curve(60), { epochs: 3 }));
    const before = again();
    trainNetwork(cpu, task(curve(60), { epochs: 1 }));
    expect(again()).toEqual(before);
    expect(wasm.tf.getBackend()).toBe('wasm');
  });
});
