import fc from 'fast-check';
import { expect, test } from 'vitest';
import { groupEvents, heightsOf, scoreAxisOf } from '../../src/charts/score-strip.ts';
import { STREAM_DETECTOR_NAMES } from '../../src/pipeline/parameters/stream-parameters.ts';

test.each(STREAM_DETECTOR_NAMES)('%s: odder is higher, and ticks stand in order', (detector) => {
  const { height, ticks } = scoreAxisOf(detector);
  const highest = detector === 'half-space-trees' ? 0.9999 : 1000;
  const score = fc.double({ min: 0.1, max: highest, noNaN: true });
  fc.assert(
    fc.property(score, score, (a, b) => {
      const rises = height(Math.max(a, b)) - height(Math.min(a, b));
      expect(rises).toBeGreaterThanOrEqual(0);
      expect(Number.isFinite(rises)).toBe(true);
    }),
  );
  const heights = (ticks ?? []).map(height);
  expect(heights).toEqual(heights.toSorted((a, b) => a - b));
});

test('a score of one, which no flow should have, still has a place', () => {
  expect(scoreAxisOf('half-space-trees').height(1)).toBe(5);
});

test('all that can be seen lies within the heights, and words have room above', () => {
  const axis = scoreAxisOf('sliding-forest');
  const { low, high } = heightsOf(
    [
      [Number.NaN, 0.4, 0.6],
      [Infinity, 0.5, 0.5],
    ],
    axis,
  );
  expect(low).toBeLessThan(0.4);
  expect(high).toBeCloseTo(0.66, 10);
  expect(heightsOf([[Number.NaN], [Infinity]], axis)).toEqual({ low: 0, high: 1 });
});

test('reports that lie close together are one line, but for what stands alone', () => {
  const events = [
    { place: 130, word: 'c' },
    { place: 100, word: 'a' },
    { place: 120, word: 'b' },
    { place: 110, word: 'new', alone: true as const },
    { place: 300, word: 'd' },
  ];
  expect(groupEvents(events, 50)).toEqual([
    { place: 100, word: 'a' },
    { place: 110, word: 'new', alone: true },
    { place: 120, word: 'b +1' },
    { place: 300, word: 'd' },
  ]);
});
