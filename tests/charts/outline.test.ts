import { describe, expect, it } from 'vitest';
import { outlineOf } from '../../src/ui/kit/charts/outline.ts';

describe('what stands where a chart will be', () => {
  it('columns rise from 0 to their height, those below 0 hang', () => {
    const bars = { type: 'bar', x: [0, 1, 2], y: [1, 3, -1] };
    expect(outlineOf({ data: [bars] })).toBe('M0 75L0 50M50 75L50 0M100 75L100 100');
  });

  it('a line is a line, its values as far apart as they are', () => {
    const line = { type: 'scatter', x: [0, 10, 40], y: [0, 1, 2] };
    expect(outlineOf({ data: [line] })).toBe('M0 100L25 50L100 0');
  });

  it('what is neither, or empty, or no number leaves the axes alone', () => {
    expect(outlineOf({ data: [] })).toBe('');
    expect(outlineOf({ data: [{ type: 'heatmap', x: ['a'], y: ['b'], z: [[1]] }] })).toBe('');
    expect(outlineOf({ data: [{ type: 'bar', x: [], y: [] }] })).toBe('');
    expect(
      outlineOf({ data: [{ type: 'scatter', x: [1, 2], y: [null, Number.NaN] }] }),
    ).not.toContain('NaN');
  });

  it('is short, however many points there are', () => {
    const x = Array.from({ length: 100_000 }, (_, i) => i);
    expect(outlineOf({ data: [{ type: 'scatter', x, y: x }] }).length).toBeLessThan(2000);
  });
});
