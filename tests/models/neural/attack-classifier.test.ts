import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { InputError } from '../../../src/data/errors.ts';
import { MersenneTwister } from '../../../src/data/random.ts';
import { type Matrix, matrix, takeMatrixRows } from '../../../src/features/matrix.ts';
import {
  type ClassifierTask,
  classProbabilities,
  mostProbable,
  trainAttackClassifier,
} from '../../../src/models/neural/attack-classifier.ts';
import {
  classifierJson,
  readClassifier,
} from '../../../src/models/neural/attack-classifier-json.ts';
import { loadNeuralRuntime, type NeuralRuntime } from '../../../src/models/neural/runtime.ts';

/** Three clouds, one of them rare, in columns of very different size. */
function clouds(rows = 300): { x: Matrix; truth: Int32Array } {
  const source = new MersenneTwister(3);
  const truth = Int32Array.from({ length: rows }, (_, row) => (row % 30 === 0 ? 2 : row % 2));
  const data = new Float64Array(rows * 3);
  truth.forEach((one, row) => {
    data[row * 3] = 1e6 * ((one === 1 ? 3 : 0) + source.double());
    data[row * 3 + 1] = (one === 2 ? 3 : 0) + source.double();
    data[row * 3 + 2] = source.double();
  });
  return { x: matrix(data, ['a', 'b', 'c']), truth };
}

const every = (rows: number, from: number, step: number) =>
  Uint32Array.from({ length: Math.floor((rows - from) / step) }, (_, at) => from + at * step);

function taskOf(changed: Partial<ClassifierTask> = {}): ClassifierTask {
  return {
    ...clouds(),
    classes: ['normal', 'scan', 'worm'],
    train: every(300, 0, 3),
    validation: every(300, 1, 3),
    hidden: [8],
    classWeights: 'none',
    epochs: 40,
    batchSize: 16,
    learningRate: 0.02,
    patience: 10,
    random: new MersenneTwister(1),
    ...changed,
  };
}

