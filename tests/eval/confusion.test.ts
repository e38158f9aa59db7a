import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { confusionMatrix, confusionTable, metricsOf } from '../../src/eval/confusion.ts';
import { readJsonFixture } from '../support.ts';
import { CASES, DETECTORS, SEEDS, seedFlows } from './fixtures.ts';

describe('confusion and the shares from it', () => {
  test.each(CASES)('are those of scikit-learn: $name', ({ recorded, label, predictions }) => {
    const confusion = confusionMatrix(label, predictions);
    expect(confusion).toEqual(recorded.confusion);
    const { precision, recall, f1, accuracy } = metricsOf(confusion);
    expect({ precision, recall, f1, accuracy }).toEqual({
      precision: recorded.precision,
      recall: recorded.recall,
      f1: recorded.f1,
      accuracy: recorded.accuracy,
    });
  });

  test.each(SEEDS)("are the notebook's on seed %s", (seed) => {
    const report = readJsonFixture<{
      confusion: Record<string, number[][]>;
      models: { Precision: number; Recall: number; F1: number }[];
    }>(`reference/seed-${seed}/report.json`);
    const { label, predictions } = seedFlows(seed);
    DETECTORS.forEach((name, at) => {
      const confusion = confusionMatrix(label, predictions[name]);
      expect(confusionTable(confusion)).toEqual(report.confusion[name]);
      const { precision, recall, f1 } = metricsOf(confusion);
      expect(precision).toBeCloseTo(report.models[at].Precision, 14);
      expect(recall).toBeCloseTo(report.models[at].Recall, 14);
      expect(f1).toBeCloseTo(report.models[at].F1, 14);
    });
  });

  test('a share without a denominator reads 0 and says that it means nothing', () => {
    const metrics = metricsOf({ tn: 5, fp: 0, fn: 0, tp: 0 });
    expect(metrics.undefinedMetrics).toEqual(['precision', 'recall', 'f1']);
    expect(metrics).toMatchObject({ precision: 0, recall: 0, f1: 0, accuracy: 1 });
    expect(metrics.warnings[0]).toBe(
      'Precision is undefined and shown as 0: no row raised an alert.',
    );
  });

  test('no warning where every share is defined', () => {
    expect(metricsOf({ tn: 1, fp: 1, fn: 1, tp: 1 }).warnings).toEqual([]);
  });

  test('the false positive rate is the share of normal rows that were flagged', () => {
    expect(metricsOf({ tn: 1892, fp: 8, fn: 97, tp: 213 }).falsePositiveRate).toBe(8 / 1900);
  });

  test('a row without a label is refused, not taken for normal', () => {
    expect(() => confusionMatrix(Int8Array.of(0, -1), Int8Array.of(1, 1))).toThrow(/Row 1 carries/);
  });

  test('the four counts add up to the rows', () => {
    const row = fc.tuple(fc.constantFrom(0, 1), fc.constantFrom(-1, 1));
    fc.assert(
      fc.property(fc.array(row), (rows) => {
        const label = Int8Array.from(rows, ([l]) => l);
        const predictions = Int8Array.from(rows, ([, p]) => p);
        const { tn, fp, fn, tp } = confusionMatrix(label, predictions);
        expect(tn + fp + fn + tp).toBe(rows.length);
        expect(tp).toBe(rows.filter(([l, p]) => l === 1 && p === -1).length);
        expect(tn).toBe(rows.filter(([l, p]) => l === 0 && p === 1).length);
      }),
    );
  });
});
