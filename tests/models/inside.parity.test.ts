import { describe, expect, test } from 'vitest';
import { forestLengths, forestPath } from '../../src/models/isolation-forest/inside.ts';
import { IsolationForest } from '../../src/models/isolation-forest/isolation-forest.ts';
import { factorRatio } from '../../src/models/local-outlier-factor/inside.ts';
import { LocalOutlierFactor } from '../../src/models/local-outlier-factor/local-outlier-factor.ts';
import { svmSum } from '../../src/models/one-class-svm/inside.ts';
import { OneClassSvm } from '../../src/models/one-class-svm/one-class-svm.ts';
import { largestError, readJsonFixture, readMatrixFixture } from '../support.ts';

/** What `tests/fixtures/inside/record.py` wrote of scikit-learn. */
interface Recorded {
  readonly rows: readonly number[];
  readonly forest: {
    readonly maxSamples: number;
    readonly paths: readonly {
      readonly tree: number;
      readonly row: number;
      readonly features: number[];
      readonly thresholds: number[];
      readonly samples: number[];
    }[];
    readonly lengths: readonly number[][];
    readonly scores: number[];
  };
  readonly factor: Readonly<
    Record<'neighbours' | 'distances' | 'radii' | 'densities', readonly number[][]>
  > & { readonly own: number[]; readonly scores: number[] };
  readonly svm: readonly {
    readonly gamma: number | 'scale';
    readonly rho: number;
    readonly support: number;
    readonly sums: number[];
    readonly decisions: number[];
    readonly alphas: number;
    readonly largest: readonly number[][];
  }[];
}

const x = readMatrixFixture('reference/seed-42/scaled.csv.gz');
const recorded = readJsonFixture<Recorded>('inside/parts.json.gz');
const { rows } = recorded;
const TOLERANCE = 1e-9;

const rowAt = (row: number) => x.data.slice(row * x.columns, (row + 1) * x.columns);

describe("scikit-learn's decision_path", () => {
  const forest = new IsolationForest({ contamination: 0.1, randomState: 42 }).fit(x);
  const { paths, lengths, scores, maxSamples } = recorded.forest;

  test('has the cuts of the path and the flows left after each', () => {
    expect(paths).toHaveLength(3 * rows.length);
    for (const { tree, row, features, thresholds, samples } of paths) {
      const { cuts, leafSamples } = forestPath(forest, rowAt(row), tree);
      expect(cuts.map(({ column }) => column)).toEqual(features);
      expect(cuts.map(({ threshold }) => threshold)).toEqual(thresholds);
      expect([...cuts.map(({ before }) => before), leafSamples]).toEqual(samples);
      expect(cuts.map(({ remaining }) => remaining)).toEqual(samples.slice(1));
    }
  });

  test('has all path lengths, of as many flows per tree, and they make its scores', () => {
    rows.forEach((row, at) => {
      const inside = forestLengths(forest, rowAt(row));
      expect(inside.maxSamples).toBe(maxSamples);
      expect(largestError(inside.lengths, lengths[at])).toBeLessThan(TOLERANCE);
      expect(largestError([inside.score], [scores[at]])).toBeLessThan(TOLERANCE);
    });
  });
});

describe("scikit-learn's kneighbors", () => {
  const lof = new LocalOutlierFactor({ nNeighbors: 20, contamination: 0.1, novelty: true }).fit(x);
  const { neighbours, distances, radii, densities, own, scores } = recorded.factor;

  test.each(rows.map((row, at) => [row, at] as const))('of flow %i', (row, at) => {
    const inside = factorRatio(lof, row);
    const column = (key: 'distance' | 'radius' | 'density') =>
      inside.neighbours.map((one) => one[key]);
    expect(inside.neighbours.map(({ trainingRow }) => trainingRow)).toEqual(neighbours[at]);
    expect(largestError(column('distance'), distances[at])).toBeLessThan(TOLERANCE);
    expect(largestError(column('radius'), radii[at])).toBeLessThan(TOLERANCE);
    expect(largestError(column('density'), densities[at])).toBeLessThan(TOLERANCE);
    expect(largestError([inside.density, inside.score], [own[at], scores[at]])).toBeLessThan(
      TOLERANCE,
    );
  });
});

describe.each(recorded.svm)("scikit-learn's dual_coef_ with gamma $gamma", (part) => {
  const svm = new OneClassSvm({ nu: 0.1, gamma: part.gamma }).fit(x);

  test.each(rows.map((row, at) => [row, at] as const))('of flow %i', (row, at) => {
    const { supports, sum, rho, decision } = svmSum(svm, rowAt(row));
    expect(supports).toHaveLength(part.support);
    const alphas = supports.reduce((total, { alpha }) => total + alpha, 0);
    expect(
      largestError(
        [sum, rho, decision, alphas],
        [part.sums[at], part.rho, part.decisions[at], part.alphas],
      ),
    ).toBeLessThan(TOLERANCE);
    const largest = supports.slice(0, part.largest[at].length);
    expect(
      largestError(
        largest.map(({ contribution }) => contribution),
        part.largest[at],
      ),
    ).toBeLessThan(TOLERANCE);
  });
});
