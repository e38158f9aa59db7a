import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/data/errors.ts';
import { IsolationForest } from '../../src/models/isolation-forest/isolation-forest.ts';
import { readMatrixFixture } from '../support.ts';

const x = readMatrixFixture('reference/seed-42/scaled.csv.gz');
const forest = new IsolationForest({
  nEstimators: 20,
  maxSamples: 5000,
  maxFeatures: 0.5,
  bootstrap: true,
  contamination: 0.1,
  randomState: 42,
}).fit(x);
const saved = JSON.stringify(forest);

describe('a forest saved as JSON and read back', () => {
  const restored = IsolationForest.fromJSON(JSON.parse(saved));

  it('gives the same scores, decisions and labels to the bit', () => {
    expect(restored.assess(x)).toEqual(forest.trainingAssessment);
  });

  it('has the same trees, parameters and warnings', () => {
    expect(restored.trees).toEqual(forest.trees);
    expect(restored.params).toEqual(forest.params);
    expect(restored.warnings).toEqual(forest.warnings);
    expect(restored.maxSamplesFitted).toBe(x.rows);
    expect(restored.nFeaturesIn).toBe(x.columns);
    expect(JSON.stringify(restored)).toBe(saved);
  });

  it('has no training scores and says so', () => {
    expect(() => restored.trainingAssessment).toThrow(/holds no training scores/);
  });
});

interface Json {
  readonly params: object;
  readonly feature: readonly number[];
  readonly threshold: readonly number[];
  readonly leafSamples: readonly number[];
}

describe('JSON that no forest wrote', () => {
  it.each<[string, (json: Json) => unknown]>([
    ['null', () => null],
    ['a list', () => []],
    ['another estimator', (json) => ({ ...json, estimator: 'OneClassSVM' })],
    ['no parameters', ({ params: _, ...json }) => json],
    ['a parameter out of range', (json) => ({ ...json, params: { contamination: 2 } })],
    [
      'another number of trees',
      (json) => ({ ...json, params: { ...json.params, nEstimators: 21 } }),
    ],
    ['no offset', (json) => ({ ...json, offset: null })],
    ['no columns', (json) => ({ ...json, columns: 0 })],
    ['a column too far', (json) => ({ ...json, feature: [16, ...json.feature.slice(1)] })],
    ['half a column', (json) => ({ ...json, feature: [1.5, ...json.feature.slice(1)] })],
    ['a tree cut short', (json) => ({ ...json, feature: json.feature.slice(0, -1) })],
    ['a node too many', (json) => ({ ...json, feature: [...json.feature, -1] })],
    ['a threshold too few', (json) => ({ ...json, threshold: json.threshold.slice(1) })],
    ['a threshold too many', (json) => ({ ...json, threshold: [0, ...json.threshold] })],
    [
      'a threshold that is null',
      (json) => ({ ...json, threshold: [null, ...json.threshold.slice(1)] }),
    ],
    ['thresholds as text', (json) => ({ ...json, threshold: 'text' })],
    ['leaves without rows', (json) => ({ ...json, leafSamples: [] })],
    ['a leaf of no rows', (json) => ({ ...json, leafSamples: json.leafSamples.map(() => 0) })],
    ['more rows in a tree than were drawn', (json) => ({ ...json, maxSamples: 10 })],
    ['warnings that are numbers', (json) => ({ ...json, warnings: [1] })],
  ])('is refused: %s', (_, mangle) => {
    expect(() => IsolationForest.fromJSON(mangle(JSON.parse(saved)))).toThrow(InputError);
  });
});
