import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { InputError } from '../../../src/data/errors.ts';
import { MersenneTwister } from '../../../src/data/random.ts';
import { type Matrix, matrix, takeMatrixRows } from '../../../src/features/matrix.ts';
import { percentile } from '../../../src/features/numpy.ts';
import { Autoencoder } from '../../../src/models/neural/autoencoder.ts';
import type { AutoencoderParams } from '../../../src/models/neural/autoencoder-params.ts';
import { errorShares, reconstructionErrors } from '../../../src/models/neural/reconstruction.ts';
import { loadNeuralRuntime } from '../../../src/models/neural/runtime.ts';

const RUNTIME = await loadNeuralRuntime('wasm');

/** Rows of five numbers that two numbers make, and of the last one a tenth that is out of line. */
function bundle(rows: number): Matrix {
  const random = new MersenneTwister(4);
  const data = new Float64Array(rows * 5);
  for (let row = 0; row < rows; row++) {
    const [a, b] = [random.double(), random.double()];
    const last = row % 10 === 0 ? 3 - a : a * b;
    data.set([a, b, a + b, 2 * a - b, last], row * 5);
  }
  return matrix(data, ['a', 'b', 'sum', 'difference', 'product']);
}

const ROWS = bundle(200);
const ORDINARY = takeMatrixRows(
  ROWS,
  Uint32Array.from({ length: 180 }, (_, i) => i + 1 + Math.floor(i / 9)),
);
const fitted = (params: Partial<AutoencoderParams> = {}, x = ORDINARY) =>
  new Autoencoder(
    { bottleneck: 2, hiddenUnits: 6, epochs: 60, batchSize: 32, ...params },
    RUNTIME,
  ).fit(x);
const detector = fitted();

test('rows that are out of line with those it has learnt from score lowest', () => {
  const { scores } = detector.assess(ROWS);
  const strange = scores.filter((_, row) => row % 10 === 0);
  const ordinary = scores.filter((_, row) => row % 10 !== 0);
  expect(Math.max(...strange)).toBeLessThan(Math.min(...ordinary));
});

test('a score is the mean of the squared errors, negated', () => {
  const { scores } = detector.assess(ROWS);
  const errors = reconstructionErrors(detector.fitted.reconstruction, ROWS);
  scores.forEach((score, row) => {
    const own = errors.subarray(row * 5, row * 5 + 5);
    expect(-score).toBeCloseTo(own.reduce((sum, error) => sum + error, 0) / 5, 12);
  });
});

test('the error says which feature is to blame', () => {
  const shares = errorShares(detector.fitted.reconstruction, ROWS, 0);
  expect(shares[0].name).toBe('product');
  expect(shares[0].share).toBeGreaterThan(0.5);
  expect(shares.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 12);
});

describe('the threshold', () => {
  test("is NumPy's percentile of the training scores", () => {
    const one = fitted({ contamination: 0.07, epochs: 5 });
    const { scores, predictions } = one.trainingAssessment;
    expect(one.offset).toBe(percentile(scores, 7));
    expect(predictions.filter((label) => label === -1)).toHaveLength(13);
  });

  test("is, with auto, the upper fence of the errors' logarithms", () => {
    const { offset, trainingAssessment } = fitted({ contamination: 'auto', epochs: 5 });
    const logs = trainingAssessment.scores.map((score) => Math.log(-score));
    const [lower, upper] = [percentile(logs, 25), percentile(logs, 75)];
    expect(Math.log(-offset)).toBeCloseTo(upper + 1.5 * (upper - lower), 10);
  });
});

test('the same seed gives the same scores, another one others', () => {
  const [one, same, other] = [3, 3, 4].map((randomState) => fitted({ randomState, epochs: 3 }));
  expect(same.trainingAssessment).toEqual(one.trainingAssessment);
  expect(other.trainingAssessment.scores).not.toEqual(one.trainingAssessment.scores);
});

