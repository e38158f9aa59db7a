import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import {
  formatPercentile,
  placeInWords,
  placeRow,
  rankOf,
  referenceOf,
  standingOut,
  trackPlace,
} from '../../src/eval/explain-flow.ts';
import { mostAbnormalRows } from '../../src/eval/ranking.ts';
import { matrix } from '../../src/features/matrix.ts';

const some = fc.array(fc.integer({ min: -4, max: 4 }), { minLength: 1, maxLength: 40 });

test('a place counts the reference flows below and above, those chosen and no others', () => {
  fc.assert(
    fc.property(some, some, fc.integer({ min: -5, max: 5 }), (values, others, value) => {
      const x = matrix(Float64Array.from([...others, ...values]), ['feature']);
      const rows = Uint32Array.from(values, (_, i) => others.length + i);
      const [place] = placeRow([value], referenceOf(x, rows));
      const below = values.filter((one) => one < value).length;
      const above = values.filter((one) => one > value).length;
      expect(place.below).toBe(below / values.length);
      expect(place.above).toBe(above / values.length);
      expect(place.percentile).toBeCloseTo(50 * (1 + place.below - place.above), 10);
      expect(place.low).toBeLessThanOrEqual(place.median);
      expect(place.median).toBeLessThanOrEqual(place.high);
    }),
  );
});

test('ranks are the places in the list of the most anomalous, ties and all', () => {
  fc.assert(
    fc.property(some, (values) => {
      const scores = Float64Array.from(values);
      const listed = [...mostAbnormalRows(scores, scores.length)];
      expect(listed.map((row) => rankOf(scores, row))).toEqual(listed.map((_, at) => at + 1));
    }),
  );
});

describe('what stands out, in words', () => {
  const reference = {
    names: ['ratio', 'flag', 'rate'],
    sorted: [0, 1, 2].map((column) => Float64Array.from({ length: 2000 }, (_, i) => column * i)),
  };

  it('names the most extreme first and leaves out what is ordinary', () => {
    const names = (values: number[]) =>
      standingOut(placeRow(values, reference)).map(({ name }) => name);
    expect(names([0, 1950, 3999])).toEqual(['rate', 'flag']);
    expect(names([1, 1000, 2000])).toEqual(['ratio']);
    expect(names([0, 1000, 2000])).toEqual([]);
  });

  it('rounds down: all means all', () => {
    const words = (value: number) =>
      placeInWords(placeRow([0, value, 0], reference)[1], 'normal flows');
    expect(words(5000)).toBe('flag is higher than in all normal flows');
    expect(words(1999)).toBe('flag is higher than in 99.9 % of normal flows');
    expect(words(-1)).toBe('flag is lower than in all normal flows');
    expect(words(20.5)).toBe('flag is lower than in 98.9 % of normal flows');
  });

  it('rounds a percentile in a table as the words do', () => {
    expect([99.86, 100, 98.9, 50, 0.14, 0].map(formatPercentile)).toEqual([
      '99.8',
      '100.0',
      '98.9',
      '50.0',
      '0.2',
      '0.0',
    ]);
    const [, place] = placeRow([0, 1997.5, 0], reference);
    expect(placeInWords(place, 'flows')).toContain(`${formatPercentile(place.percentile)} %`);
  });
});

it('a score stands right of the middle of its track just where it raises an alert', () => {
  const places = Array.from({ length: 10 }, (_, at) => trackPlace(at + 1, 3, 10));
  expect(places.map((place) => place > 0.5)).toEqual([true, true, true, ...Array(7).fill(false)]);
  expect(places).toEqual(places.toSorted((a, b) => b - a));
  expect(places[0]).toBeLessThan(1);
  expect(places[9]).toBeGreaterThan(0);
});
