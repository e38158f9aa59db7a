import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  averagePrecision,
  precisionRecallCurve,
  type RocCurve,
  rocAuc,
  rocCurve,
} from '../../src/eval/thresholds/curves.ts';
import { cutsOf } from '../../src/eval/thresholds/cuts.ts';
import { largestError, readJsonFixture } from '../support.ts';
import { CASES, DETECTORS, METRICS, type RecordedRoc, SEEDS, seedFlows } from './fixtures.ts';

/** Few distinct scores, so that most rows are tied with another. */
const labelledScores = fc
  .array(fc.tuple(fc.integer({ min: -4, max: 4 }), fc.constantFrom(0, 1)), { minLength: 1 })
  .map((rows) => ({
    scores: Float64Array.from(rows, ([score]) => score / 4),
    label: Int8Array.from(rows, ([, label]) => label),
  }));

function expectRoc(actual: RocCurve, recorded: RecordedRoc): void {
  const nan = (values: (number | null)[]) => values.map((value) => value ?? Number.NaN);
  expect([...actual.falsePositiveRate]).toEqual(nan(recorded.fpr));
  expect([...actual.truePositiveRate]).toEqual(nan(recorded.tpr));
  expect(actual.thresholds[0]).toBe(Number.NEGATIVE_INFINITY);
  expect(largestError(actual.thresholds.subarray(1), recorded.thresholds)).toBe(0);
}

describe('curves over every threshold', () => {
  test.each(CASES)('are those of scikit-learn: $name', ({ recorded, label, scores }) => {
    const cuts = cutsOf(scores, label);
    expectRoc(rocCurve(cuts), recorded.roc);
    expectRoc(rocCurve(cuts, { dropIntermediate: false }), recorded.rocFull);
    const curve = precisionRecallCurve(cuts);
    expect([...curve.precision]).toEqual(recorded.precisionRecall.precision);
    expect([...curve.recall]).toEqual(recorded.precisionRecall.recall);
    expect(largestError(curve.thresholds, recorded.precisionRecall.thresholds)).toBe(0);
  });

  test.each(CASES)('enclose the areas of scikit-learn: $name', ({ recorded, label, scores }) => {
    const cuts = cutsOf(scores, label);
    const area = rocAuc(cuts);
    if (recorded.rocAuc === null) expect(area.value).toBeNull();
    else expect(area.value).toBeCloseTo(recorded.rocAuc, 12);
    expect(area.warning === null).toBe(recorded.rocAuc !== null);
    expect(averagePrecision(cuts).value).toBeCloseTo(recorded.averagePrecision, 12);
  });

  test.each(SEEDS)("are the notebook detectors' on seed %s", (seed) => {
    const report = readJsonFixture<Record<'roc_auc' | 'average_precision', Record<string, number>>>(
      `reference/seed-${seed}/report.json`,
    );
    const { label, scores } = seedFlows(seed);
    for (const name of DETECTORS) {
      const cuts = cutsOf(scores[name], label);
      expect(rocAuc(cuts).value).toBeCloseTo(report.roc_auc[name], 12);
      expect(averagePrecision(cuts).value).toBeCloseTo(report.average_precision[name], 12);
      expectRoc(rocCurve(cuts), METRICS.seeds[seed][name].roc);
    }
  });

  test('one class alone has no ROC area and says which class is missing', () => {
    const scores = Float64Array.of(1, 2);
    expect(rocAuc(cutsOf(scores, Int8Array.of(0, 0))).warning).toMatch(/no row is an attack/);
    expect(rocAuc(cutsOf(scores, Int8Array.of(1, 1))).warning).toMatch(/no row is normal/);
  });

  test('average precision without an attack is 0 with a warning', () => {
    const area = averagePrecision(cutsOf(Float64Array.of(1, 2), Int8Array.of(0, 0)));
    expect(area.value).toBe(0);
    expect(area.warning).toMatch(/no row is an attack/);
  });

  test('the ROC area is the share of attack–normal pairs in the right order, ties half', () => {
    fc.assert(
      fc.property(labelledScores, ({ scores, label }) => {
        let right = 0;
        let pairs = 0;
        scores.forEach((attack, i) => {
          scores.forEach((normal, j) => {
            if (label[i] !== 1 || label[j] !== 0) return;
            pairs++;
            right += attack < normal ? 1 : attack === normal ? 0.5 : 0;
          });
        });
        expect(rocAuc(cutsOf(scores, label)).value).toBe(pairs === 0 ? null : right / pairs);
      }),
    );
  });

  test('turning the scores round turns the ROC area round', () => {
    fc.assert(
      fc.property(labelledScores, ({ scores, label }) => {
        const area = rocAuc(cutsOf(scores, label)).value;
        fc.pre(area !== null);
        const turned = rocAuc(
          cutsOf(
            scores.map((score) => -score),
            label,
          ),
        ).value;
        expect(turned).toBeCloseTo(1 - area, 15);
      }),
    );
  });

  test('the order of the rows does not matter', () => {
    fc.assert(
      fc.property(labelledScores, ({ scores, label }) => {
        expect(cutsOf(scores.slice().reverse(), label.slice().reverse())).toEqual(
          cutsOf(scores, label),
        );
      }),
    );
  });

  test('each cut counts the rows at or below its score', () => {
    fc.assert(
      fc.property(labelledScores, ({ scores, label }) => {
        const cuts = cutsOf(scores, label);
        cuts.scores.forEach((cut, at) => {
          const flagged = [...label].filter((_, row) => scores[row] <= cut);
          expect(cuts.truePositives[at]).toBe(flagged.filter((l) => l === 1).length);
          expect(cuts.falsePositives[at]).toBe(flagged.filter((l) => l === 0).length);
        });
        expect([...cuts.scores]).toEqual([...new Set(scores)].sort((a, b) => a - b));
      }),
    );
  });

  test('a point that the ROC curve leaves out lies on the line between its neighbours', () => {
    fc.assert(
      fc.property(labelledScores, ({ scores, label }) => {
        fc.pre(label.includes(0) && label.includes(1));
        const cuts = cutsOf(scores, label);
        const areaUnder = ({ falsePositiveRate: x, truePositiveRate: y }: RocCurve) =>
          x.reduce((sum, _, i) => (i ? sum + ((x[i] - x[i - 1]) * (y[i] + y[i - 1])) / 2 : 0), 0);
        const full = areaUnder(rocCurve(cuts, { dropIntermediate: false }));
        expect(areaUnder(rocCurve(cuts))).toBeCloseTo(full, 12);
      }),
    );
  });

  test('a score that is not a number is refused', () => {
    expect(() => cutsOf(Float64Array.of(0, Number.NaN), Int8Array.of(0, 1))).toThrow(/row 1/);
  });
});
