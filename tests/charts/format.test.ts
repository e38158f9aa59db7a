import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  formatApart,
  formatBytes,
  formatFeature,
  formatInUnit,
  formatPackets,
  formatScore,
} from '../../src/charts/format.ts';

test.each([
  ['bytes', 69.4691, '69 B'],
  ['bytes', 0.4691, '0.469 B'],
  ['bytes', 999.6, '1 kB'],
  ['bytes', 1_670_000, '1.67 MB'],
  ['bytes/s', 20_056, '20.1 kB/s'],
  ['bytes/packet', 65.4, '65.4 B/packet'],
  ['s', 720, '12 min'],
  ['s', 0.0034, '3.4 ms'],
  ['s', 0, '0 s'],
  ['seconds', 6.5712, '6.57 s'],
  ['s', 172_800, '2 d'],
  ['packets', 8070.2, '8,070'],
  ['', 0.2345, '0.235'],
  ['', 12_457_531_696.09, '1.25e+10'],
])('a value in %s, %d, is written %s', (unit, value, text) => {
  expect(formatInUnit(value, unit)).toBe(text);
});

test.each([
  ['ln(1 + bytes)', Math.log1p(28_300), '28.3 kB'],
  ['ln(1 + packets/s)', Math.log1p(66), '66'],
  ['ln(1 + )', Math.log1p(3.62), '3.62'],
  ['0/1', 1, 'yes'],
  ['0/1', 0, 'no'],
  ['packets', 433, '433'],
  ['', 0.7812, '0.781'],
])('a feature in %s, %d, is written %s', (unit, value, text) => {
  expect(formatFeature(value, unit)).toBe(text);
});

test('one packet is not "1 packets"', () => {
  expect([1, 199].map(formatPackets)).toEqual(['1 packet', '199 packets']);
});

test('any number of bytes takes three digits at most before its unit', () => {
  fc.assert(
    fc.property(fc.double({ min: 1, max: 1e15, noNaN: true }), (bytes) => {
      expect(formatBytes(bytes).replace(/\D/g, '').length).toBeLessThanOrEqual(3);
    }),
  );
});

test.each([
  [12_457_531_696.09153, '1.25e+10'],
  [0.717751, '0.718'],
  [-2.0999, '-2.1'],
  [0, '0'],
])('a score of %d is written %s', (score, text) => {
  expect(formatScore(score)).toBe(text);
});

test('a score and a threshold that differ never look the same', () => {
  expect(formatApart(0.55012, 0.55031)).toEqual(['0.5501', '0.5503']);
  const number = fc.double({ min: -1e12, max: 1e12, noNaN: true });
  fc.assert(
    fc.property(number, number, (score, threshold) => {
      const [one, other] = formatApart(score, threshold);
      expect(one === other).toBe(score === threshold);
    }),
  );
});
