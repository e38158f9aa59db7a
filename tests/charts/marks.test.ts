import { describe, expect, it } from 'vitest';
import { countsFigure } from '../../src/charts/counts.ts';
import { distributionFigure } from '../../src/charts/distribution.ts';
import type { Figure, FlowMark } from '../../src/charts/figure.ts';
import { scoreFigure } from '../../src/charts/scores.ts';
import { sharedHistogram } from '../../src/eval/distributions/shared-histogram.ts';
import { THEME } from './theme.ts';

const values = Float64Array.from({ length: 100 }, (_, i) => 10 ** (i / 20));
const classes = [{ name: 'Normal', values }];
const axis = { scale: { kind: 'log' }, low: 10, high: 1000 } as const;
const shared = sharedHistogram(classes, axis, 20);
const summary = { lowerQuartile: 1, median: 10, upperQuartile: 100 };

function markAt(at: number): Figure {
  const distribution = { feature: 'duration', unit: 's', classes: [{ name: 'Normal', summary }] };
  return distributionFigure(distribution, shared, THEME, { at, name: 'flow 7' });
}

const lineOf = ({ layout }: Figure) => (layout.shapes as { x0: number }[])[0].x0;

describe('a marked flow', () => {
  it('stands at its value on the axis, in words too', () => {
    expect(lineOf(markAt(100))).toBeCloseTo(10, 9);
    expect(markAt(100).summary).toMatch(/Marked: flow 7 at 1.67 min\.$/);
    expect(JSON.stringify(markAt(100).layout)).toContain('◆ flow 7');
  });

  it('stands with what is beyond where the axis does not reach it, as a logarithm does not 0', () => {
    expect(lineOf(markAt(0))).toBeLessThan(-1);
    expect(lineOf(markAt(1e6))).toBeGreaterThan(21);
  });

  it('is one more line in the score chart, unlike the lines that are there', () => {
    const point = { alerts: 3, judged: null };
    const dashes = (mark?: FlowMark) =>
      (
        scoreFigure(shared, { point, threshold: 50, own: 80 }, THEME, mark).layout.shapes as {
          line: { dash: string };
        }[]
      ).map(({ line }) => line.dash);
    const marked = dashes({ at: 10, name: 'flow 7' });
    expect(marked.length).toBe(dashes().length + 1);
    expect(new Set(marked).size).toBe(marked.length);
  });
});

it('bars that can be chosen carry the same keys as their rows of numbers', () => {
  const counts = [
    { name: 'c2 beacon', count: 50, key: 'c2_beacon' },
    { name: 'ddos', count: 30, key: 'ddos' },
  ];
  const { data, table } = countsFigure('Flows per attack', counts, 'anomaly', THEME);
  expect(data[0].ids).toEqual(['c2_beacon', 'ddos']);
  expect(table.keys).toEqual(data[0].ids);
});
