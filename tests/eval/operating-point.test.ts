import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { gather } from '../../src/data/flow-rows.ts';
import { evaluateDetector } from '../../src/eval/compare.ts';
import { confusionMatrix, metricsOf } from '../../src/eval/confusion.ts';
import { labelledAmong } from '../../src/eval/labelled.ts';
import { detectionByType, rankAttacks } from '../../src/eval/per-attack.ts';
import {
  operatingPointAt,
  ownOperatingPoint,
  sortScores,
} from '../../src/eval/thresholds/operating-point.ts';
import { predictionsAt, thresholdOfSorted } from '../../src/eval/thresholds/thresholds.ts';
import { DETECTORS, METRICS, SEEDS, seedFlows } from './fixtures.ts';

/** Few distinct scores, so that ties and thresholds on a score come up. */
const anyFlows = fc
  .array(
    fc.record({
      score: fc.integer({ min: -4, max: 4 }),
      label: fc.constantFrom(-1, 0, 1),
      code: fc.constantFrom(0, 1, 2),
      judged: fc.boolean(),
    }),
    { minLength: 1, maxLength: 60 },
  )
  .map((flows) => ({
    scores: Float64Array.from(flows, ({ score }) => score),
    label: Int8Array.from(flows, ({ label }) => label),
    attackType: { names: ['web', 'scan', 'flood'], codes: Uint32Array.from(flows, (f) => f.code) },
    rows: Uint32Array.from(flows.flatMap(({ judged }, row) => (judged ? [row] : []))),
  }));

describe('operating points', () => {
  test('at any threshold the counts are those of predicting every row anew', () => {
    fc.assert(
      fc.property(anyFlows, fc.integer({ min: -10, max: 10 }), (flows, twice) => {
        const { scores, label, attackType, rows } = flows;
        const predictions = predictionsAt(scores, twice / 2);
        const point = operatingPointAt(sortScores(flows), twice / 2);
        expect(point.rows).toBe(rows.length);
        expect(point.alerts).toBe(rows.filter((row) => predictions[row] === -1).length);

        const labelled = labelledAmong(label, rows);
        if (labelled.length === 0) {
          expect(point.judged).toBeNull();
          return;
        }
        const confusion = confusionMatrix(gather(label, labelled), gather(predictions, labelled));
        const perType = detectionByType(attackType, label, predictions, labelled);
        expect(point.judged).toMatchObject({
          confusion,
          metrics: metricsOf(confusion),
          perType,
          rankedAttacks: rankAttacks(perType),
        });
      }),
    );
  });

  test.each(SEEDS)(
    "a detector's own point is its evaluation, and so is its offset, seed %s",
    (seed) => {
      const flows = seedFlows(seed);
      for (const name of DETECTORS) {
        const scores = flows.scores[name];
        const predictions = flows.predictions[name];
        const flagged = scores.filter((_, row) => predictions[row] === -1);
        const offset = thresholdOfSorted(scores.slice().sort(), flagged.length, 'spared').threshold;
        const evaluation = evaluateDetector({ ...flows, scores, predictions, decisions: scores });
        const own = ownOperatingPoint(evaluation, offset);
        expect(own.judged?.confusion).toEqual(METRICS.seeds[seed][name].confusion);
        expect(own).toEqual(operatingPointAt(sortScores({ ...flows, scores }), offset));
      }
    },
  );

  test('rows of equal score are all flagged or all spared, as asked', () => {
    const scores = Float64Array.of(1, 2, 2, 2, 3);
    expect(thresholdOfSorted(scores, 2, 'spared')).toEqual({ threshold: 1.5, alerts: 1 });
    expect(thresholdOfSorted(scores, 2, 'flagged')).toEqual({ threshold: 2.5, alerts: 4 });
    expect(thresholdOfSorted(scores, 0, 'flagged').alerts).toBe(0);
  });
});
