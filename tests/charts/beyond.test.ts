import { describe, expect, it } from 'vitest';
import { gainFigure } from '../../src/charts/gain.ts';
import { CLASS_LOOKS, LOOKS } from '../../src/charts/looks.ts';
import { spreadFigure } from '../../src/charts/spread.ts';
import { timelineFigure } from '../../src/charts/timeline.ts';
import { THEME } from './theme.ts';

describe('the timeline', () => {
  const figure = timelineFigure(
    {
      start: 86_400,
      width: 3600,
      rows: [
        {
          ...{ name: 'normal', kind: 'traffic', look: CLASS_LOOKS.normal },
          flows: Uint32Array.of(4, 0, 1),
        },
        {
          ...{ name: 'ddos', kind: 'attack', look: CLASS_LOOKS.anomaly },
          flows: Uint32Array.of(0, 0, 9),
        },
      ],
      summary: 'Two kinds.',
    },
    THEME,
  );

  it('has a layer for each colour that is there, every row in each, as Plotly asks', () => {
    const layers = figure.data.filter(({ type }) => type === 'heatmap');
    expect(layers.map(({ z }) => z)).toEqual([
      [
        [1, null, 0.5],
        [null, null, null],
      ],
      [
        [null, null, null],
        [null, null, 1],
      ],
    ]);
  });

  it('shows the alerts of each detector in its own colour', () => {
    const alerts = (['ink-square', 'good-diamond'] as const).map((name) => ({
      ...{ name, kind: 'alerts' as const, look: LOOKS[name], flows: Uint32Array.of(2) },
    }));
    const { data } = timelineFigure({ start: 0, width: 60, rows: alerts, summary: '' }, THEME);
    const fullest = data.flatMap(({ colorscale }) => (colorscale as [number, string][])?.[1] ?? []);
    expect(fullest).toEqual([1, THEME.ink, 1, THEME.good]);
  });

  it('marks each step of an attack, however narrow it is drawn', () => {
    const marks = figure.data.filter(({ type }) => type === 'scatter');
    expect(marks.map(({ x, y }) => [x, y])).toEqual([[['1970-01-02 02:00:00'], ['ddos']]]);
  });

  it('tells the counts themselves, where the shade is one of the row', () => {
    expect(figure.data[0].customdata).toEqual([
      [4, 0, 1],
      [0, 0, 9],
    ]);
  });

  it('lists the steps that held a flow, by their beginning in UTC', () => {
    expect(figure.table.rows).toEqual([
      ['1970-01-02 00:00:00', 4, 0],
      ['1970-01-02 02:00:00', 1, 9],
    ]);
  });
});

describe('means and their spread', () => {
  const rows = [
    { name: 'a', look: LOOKS['ink-square'], ensemble: false, mean: 0.5, deviation: 0.1 },
    { name: 'b', look: LOOKS['anomaly-star'], ensemble: true, mean: 0.7, deviation: null },
  ];
  const chart = { measure: 'F1', rows, best: 0.5, summary: '', table: { columns: [], rows: [] } };

  it('tell detectors from ensembles by shape as well as colour', () => {
    const [detector, ensemble] = spreadFigure(chart, THEME).data;
    expect([detector.x, ensemble.x]).toEqual([[0.5], [0.7]]);
    expect(detector.marker).toMatchObject({ symbol: 'square', color: THEME.ink });
    expect(ensemble.marker).toMatchObject({ symbol: 'star-open', color: THEME.anomaly });
    expect((ensemble.error_x as { array: number[] }).array).toEqual([0]);
  });

  it('have a line at the best member, if there is one', () => {
    expect(spreadFigure(chart, THEME).layout.shapes).toMatchObject([{ x0: 0.5, x1: 0.5 }]);
    expect(spreadFigure({ ...chart, best: null }, THEME).layout.shapes).toBeUndefined();
  });
});

it('before and after are joined where both are known', () => {
  const figure = gainFigure(
    {
      axis: 'share',
      before: 'without',
      after: 'with',
      look: LOOKS['ink-square'],
      rows: [
        { name: 'ddos', before: 0.1, after: 0.9 },
        { name: 'port scan', before: null, after: 0.5 },
      ],
      summary: '',
      table: { columns: [], rows: [] },
    },
    THEME,
  );
  expect(figure.layout.shapes).toMatchObject([{ y0: 'ddos', x0: 0.1, x1: 0.9 }]);
  expect(figure.data.map(({ x }) => x)).toEqual([
    [0.1, null],
    [0.9, 0.5],
  ]);
  expect(figure.data.map(({ marker }) => marker)).toMatchObject([
    { symbol: 'square-open', color: THEME.ink },
    { symbol: 'square', color: THEME.ink },
  ]);
});
