import { axis, baseLayout, type ChartTheme, drawnText, type Figure, figureOf } from './figure.ts';
import { colourOf, type Look } from './looks.ts';

/** Two shares of each of some things: before and after. */
export interface GainChart {
  readonly axis: string;
  readonly before: string;
  readonly after: string;
  /** Of the detector that finds them. */
  readonly look: Look;
  readonly rows: readonly {
    readonly name: string;
    readonly before: number | null;
    readonly after: number | null;
  }[];
  readonly summary: string;
  readonly table: Figure['table'];
}

/** Both shares on one line per thing, joined: open is before, filled is after. */
export function gainFigure(chart: GainChart, theme: ChartTheme): Figure {
  const { look, rows, summary, table } = chart;
  const height = 120 + 30 * rows.length;
  const names = rows.map(({ name }) => name);
  const color = colourOf(look, theme);
  const points = (which: 'before' | 'after', symbol: string) => ({
    type: 'scatter',
    mode: 'markers',
    name: chart[which],
    x: rows.map((row) => row[which]),
    y: names,
    marker: { color, symbol, size: 11, line: { width: 2, color } },
    hovertemplate: `%{y}<br>${drawnText(chart[which])}: %{x:.1%}<extra></extra>`,
  });
  return figureOf({
    height,
    data: [points('before', `${look.symbol}-open`), points('after', look.symbol)],
    layout: {
      ...baseLayout(theme, height),
      margin: { l: 8, r: 16, t: 40, b: 48 },
      showlegend: true,
      xaxis: axis(chart.axis, theme, { range: [-0.04, 1.04], tickformat: '.0%' }),
      yaxis: axis('', theme, {
        type: 'category',
        autorange: 'reversed',
        dtick: 1,
        categoryorder: 'array',
        categoryarray: names,
      }),
      shapes: rows.flatMap(({ name, before, after }) =>
        before === null || after === null ? [] : [joint(name, before, after, theme)],
      ),
    },
    summary,
    table,
  });
}

function joint(name: string, x0: number, x1: number, theme: ChartTheme) {
  return { type: 'line', x0, x1, y0: name, y1: name, line: { color: theme.ink, width: 1 } };
}