test('scores of rows do not depend on the rows beside them', () => {
  const { scores } = detector.assess(ROWS);
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(199), { minLength: 1, maxLength: 20 }), (order) => {
      const alone = detector.assess(takeMatrixRows(ROWS, Uint32Array.from(order))).scores;
      expect([...alone]).toEqual(order.map((row) => scores[row]));
    }),
    { numRuns: 30 },
  );
});

test('numbers of any size get a score', () => {
  const x = matrix(Float64Array.from([1e300, -1e300, 1e308, 0, 1e-300]), ROWS.names);
  const { scores, predictions } = detector.assess(x);
  expect(Number.isFinite(scores[0])).toBe(true);
  expect(predictions[0]).toBe(-1);
  expect(errorShares(detector.fitted.reconstruction, x, 0).map(({ share }) => share)).not.toContain(
    Number.NaN,
  );
});

test('a bottleneck that is none is told', () => {
  expect(detector.warnings).toEqual([]);
  expect(fitted({ bottleneck: 5, epochs: 1 }).warnings[0]).toMatch(/is none for 5 columns/);
});

test.each([
  ['hiddenUnits', 0],
  ['bottleneck', 2.5],
  ['epochs', 0],
  ['learningRate', 0],
  ['learningRate', Number.NaN],
  ['batchSize', -1],
  ['patience', 0],
  ['contamination', 0.6],
  ['randomState', -1],
])('%s of %s is refused by name', (name, value) => {
  expect(() => new Autoencoder({ [name]: value })).toThrow(InputError);
  expect(() => new Autoencoder({ [name]: value })).toThrow(name);
});

test.each([
  ['one row', matrix(new Float64Array(2), ['a', 'b'])],
  ['no number', matrix(Float64Array.from([1, Number.NaN, 2, 3]), ['a', 'b'])],
])('%s cannot be learnt from', (_, x) => {
  expect(() => new Autoencoder({}, RUNTIME).fit(x)).toThrow(InputError);
});

describe('saved as JSON', () => {
  const json = JSON.parse(JSON.stringify(detector));

  test('it scores as before, to the bit, without TensorFlow.js', () => {
    const again = Autoencoder.fromJSON(json);
    expect(again.assess(ROWS)).toEqual(detector.assess(ROWS));
    expect(again.fitted).toEqual(detector.fitted);
    expect(JSON.stringify(again)).toBe(JSON.stringify(detector));
  });

  const [first, ...rest] = json.layers;
  test.each([
    ['another detector', { estimator: 'IsolationForest' }, 'estimator'],
    ['no layers', { layers: [] }, 'layers'],
    ['a layer that does not fit', { layers: [first, ...rest.slice(1)] }, 'layers[1].inputs'],
    ['too few columns back', { layers: [first, ...rest.slice(0, 2)] }, 'end in 5 units'],
    ['weights missing', { layers: [{ ...first, weights: [1] }, ...rest] }, 'layers[0].weights'],
    [
      'weights too large',
      { layers: [{ ...first, biases: first.biases.map(() => 1e39) }, ...rest] },
      'layers[0].biases',
    ],
    ['a strange unit', { layers: [{ ...first, activation: 'eval' }, ...rest] }, 'activation'],
    ['a softmax', { layers: [{ ...first, activation: 'softmax' }, ...rest] }, 'softmax'],
    ['a scale of 0', { scale: [1, 1, 0, 1, 1] }, 'scale'],
    ['a best epoch that was not', { curves: { ...json.curves, bestEpoch: 1e6 } }, 'bestEpoch'],
    ['a parameter out of range', { params: { ...json.params, epochs: 0 } }, 'epochs'],
    ['no threshold', { offset: null }, 'offset'],
    ['a sentence without an end', { why: 'so '.repeat(1e5) }, 'up to 1000 characters'],
  ])('%s is refused', (_, changed, where) => {
    const read = () => Autoencoder.fromJSON({ ...json, ...changed });
    expect(read).toThrow(InputError);
    expect(read).toThrow(where);
  });
});
