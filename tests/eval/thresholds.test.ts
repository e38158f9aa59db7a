import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { InputError } from '../../src/data/errors.ts';
import { confusionMatrix, metricsOf } from '../../src/eval/confusion.ts';
import { cutsOf } from '../../src/eval/thresholds/cuts.ts';
import {
  bestF1Threshold,
  CHOSEN_ON_ITS_OWN_LABELS,
  highestThreshold,
  predictionsAt,
  thresholdAtPercentile,
  thresholdForAlerts,
} from '../../src/eval/thresholds/thresholds.ts';
import { readJsonFixture } from '../support.ts';
import { CASES, DETECTORS, METRICS, SEEDS, seedFlows } from './fixtures.ts';

const alertsOf = (predictions: Int8Array) => predictions.filter((p) => p === -1).length;
const anyScores = fc
  .array(
    fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer({ max: 3, min: -3 })),
  )
  .map((values) => Float64Array.from(values));

describe('thresholds', () => {
  test.each(CASES)('the best F1 is the best of every cut: $name', ({ recorded, label, scores }) => {
    const best = bestF1Threshold(cutsOf(scores, label));
    expect(best?.f1 ?? null).toBe(recorded.bestF1);
    expect(best?.alerts ?? null).toBe(recorded.bestF1Alerts);
    if (best === null) return;
    const metrics = metricsOf(confusionMatrix(label, predictionsAt(scores, best.threshold)));
    expect(metrics).toMatchObject({ f1: best.f1, precision: best.precision, recall: best.recall });
    expect(best.warning).toBe(CHOSEN_ON_ITS_OWN_LABELS);
  });

  test('below the highest threshold for a share lies no more, below any higher one does', () => {
    const share = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    fc.assert(
      fc.property(anyScores, share, (scores, most) => {
        fc.pre(scores.length > 0);
        const below = (line: number) => scores.filter((one) => one < line).length;
        const threshold = highestThreshold(scores, most);
        expect(below(threshold)).toBeLessThanOrEqual(most * scores.length);
        for (const higher of [...scores, Number.POSITIVE_INFINITY]) {
          if (higher <= threshold) continue;
          expect(below(higher)).toBeGreaterThan(most * scores.length);
        }
      }),
    );
  });

  test.each(SEEDS)("the best F1 of the notebook's detectors on seed %s", (seed) => {
    const { label, scores } = seedFlows(seed);
    for (const name of DETECTORS) {
      const best = bestF1Threshold(cutsOf(scores[name], label));
      expect(best?.f1).toBeCloseTo(METRICS.seeds[seed][name].bestF1 ?? Number.NaN, 12);
      expect(best?.alerts).toBe(METRICS.seeds[seed][name].bestF1Alerts);
    }
  });

  test.each(SEEDS)(
    'the percentile of the contamination is the detector’s offset, seed %s',
    (seed) => {
      const report = readJsonFixture<Record<string, number>>(`reference/seed-${seed}/report.json`);
      const { scores, predictions } = seedFlows(seed);
      for (const name of ['isolation_forest', 'local_outlier_factor'] as const) {
        const threshold = thresholdAtPercentile(scores[name], 10);
        expect(threshold).toBe(report[`${name}_offset`]);
        expect(predictionsAt(scores[name], threshold)).toEqual(predictions[name]);
      }
    },
  );

  test('k alerts are k alerts, or what a tie leaves of them', () => {
    fc.assert(
      fc.property(anyScores, fc.nat(), (scores, seed) => {
        const wanted = seed % (scores.length + 1);
        const { threshold, alerts } = thresholdForAlerts(scores, wanted);
        expect(alertsOf(predictionsAt(scores, threshold))).toBe(alerts);
        expect(alerts).toBeLessThanOrEqual(wanted);
        const tied = scores.filter((score) => score === scores.slice().sort()[alerts]).length;
        if (alerts < wanted) expect(alerts + tied).toBeGreaterThan(wanted);
      }),
    );
  });

  test('of two thresholds with the best F1 the one with fewer alerts is taken', () => {
    const scores = Float64Array.of(1, 2, 2, 2);
    const best = bestF1Threshold(cutsOf(scores, Int8Array.of(1, 1, 0, 0)));
    expect(best).toMatchObject({ threshold: 1.5, alerts: 1, f1: 2 / 3, precision: 1, recall: 0.5 });
  });

  test('the line lies half-way between the last alert and the next row', () => {
    const scores = Float64Array.of(4, 1, 3, 2);
    expect(thresholdForAlerts(scores, 2)).toEqual({ threshold: 2.5, alerts: 2 });
  });

  test('neighbouring doubles can still be told apart', () => {
    const scores = Float64Array.of(1, 1 + Number.EPSILON);
    const { threshold } = thresholdForAlerts(scores, 1);
    expect([...predictionsAt(scores, threshold)]).toEqual([-1, 1]);
  });

  test('what cannot be asked for is refused with the range that can', () => {
    const scores = Float64Array.of(1, 2);
    expect(() => thresholdForAlerts(scores, 3)).toThrow(/in 0 … 2; got 3/);
    expect(() => thresholdForAlerts(scores, 0.5)).toThrow(InputError);
    expect(() => thresholdAtPercentile(scores, 101)).toThrow(/0 … 100; got 101/);
    expect(() => thresholdAtPercentile(new Float64Array(), 10)).toThrow(InputError);
  });
});
