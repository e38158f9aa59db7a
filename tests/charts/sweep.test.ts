import { describe, expect, it } from 'vitest';
import type { Figure } from '../../src/charts/figure.ts';
import { lossFigure } from '../../src/charts/leave-out.ts';
import { LOOKS } from '../../src/charts/looks.ts';
import { type SweepChart, sweepFigure } from '../../src/charts/sweep.ts';
import { THEME } from './theme.ts';

const SWEEP: SweepChart = {
  parameter: 'gamma',
  measure: 'F1',
  values: [0, 0.01, 1, 'scale', 'auto'],
  current: 1,
  byRatio: true,
  share: true,
  series: [
    { name: 'A', look: LOOKS['accent-circle'], figures: [0.1, 0.2, 0.3, 0.4, null] },
    { name: 'B', look: LOOKS['ink-square'], figures: [0.5, null, 0.6, 0.7, 0.8] },
  ],
  summary: 'A is best at scale.',
  table: { columns: ['gamma', 'A'], rows: [[0, 0.1]] },
};

const bar = (name: string, loss: number, meaningful = true) => ({
  name,
  loss,
  meaningful,
  words: `${loss > 0 ? 'loses' : 'gains'} ${Math.abs(loss)}`,
});

const LOSSES = lossFigure(
  {
    bars: [bar('a', 0.3), bar('b', 0.001, false), bar('c', -0.1)],
    summary: 'A is missed most.',
    table: { columns: ['without', 'lost'], rows: [['a', 0.3]] },
  },
  THEME,
);

const traces = ({ data }: Figure) =>
  data as readonly {
    name: string;
    x: number[];
    y: (number | null)[];
    line: { dash: string };
    marker: { symbol: string; pattern: { shape: string } };
  }[];

describe('a sweep', () => {
  const figure = sweepFigure(SWEEP, THEME);

  it('places numbers on the axis, a gap where there is no figure', () => {
    const [a, , , b] = traces(figure);
    expect([a.x, a.y]).toEqual([
      [0.01, 1],
      [0.2, 0.3],
    ]);
    expect(b.y).toEqual([null, 0.6]);
  });

  it('draws what has no place on the axis as a level line from end to end', () => {
    expect(traces(figure).map(({ name, y }) => [name, ...y])).toEqual([
      ['A', 0.2, 0.3],
      ['A, 0', 0.1, 0.1],
      ['A, scale', 0.4, 0.4],
      ['B', null, 0.6],
      ['B, 0', 0.5, 0.5],
      ['B, scale', 0.7, 0.7],
      ['B, auto', 0.8, 0.8],
    ]);
    expect(traces(figure)[2].x).toEqual([0.01, 1]);
  });

  it('tells lines apart by marker and dash', () => {
    const looks = traces(figure).map(({ marker, line }) => `${marker.symbol} ${line.dash}`);
    expect(new Set(looks).size).toBe(looks.length);
    expect(looks).toEqual([
      ...['circle solid', 'circle-open solid', 'circle-open-dot solid'],
      ...['square dash', 'square-open dash', 'square-open-dot dash', 'square-dot dash'],
    ]);
  });

  it('marks where the parameter stands; on an axis of ratios an annotation stands at its exponent', () => {
    const { xaxis, shapes, annotations } = sweepFigure({ ...SWEEP, current: 0.01 }, THEME)
      .layout as unknown as {
      xaxis: { type: string };
      shapes: { x0: number }[];
      annotations: { x: number; text: string }[];
    };
    expect(xaxis.type).toBe('log');
    expect(shapes[0].x0).toBe(0.01);
    expect(annotations[0]).toMatchObject({ x: -2, text: 'set to 0.01' });
  });

  it('names a word that is set beside its line instead', () => {
    const set = sweepFigure({ ...SWEEP, current: 'scale' }, THEME);
    expect(set.layout).not.toHaveProperty('shapes');
    expect(traces(set).map(({ name }) => name)).toContain('A, scale (set)');
  });

  it('takes 0 and words on an even axis, too, even with no number at all', () => {
    const even = sweepFigure({ ...SWEEP, byRatio: false }, THEME);
    expect(traces(even)[0].x).toEqual([0, 0.01, 1]);
    const words = sweepFigure(
      {
        ...SWEEP,
        values: ['auto'],
        series: [{ name: 'A', look: LOOKS['accent-circle'], figures: [0.4] }],
      },
      THEME,
    );
    expect(traces(words).map(({ x }) => x)).toEqual([[], [0, 1]]);
  });
});

describe('what is lost', () => {
  it('is told apart by name and pattern, not by colour and side alone', () => {
    expect(traces(LOSSES).map(({ name, y }) => [name, ...y])).toEqual([
      ['Loses without it', 'a'],
      ['Gains without it', 'c'],
      ['Too little to tell', 'b'],
    ]);
    expect(new Set(traces(LOSSES).map(({ marker }) => marker.pattern.shape)).size).toBe(3);
  });

  it('keeps the order of the ranking, whatever the kinds', () => {
    expect(LOSSES.layout.yaxis).toMatchObject({ categoryarray: ['a', 'b', 'c'] });
  });

  it('has room for every bar', () => {
    const { range } = LOSSES.layout.xaxis as { range: [number, number] };
    expect(range[0]).toBeLessThan(-0.1);
    expect(range[1]).toBeGreaterThan(0.3);
  });
});

it.each([
  ['a sweep', sweepFigure(SWEEP, THEME)],
  ['what is lost', LOSSES],
])('%s is a plain value without WebGL', (_, { data, layout }) => {
  expect(JSON.parse(JSON.stringify({ data, layout }))).toEqual({ data, layout });
  for (const { type } of data) expect(type).not.toMatch(/gl|3d|mapbox/);
});
