import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encodeCategories, gather } from '../../src/data/flow-rows.ts';
import {
  compareDetectors,
  type EvaluationInput,
  evaluateDetector,
} from '../../src/eval/compare.ts';
import { readJsonFixture } from '../support.ts';
import { DETECTORS, METRICS, SEEDS, seedFlows } from './fixtures.ts';

function inputOf(scores: number[], predictions: number[], label: number[]): EvaluationInput {
  return {
    scores: Float64Array.from(scores),
    decisions: Float64Array.from(scores),
    predictions: Int8Array.from(predictions),
    label: Int8Array.from(label),
    attackType: encodeCategories(
      label.map((l) => ['unknown', 'normal', 'scan'][l + 1]),
      label.length,
    ),
  };
}

function seedInputs(seed: (typeof SEEDS)[number]) {
  const { scores, predictions, label, attackType } = seedFlows(seed);
  return DETECTORS.map((name) => ({
    name,
    input: {
      scores: scores[name],
      decisions: scores[name],
      predictions: predictions[name],
      label,
      attackType,
    },
  }));
}

describe('a detector’s evaluation', () => {
  test.each(SEEDS)('is the notebook’s on seed %s', (seed) => {
    const report = readJsonFixture<{ top_anomalies: number[] }>(
      `reference/seed-${seed}/report.json`,
    );
    for (const { name, input } of seedInputs(seed)) {
      const recorded = METRICS.seeds[seed][name];
      const evaluation = evaluateDetector(input);
      expect(evaluation.confusion).toEqual(recorded.confusion);
      expect(evaluation.actualAnomalies).toBe(310);
      expect(evaluation.predictedAnomalies).toBe(recorded.confusion.tp + recorded.confusion.fp);
      for (const metric of ['precision', 'recall', 'f1', 'accuracy', 'averagePrecision'] as const) {
        expect(evaluation[metric]).toBeCloseTo(recorded[metric], 12);
      }
      expect(evaluation.rocAuc).toBeCloseTo(recorded.rocAuc ?? Number.NaN, 12);
      expect(evaluation.bestF1?.f1).toBeCloseTo(recorded.bestF1 ?? Number.NaN, 12);
      expect(evaluation.topAnomalies).toEqual(recorded.top);
      expect(evaluation.perType).toHaveLength(9);
      expect(evaluation.rankedAttacks).toHaveLength(8);
      expect(evaluation.warnings).toEqual([]);
      if (name === 'isolation_forest') {
        expect(evaluation.topAnomalies).toEqual(report.top_anomalies);
      }
    }
  });

  test('goes through JSON unchanged', () => {
    const [{ input }] = seedInputs('42');
    const evaluation = evaluateDetector(input);
    expect(JSON.parse(JSON.stringify(evaluation))).toEqual(evaluation);
  });

  test('without a label ranks and flags, and judges nothing', () => {
    const evaluation = evaluateDetector(inputOf([3, 1, 2], [1, -1, -1], [-1, -1, -1]));
    expect(evaluation).toEqual({
      rows: 3,
      labelledRows: 0,
      predictedAnomalies: 2,
      topAnomalies: [1, 2, 0],
      actualAnomalies: null,
      confusion: null,
      precision: null,
      recall: null,
      f1: null,
      accuracy: null,
      falsePositiveRate: null,
      rocAuc: null,
      averagePrecision: null,
      perType: null,
      rankedAttacks: null,
      bestF1: null,
      warnings: ['No row is labelled: the detector can rank and raise alerts, not be judged.'],
    });
  });

  test('counts labelled rows in its metrics and all rows in its alerts', () => {
    const evaluation = evaluateDetector(inputOf([1, 2, 3, 0], [-1, 1, 1, -1], [1, 0, 0, -1]));
    expect(evaluation).toMatchObject({
      rows: 4,
      labelledRows: 3,
      predictedAnomalies: 2,
      confusion: { tn: 2, fp: 0, fn: 0, tp: 1 },
      rocAuc: 1,
      topAnomalies: [3, 0, 1, 2],
      warnings: ['Only 3 of 4 rows are labelled: the metrics count those.'],
    });
  });

  test('of one class says what is undefined', () => {
    const evaluation = evaluateDetector(inputOf([1, 2], [1, 1], [0, 0]));
    expect(evaluation).toMatchObject({
      rocAuc: null,
      averagePrecision: 0,
      recall: 0,
      bestF1: null,
    });
    expect(evaluation.warnings).toHaveLength(5);
  });

  test('of some rows is that of a table of these rows, but for the row numbers', () => {
    const row = fc.tuple(
      fc.integer({ min: -3, max: 3 }),
      fc.constantFrom(-1, 1),
      fc.constantFrom(-1, 0, 1),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(row, fc.boolean())), (table) => {
        const whole = inputOf(
          table.map(([[score]]) => score),
          table.map(([[, prediction]]) => prediction),
          table.map(([[, , label]]) => label),
        );
        const rows = Uint32Array.from(table.flatMap(([, kept], i) => (kept ? [i] : [])));
        const part = evaluateDetector({
          scores: gather(whole.scores, rows),
          decisions: gather(whole.decisions, rows),
          predictions: gather(whole.predictions, rows),
          label: gather(whole.label, rows),
          attackType: { ...whole.attackType, codes: gather(whole.attackType.codes, rows) },
        });
        expect(evaluateDetector({ ...whole, rows })).toEqual({
          ...part,
          topAnomalies: part.topAnomalies.map((at) => rows[at]),
        });
      }),
    );
  });

  test('arrays of different lengths are a mistake of the caller', () => {
    const input = { ...inputOf([1, 2], [1, 1], [0, 1]), predictions: Int8Array.of(1) };
    expect(() => evaluateDetector(input)).toThrow('Predictions: 1 rows, but 2 labels.');
  });
});

describe('a comparison', () => {
  test('names the best detector by each metric', () => {
    const evaluations = seedInputs('42').map(({ name, input }) => ({
      name,
      evaluation: evaluateDetector(input),
    }));
    const { rows, best } = compareDetectors(evaluations);
    expect(rows.map(({ name, predictedAnomalies }) => [name, predictedAnomalies])).toEqual([
      ['isolation_forest', 221],
      ['one_class_svm', 357],
      ['local_outlier_factor', 221],
    ]);
    for (const names of Object.values(best)) expect(names).toEqual(['isolation_forest']);
  });

  test('names all on a tie and none where nothing is known', () => {
    const evaluation = evaluateDetector(inputOf([1, 2], [-1, 1], [-1, -1]));
    const twice = [
      { name: 'a', evaluation },
      { name: 'b', evaluation },
    ];
    expect(compareDetectors(twice).best.f1).toEqual([]);
    const judged = evaluateDetector(inputOf([1, 2], [-1, 1], [1, 0]));
    const tie = compareDetectors(twice.map(({ name }) => ({ name, evaluation: judged })));
    expect(tie.best.falsePositiveRate).toEqual(['a', 'b']);
  });
});
