import { axis, baseLayout, type ChartTheme, drawnText, type Figure, figureOf } from './figure.ts';
import { colourOf, type Look } from './looks.ts';

/** A measure of several contenders over many seeds. */
export interface SpreadChart {
  readonly measure: string;
  readonly rows: readonly {
    readonly name: string;
    readonly look: Look;
    /** One of many ensembles, all of one look: its mark is open. */
    readonly ensemble: boolean;
    readonly mean: number;
    /** `null`: one seed has no spread. */
    readonly deviation: number | null;
  }[];
  /** The mean that the others are held against. */
  readonly best: number | null;
  readonly summary: string;
  readonly table: Figure['table'];
}

/** Means as points with a bar of one standard deviation each way; the best member as a line. */
export function spreadFigure(chart: SpreadChart, theme: ChartTheme): Figure {
  const { measure, rows, best, summary, table } = chart;
  const height = 92 + 26 * rows.length;
  return figureOf({
    height,
    data: rows.map(({ name, look, ensemble, mean, deviation }) => {
      const color = colourOf(look, theme);
      const symbol = ensemble ? `${look.symbol}-open` : look.symbol;
      return {
        type: 'scatter',
        mode: 'markers',
        name,
        x: [mean],
        y: [name],
        error_x: { type: 'data', array: [deviation ?? 0], color, thickness: 1.5, width: 4 },
        marker: { color, symbol, size: 10, line: { width: 2 } },
        hovertemplate: `%{y}<br>${drawnText(measure)} %{x:.6f} ± %{error_x.array:.6f}<extra></extra>`,
      };
    }),
    layout: {
      ...baseLayout(theme, height),
      margin: { l: 8, r: 16, t: 12, b: 48 },
      // The axis names each of them.
      showlegend: false,
      xaxis: axis(measure, theme),
      yaxis: axis('', theme, {
        type: 'category',
        autorange: 'reversed',
        dtick: 1,
        categoryorder: 'array',
        categoryarray: rows.map(({ name }) => name),
      }),
      ...(best !== null && { shapes: [bestLine(best, theme)] }),
    },
    summary,
    table,
  });
}

function bestLine(best: number, theme: ChartTheme) {
  return {
    type: 'line',
    x0: best,
    x1: best,
    y0: 0,
    y1: 1,
    yref: 'paper',
    line: { color: theme.ink, width: 1, dash: 'dash' },
  };
}