describe('the classifier of attacks', () => {
  let runtime: NeuralRuntime;
  beforeAll(async () => {
    runtime = await loadNeuralRuntime('auto');
  });

  test('tells apart what lies apart, whatever the size of the columns, on rows it never saw', () => {
    const { x, truth } = clouds();
    const { classifier } = trainAttackClassifier(runtime, taskOf());
    const test = every(300, 2, 3);
    const probabilities = classProbabilities(classifier, takeMatrixRows(x, test));
    const { called } = mostProbable(probabilities, 3);
    expect([...called]).toEqual(Array.from(test, (row) => truth[row]));
  });

  test('the same seed gives the same classifier, another seed another', () => {
    const trained = (seed: number) =>
      trainAttackClassifier(runtime, taskOf({ random: new MersenneTwister(seed), epochs: 3 }));
    expect(trained(5)).toEqual(trained(5));
    expect(trained(5).classifier.layers).not.toEqual(trained(6).classifier.layers);
  });

  test('with balanced weights a rare class counts: it is called more often where it may be', () => {
    const source = new MersenneTwister(9);
    const { truth } = clouds(900);
    // One column in which the rare class only tends to lie higher.
    const data = Float64Array.from(truth, (one) => source.double() + (one === 2 ? 0.4 : 0));
    const x = matrix(data, ['a']);
    const called = (classWeights: ClassifierTask['classWeights']) => {
      const parts = { train: every(900, 0, 2), validation: every(900, 1, 2) };
      const binary = truth.map((one) => (one === 2 ? 1 : 0));
      const two = { x, truth: binary, classes: ['normal', 'worm'], ...parts };
      const { classifier } = trainAttackClassifier(runtime, taskOf({ ...two, classWeights }));
      const answers = mostProbable(classProbabilities(classifier, x), 2);
      return answers.called.filter((one) => one === 1).length;
    };
    expect(called('balanced')).toBeGreaterThan(called('none') + 50);
  });

  test('its standardising has learnt nothing from rows that it was not trained on', () => {
    const { x } = clouds();
    const spoilt = { ...x, data: x.data.map((value, at) => (at % 9 >= 6 ? 1e9 : value)) };
    const plain = trainAttackClassifier(runtime, taskOf({ epochs: 2 }));
    // Rows 2, 5, 8 … are in neither part.
    const other = trainAttackClassifier(runtime, taskOf({ epochs: 2, x: spoilt }));
    expect(other).toEqual(plain);
  });

  test('comes back from its JSON to the bit', () => {
    const { classifier } = trainAttackClassifier(runtime, taskOf({ epochs: 3 }));
    const back = readClassifier(JSON.parse(JSON.stringify(classifierJson(classifier))));
    expect(back).toEqual(classifier);
    const { x } = clouds();
    expect(classProbabilities(back, x)).toEqual(classProbabilities(classifier, x));
  });

  test.each([
    ['an estimator that is another', { estimator: 'Autoencoder' }],
    ['one class', { classes: ['normal'] }],
    ['two classes of one name', { classes: ['normal', 'scan', 'scan'] }],
    ['more classes than outputs', { classes: ['normal', 'scan', 'worm', 'more'] }],
    ['a scale of 0', { scaler: { kind: 'standard', center: [0, 0, 0], scale: [1, 0, 1] } }],
    ['a column too many', { scaler: { kind: 'standard', center: [0], scale: [1] } }],
    ['no layer', { layers: [] }],
  ])('refuses a saved classifier with %s', (_, change) => {
    const { classifier } = trainAttackClassifier(runtime, taskOf({ epochs: 1 }));
    const json = { ...JSON.parse(JSON.stringify(classifierJson(classifier))), ...change };
    expect(() => readClassifier(json)).toThrow(InputError);
  });

  test('refuses a network whose end is no softmax', () => {
    const { classifier } = trainAttackClassifier(runtime, taskOf({ epochs: 1 }));
    const layers = classifier.layers.map((layer) => ({ ...layer, activation: 'relu' as const }));
    expect(() => readClassifier(classifierJson({ ...classifier, layers }))).toThrow('softmax');
  });

  test('calls a row that lies farther out than a double can tell, and is sure of a number', () => {
    const { classifier } = trainAttackClassifier(runtime, taskOf({ epochs: 3 }));
    const far = matrix(Float64Array.of(1e308, -1e308, 1e308, 0, 0, 1e308), ['a', 'b', 'c']);
    const { confidence } = mostProbable(classProbabilities(classifier, far), 3);
    for (const one of confidence) expect(one).toBeGreaterThanOrEqual(1 / 3);
  });

  test('refuses to answer where weights, as a file may have them, leave no number', () => {
    const { classifier } = trainAttackClassifier(
      runtime,
      taskOf({ epochs: 1, hidden: [8, 8, 8, 8, 8, 8] }),
    );
    const layers = classifier.layers.map((layer) => ({
      ...layer,
      weights: layer.weights.map((_, at) => (at % 2 === 0 ? 3e38 : -3e38)),
    }));
    const far = matrix(Float64Array.of(0, 0, 0, 1e308, 1e308, 1e308), ['a', 'b', 'c']);
    const answer = () => classProbabilities({ ...classifier, layers }, far);
    expect(answer).toThrow(InputError);
    expect(answer).toThrow('no answer for row 1');
  });

  test('refuses other columns than it was trained on', () => {
    const { classifier } = trainAttackClassifier(runtime, taskOf({ epochs: 1 }));
    const narrow = matrix(new Float64Array(4), ['a', 'b']);
    expect(() => classProbabilities(classifier, narrow)).toThrow('3 columns');
  });
});

test('the most probable class is the first of the greatest', () => {
  const rows = fc.array(
    fc.array(fc.double({ min: 0.001, max: 1, noNaN: true }), { minLength: 4, maxLength: 4 }),
    { minLength: 1 },
  );
  fc.assert(
    fc.property(rows, (probabilities) => {
      const { called, confidence } = mostProbable(Float64Array.from(probabilities.flat()), 4);
      probabilities.forEach((row, at) => {
        expect(confidence[at]).toBe(Math.max(...row));
        expect(called[at]).toBe(row.indexOf(Math.max(...row)));
      });
    }),
  );
});
