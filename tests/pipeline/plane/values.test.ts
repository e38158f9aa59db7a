import { describe, expect, test } from 'vitest';
import type { PlaneAxis } from '../../../src/pipeline/plane/axes.ts';
import { axisTicks, typedValue } from '../../../src/pipeline/plane/values.ts';

const BYTES: PlaneAxis = {
  feature: 'log_bytes',
  title: 'bytes',
  unit: 'bytes',
  logged: true,
  scale: 'log',
  from: 1.2,
  to: 7.4,
};
const SPAN: PlaneAxis = { ...BYTES, feature: 'log_duration', title: 'duration', unit: 's' };
const SHARE: PlaneAxis = { ...BYTES, title: 'share', unit: '', scale: 'linear', from: 0, to: 1 };

test.each([
  [BYTES, '1.5 MB', 1_500_000],
  [BYTES, '1,500', 1500],
  [SPAN, '12 min', 720],
  [SPAN, '3.5', 3.5],
  [SHARE, '0.25', 0.25],
])('reads what a person types: %#', (axis, typed, value) => {
  expect(typedValue(axis, typed)).toBe(value);
});

test.each([
  [BYTES, 'much'],
  [BYTES, ''],
  [SPAN, '3 MB'],
  [SHARE, '5 kB'],
])('says what to type instead: %#', (axis, typed) => {
  expect(() => typedValue(axis, typed)).toThrow(`Type ${axis.title} such as`);
});

describe('marks of an axis', () => {
  test('stand at powers of ten, at round times, and at even steps', () => {
    const labels = (axis: PlaneAxis) => axisTicks(axis, 6).map(({ label }) => label);
    expect(labels(BYTES)).toEqual(['100 B', '1 kB', '10 kB', '100 kB', '1 MB', '10 MB']);
    expect(labels({ ...SPAN, from: 0, to: 4.7 })).toEqual(['10 s', '10 min', '10 h']);
    expect(labels(SHARE)).toEqual(['0.2', '0.4', '0.6', '0.8']);
  });

  test('are never more than asked for', () => {
    for (const most of [2, 3, 4, 5])
      expect(axisTicks(BYTES, most).length).toBeLessThanOrEqual(most);
  });
});
