import { describe, expect, it } from 'vitest';
import { countsFigure } from '../../src/charts/counts.ts';
import { distributionFigure } from '../../src/charts/distribution.ts';
import type { Figure } from '../../src/charts/figure.ts';
import { scoreFigure } from '../../src/charts/scores.ts';
import { histogram } from '../../src/eval/distributions/histogram.ts';
import { THEME } from './theme.ts';

const binned = histogram(Float64Array.of(1, 10, 100), { bins: 3 });

function distribution(at: number | undefined, logarithmic: boolean): Figure {
  const mark = at === undefined ? undefined : { at, name: 'flow 7' };
  return distributionFigure(
    'duration',
    's',
    [{ name: 'Normal', histogram: binned }],
    logarithmic,
    THEME,
    mark,
  );
}

describe('a marked flow', () => {
  it('stands at its value on either axis, in words too', () => {
    const linear = distribution(100, false);
    expect(linear.layout).toMatchObject({ shapes: [{ x0: 100, x1: 100 }] });
    expect(linear.layout).toMatchObject({ annotations: [{ x: 100, text: '◆ flow 7' }] });
    expect(linear.summary).toMatch(/Marked: flow 7 at 100\.$/);
    // Plotly places shapes by value and annotations by exponent.
    const logarithmic = distribution(100, true);
    expect(logarithmic.layout).toMatchObject({ shapes: [{ x0: 100 }], annotations: [{ x: 2 }] });
  });

  it('has no place on a logarithmic axis at 0', () => {
    expect(distribution(0, true).layout).toMatchObject({ shapes: [], annotations: [] });
    expect(distribution(0, false).layout).toMatchObject({ shapes: [{ x0: 0 }] });
  });

  it('is one more line in the score chart, unlike the lines that are there', () => {
    const scores = {
      classes: [{ name: 'Normal', histogram: binned, density: null }],
      percentile90: 90,
      threshold: 80,
    };
    const dashes = (figure: Figure) =>
      (figure.layout.shapes as { line: { dash: string } }[]).map(({ line }) => line.dash);
    const plain = dashes(scoreFigure(scores, THEME));
    const marked = dashes(scoreFigure(scores, THEME, { at: 10, name: 'flow 7' }));
    expect(marked.length).toBe(plain.length + 1);
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
