import { describe, expect, it } from 'vitest';
import { axisTicks } from '../../src/charts/axes/axis-ticks.ts';
import { mirroredPlace, mirroredTraces, mirroredValue } from '../../src/charts/axes/mirrored.ts';
import { formatWithUnit } from '../../src/charts/axes/units.ts';
import { sharedHistogram } from '../../src/eval/distributions/shared-histogram.ts';
import { THEME } from './theme.ts';

describe('values have the unit that fits their size', () => {
  it.each([
    [0, 'bytes', '0 B'],
    [65, 'bytes', '65 B'],
    [1000, 'bytes', '1 kB'],
    [999.9, 'bytes', '1 kB'],
    [3_170_000, 'bytes', '3.17 MB'],
    [1e16, 'bytes', '10,000 TB'],
    [2500, 'bytes/s', '2.5 kB/s'],
    [12, 'bytes/packet', '12 B/packet'],
    [0.25, 'seconds', '250 ms'],
    [60, 'seconds', '1 min'],
    [7200, 's', '2 h'],
    [0, 'seconds', '0 s'],
    [433, 'packets', '433'],
    [99_091, 'packets', '99.1 k'],
    [-0.5, '', '-0.5'],
    [3, 'bytesize', '3'],
  ])('%d %s is %s', (value, unit, text) => expect(formatWithUnit(value, unit)).toBe(text));
});

describe('ticks stand at round values', () => {
  const texts = (kind: 'linear' | 'log', low: number, high: number, unit: string) =>
    axisTicks({ scale: { kind }, low, high }, unit).map(({ text }) => text);

  it.each([
    ['log', 0.0148, 45_269_219, 'bytes/s', ['0.1 B/s', '10 B/s', '1 kB/s', '100 kB/s', '10 MB/s']],
    ['log', 0.001, 85_435, 'seconds', ['1 ms', '100 ms', '10 s', '10 min', '10 h']],
    ['log', 1.2, 8.5, '', ['2', '5']],
    ['linear', 0.000158, 0.9999, '', ['0', '0.2', '0.4', '0.6', '0.8', '1']],
    ['linear', 0, 3500, 'seconds', ['0 s', '10 min', '20 min', '30 min', '40 min', '50 min']],
    ['linear', 0, 12_000_000, 'bytes', ['0 B', '2 MB', '4 MB', '6 MB', '8 MB', '10 MB', '12 MB']],
  ] as const)('%s from %d to %d %s', (kind, low, high, unit, expected) => {
    expect(texts(kind, low, high, unit)).toEqual(expected);
  });

  it('say how far from the centre, and leave each other room', () => {
    const scale = { kind: 'signed-log', centre: -196.8, unit: 1e-5 } as const;
    const ticks = axisTicks({ scale, low: -197, high: -1 }, '');
    expect(ticks.map(({ text }) => text)).toEqual(
      expect.arrayContaining(['−0.1', '0', '+0.01', '+1', '+100']),
    );
    expect(ticks.length).toBeLessThanOrEqual(11);
  });
});

describe('classes on both sides of one axis', () => {
  const values = Float64Array.from({ length: 100 }, (_, i) => i);
  const axis = { scale: { kind: 'linear' }, low: 10, high: 90 } as const;
  const shared = sharedHistogram(
    [
      { name: 'Normal', values },
      { name: 'Anomaly', values: values.slice(0, 20) },
    ],
    axis,
    8,
  );
  const traces = mirroredTraces(shared, '', THEME);

  it('are shares of their own class: normal above, anomalies below, together all of it', () => {
    const sums = traces.map(({ y }) => y.reduce((sum, share) => sum + share, 0));
    expect(sums[0]).toBeCloseTo(1, 9);
    expect(sums[1]).toBeCloseTo(-1, 9);
    expect(traces[0].y.every((share) => share >= 0)).toBe(true);
    expect(traces[1].y.every((share) => share <= 0)).toBe(true);
  });

  it('show what lies beyond as bars outside the ends', () => {
    expect(traces[0].x[0]).toBeLessThan(0);
    expect(traces[0].y[0]).toBeCloseTo(0.1, 9);
    expect(traces[0].x.at(-1)).toBeGreaterThan(8);
    expect(traces[0].y.at(-1)).toBeCloseTo(0.09, 9);
    expect(traces[1].x.at(-1)).toBeLessThan(8);
  });

  it('a value has a place, and a place its value', () => {
    expect(mirroredPlace(shared, 50)).toBe(4);
    expect(mirroredValue(shared, 4)).toBe(50);
    expect(mirroredPlace(shared, 5)).toBeLessThan(-1);
    expect(mirroredValue(shared, -1.25)).toBe(10);
    expect(mirroredValue(shared, 99)).toBe(90);
  });
});
