import { describe, expect, it } from 'vitest';
import { matrix } from '../../src/features/matrix.ts';
import { LocalOutlierFactor } from '../../src/models/local-outlier-factor/local-outlier-factor.ts';
import type { LocalOutlierFactorParams } from '../../src/models/local-outlier-factor/local-outlier-factor-state.ts';
import { largestError, readCsvFixture, readJsonFixture, readMatrixFixture } from '../support.ts';

interface RecordedAssessment {
  scores: number[];
  predictions: number[];
}

interface Case extends RecordedAssessment {
  name: string;
  params: {
    n_neighbors?: number;
    contamination?: number;
    metric?: 'manhattan';
    novelty?: boolean;
  };
  columns: number;
  rows: number[];
  offset: number;
  warns_of_duplicates: boolean;
  new?: RecordedAssessment & { rows: number[]; decisions: number[] };
}

const cases = readJsonFixture<Case[]>('local-outlier-factor/cases.json.gz');

function camelCased({ n_neighbors, ...others }: Case['params']): Partial<LocalOutlierFactorParams> {
  return n_neighbors === undefined ? others : { ...others, nNeighbors: n_neighbors };
}

function rowsOf(numbers: number[], columns: number) {
  const names = Array.from({ length: columns }, (_, j) => `x${j}`);
  return matrix(Float64Array.from(numbers), names);
}

describe('the notebook, against scikit-learn', () => {
  for (const seed of ['seed-42', 'seed-7']) {
    it(`gives ${seed} its factors and every one of its labels`, () => {
      const expected = readCsvFixture(`reference/${seed}/detectors.csv.gz`);
      const column = (name: string) =>
        (expected.get(`local_outlier_factor_${name}`) ?? []).map(Number);
      const detector = new LocalOutlierFactor({ nNeighbors: 20, contamination: 0.1 });
      const { scores, decisions, predictions } = detector.fit(
        readMatrixFixture(`reference/${seed}/scaled.csv.gz`),
      ).trainingAssessment;
      expect([...predictions]).toEqual(column('prediction'));
      expect(largestError(scores, column('score'))).toBeLessThan(1e-12);
      expect(largestError(decisions, column('decision'))).toBeLessThan(1e-12);
    });
  }
});

describe("scikit-learn's LocalOutlierFactor on one thread", () => {
  for (const { name, params, columns, rows, new: held, ...expected } of cases) {
    const fitted = () => new LocalOutlierFactor(camelCased(params)).fit(rowsOf(rows, columns));

    it(`agrees on ${name}`, () => {
      const detector = fitted();
      const { scores, predictions } = detector.trainingAssessment;
      expect(largestError(scores, expected.scores)).toBeLessThan(1e-12);
      expect(largestError([detector.offset], [expected.offset])).toBeLessThan(1e-12);
      expect([...predictions]).toEqual(expected.predictions);
      expect(detector.warnings.some((warning) => warning.includes('exact duplicates'))).toBe(
        expected.warns_of_duplicates,
      );
    });

    if (held === undefined) continue;
    it(`agrees on held-out rows: ${name}`, () => {
      const { scores, decisions, predictions } = fitted().assess(rowsOf(held.rows, columns));
      expect(largestError(scores, held.scores)).toBeLessThan(1e-12);
      expect(largestError(decisions, held.decisions)).toBeLessThan(1e-12);
      expect([...predictions]).toEqual(held.predictions);
    });
  }
});
