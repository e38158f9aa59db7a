import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { detectorCurves, pointsToDraw } from '../../src/eval/thresholds/curve-points.ts';
import {
  averagePrecision,
  precisionRecallCurve,
  rocAuc,
  rocCurve,
} from '../../src/eval/thresholds/curves.ts';
import { cutsOf } from '../../src/eval/thresholds/cuts.ts';
import { DETECTORS, SEEDS, seedFlows } from './fixtures.ts';

/** The lowest and highest value that a line reaches in each of 1,000 columns of pixels. */
function extents(x: Float64Array, y: Float64Array, kept: Uint32Array): Map<number, string> {
  const found = new Map<number, [number, number]>();
  for (const at of kept) {
    const column = Math.min(999, Math.floor(1000 * x[at]));
    const [low, high] = found.get(column) ?? [Infinity, -Infinity];
    found.set(column, [Math.min(low, y[at]), Math.max(high, y[at])]);
  }
  return new Map(Array.from(found, ([column, range]) => [column, range.join(' to ')]));
}

const anyLine = fc
  .record({
    x: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 40, maxLength: 40 }),
    seed: fc.integer({ min: 1, max: 1e6 }),
    falling: fc.boolean(),
  })
  .map(({ x, seed, falling }) => {
    // Thousands of points in few columns, each with a height of its own.
    const xs = Float64Array.from({ length: 4000 }, (_, i) => (x[i % 40] + i / 4e6) % 1).sort();
    return {
      x: falling ? xs.reverse() : xs,
      y: Float64Array.from({ length: 4000 }, (_, i) => ((i + 1) * seed * 7919) % 104_729),
    };
  });

describe('curves to draw', () => {
  test('a thinned line fills the same pixels and crosses between columns at the same points', () => {
    fc.assert(
      fc.property(anyLine, ({ x, y }) => {
        const every = Uint32Array.from(x, (_, at) => at);
        const kept = pointsToDraw(x, y);
        expect(extents(x, y, kept)).toEqual(extents(x, y, every));
        const crossings = (points: Uint32Array) =>
          Array.from(points.subarray(1), (at, i) => [points[i], at]).filter(
            ([a, b]) => Math.floor(1000 * x[a]) !== Math.floor(1000 * x[b]),
          );
        expect(crossings(kept)).toEqual(crossings(every));
        expect(kept.length).toBeLessThanOrEqual(4000);
        expect([...kept]).toEqual([...new Set(kept)].sort((a, b) => a - b));
      }),
      { numRuns: 30 },
    );
  });

  test('100,000 thresholds come down to some thousand points, with the ends kept', () => {
    const n = 100_000;
    const scores = Float64Array.from({ length: n }, (_, i) => (i * 48_271) % 2_147_483_647);
    const label = Int8Array.from(scores, (score, i) => (score % 7 < 2 && i % 3 === 0 ? 1 : 0));
    const curves = detectorCurves(cutsOf(scores, label));
    if (curves === null) throw new Error('both classes are there');
    const { roc, precisionRecall } = curves;
    expect(roc.thresholds.length).toBeLessThan(4000);
    expect(precisionRecall.precision.length).toBeLessThan(4001);
    expect(precisionRecall.thresholds.length).toBe(precisionRecall.precision.length - 1);
    expect([roc.falsePositiveRate[0], roc.falsePositiveRate.at(-1)]).toEqual([0, 1]);
    expect([precisionRecall.recall[0], precisionRecall.recall.at(-1)]).toEqual([1, 0]);
  });

  test.each(SEEDS)("the notebook's curves keep their areas, seed %s", (seed) => {
    const { label, scores } = seedFlows(seed);
    for (const name of DETECTORS) {
      const cuts = cutsOf(scores[name], label);
      const curves = detectorCurves(cuts);
      if (curves === null) throw new Error('both classes are there');
      const { falsePositiveRate: x, truePositiveRate: y } = curves.roc;
      let area = 0;
      for (let i = 1; i < x.length; i++) area += ((x[i] - x[i - 1]) * (y[i] + y[i - 1])) / 2;
      expect(area).toBeCloseTo(rocAuc(cuts).value ?? Number.NaN, 12);

      const { precision, recall } = curves.precisionRecall;
      let steps = 0;
      for (let i = 0; i + 1 < recall.length; i++)
        steps += (recall[i] - recall[i + 1]) * precision[i];
      // Within a column of a thousandth the steps may differ.
      expect(Math.abs(steps - (averagePrecision(cuts).value ?? Number.NaN))).toBeLessThan(1e-3);
    }
  });

  test('what is read off is the best of every threshold', () => {
    const { label, scores } = seedFlows('42');
    const cuts = cutsOf(scores.isolation_forest, label);
    const curves = detectorCurves(cuts);
    const roc = rocCurve(cuts, { dropIntermediate: false });
    for (const { falsePositiveRate, recall } of curves?.foundWithin ?? []) {
      const within = roc.truePositiveRate.filter(
        (_, i) => roc.falsePositiveRate[i] <= falsePositiveRate,
      );
      expect(recall).toBe(Math.max(...within));
    }
    const whole = precisionRecallCurve(cuts);
    for (const { recall, precision } of curves?.preciseFrom ?? []) {
      const from = whole.precision.slice(0, -1).filter((_, i) => whole.recall[i] >= recall);
      expect(precision).toBe(Math.max(...from));
    }
    expect(curves?.foundWithin.length).toBeGreaterThan(5);
  });

  test('without normal flows or without attacks there is no curve', () => {
    const scores = Float64Array.of(1, 2);
    expect(detectorCurves(cutsOf(scores, Int8Array.of(1, 1)))).toBeNull();
    expect(detectorCurves(cutsOf(scores, Int8Array.of(0, 0)))).toBeNull();
    expect(detectorCurves(cutsOf(new Float64Array(), new Int8Array()))).toBeNull();
  });
});
