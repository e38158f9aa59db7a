import { axis, baseLayout, type ChartTheme, drawnText, type Figure, figureOf } from './figure.ts';

/** A measure of several contenders over many seeds. */
export interface SpreadChart {
  readonly measure: string;
  readonly rows: readonly {
    readonly name: string;
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

const KINDS = [
  { ensemble: false, name: 'detector', symbol: 'circle', colour: 'accent' },
  { ensemble: true, name: 'ensemble', symbol: 'diamond-open', colour: 'anomaly' },
] as const;

/** Means as points with a bar of one standard deviation each way; the best member as a line. */
export function spreadFigure(chart: SpreadChart, theme: ChartTheme): Figure {
  const { measure, rows, best, summary, table } = chart;
  const height = 120 + 26 * rows.length;
  return figureOf({
    height,
    data: KINDS.map(({ ensemble, name, symbol, colour }) => {
      const own = rows.filter((row) => row.ensemble === ensemble);
      return {
        type: 'scatter',
        mode: 'markers',
        name,
        x: own.map(({ mean }) => mean),
        y: own.map((row) => row.name),
        error_x: {
          type: 'data',
          array: own.map(({ deviation }) => deviation ?? 0),
          color: theme[colour],
          thickness: 1.5,
          width: 4,
        },
        marker: { color: theme[colour], symbol, size: 10, line: { width: 2 } },
        hovertemplate: `%{y}<br>${drawnText(measure)} %{x:.6f} ± %{error_x.array:.6f}<extra></extra>`,
      };
    }),
    layout: {
      ...baseLayout(theme, height),
      margin: { l: 8, r: 16, t: 40, b: 48 },
      showlegend: true,
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
