import fc from 'fast-check';
import { expect, test } from 'vitest';
import { IS_ALERT, IS_ATTACK, MOST_POINTS } from '../../src/worker/stream-protocol.ts';
import { countStrip, createStrip } from '../../src/worker/stream-strip.ts';

/** Points of so many flows from a place on, scored by their place. */
function pointsOf(from: number, length: number) {
  const places = new Float64Array(length).map((_, i) => from + i);
  return {
    places,
    scores: places.map((place) => place / 10),
    thresholds: new Float64Array(length).fill(5),
    marks: new Uint8Array(length).map((_, i) => (from + i) % 4),
  };
}

test('a strip is the last flows of all frames, whatever each of them brought', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: MOST_POINTS }), { maxLength: 8 }), (lengths) => {
      let strip = createStrip();
      let place = 0;
      for (const length of lengths) {
        strip = strip.with(pointsOf(place, length));
        place += length;
      }
      const kept = Math.min(place, MOST_POINTS);
      const { with: _, ...points } = strip;
      expect(points).toEqual(pointsOf(place - kept, kept));
    }),
  );
});

test('what a strip shows is counted; the warm-up, and what had no threshold, is not', () => {
  const marks = Uint8Array.of(IS_ATTACK, IS_ATTACK, IS_ATTACK, IS_ALERT, IS_ALERT + IS_ATTACK, 0);
  const scores = Float64Array.of(Number.NaN, 1, 1, 9, 9, 1);
  const thresholds = Float64Array.of(Infinity, Infinity, 5, 5, 5, 5);
  const counts = countStrip({ places: new Float64Array(6), scores, thresholds, marks });
  expect(counts).toEqual({ flows: 6, scored: 5, found: 1, falseAlerts: 1, missed: 1 });
});
