import { expect, test } from 'vitest';
import { MersenneTwister } from '../../../src/data/random.ts';
import { adam } from '../../../src/models/neural/adam.ts';
import { loadNeuralRuntime } from '../../../src/models/neural/runtime.ts';

const { tf } = await loadNeuralRuntime('cpu');

test("moves parameters as TensorFlow.js's own Adam does", () => {
  const random = new MersenneTwister(5);
  const draw = (count: number) => Float32Array.from({ length: count }, () => random.double() - 0.5);
  const arrays = [draw(12), draw(3)];
  const variables = arrays.map((values) => tf.variable(tf.tensor1d(values.slice())));
  const theirs = tf.train.adam(0.02);
  const ours = adam(arrays, 0.02);
  for (let step = 0; step < 200; step++) {
    const gradients = arrays.map(({ length }) =>
      draw(length).map((value) => value * 10 ** (step % 5)),
    );
    ours(gradients);
    const named = variables.map(({ name }, k) => [name, tf.tensor1d(gradients[k])]);
    theirs.applyGradients(Object.fromEntries(named));
  }
  arrays.forEach((values, k) => {
    const expected = variables[k].dataSync();
    for (let i = 0; i < values.length; i++) expect(values[i]).toBeCloseTo(expected[i], 4);
  });
});

test('a gradient of 0 moves nothing', () => {
  const values = Float32Array.of(1, -2);
  adam([values], 0.1)([[0, 0]]);
  expect([...values]).toEqual([1, -2]);
});
