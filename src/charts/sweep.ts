import { axis, baseLayout, type ChartTheme, drawnText, type Figure, figureOf } from './figure.ts';
import { type Look, strokeOf } from './looks.ts';

/** A measure against the values of a parameter, a line per detector. */
export interface SweepChart {
  /** The parameter's name. */
  readonly parameter: string;
  readonly measure: string;
  readonly values: readonly (number | string)[];
  /** What the parameter is set to. */
  readonly current: number | string;
  /** Whether values are told apart by ratio. */
  readonly byRatio: boolean;
  /** Whether the measure is a share 0 … 1. */
  readonly share: boolean;
  readonly series: readonly {
    readonly name: string;
    readonly look: Look;
    /** As many as there are values; `null` where there is none. */
    readonly figures: readonly (number | null)[];
  }[];
  readonly summary: string;
  readonly table: Figure['table'];
}

/** From so many values on, the axis chooses its own ticks. */
const MANY = 12;

/**
 * Draws a sweep. A value that has no place on the axis, a word or, where ratios count, a number
 * that is not above 0, is a level line across it.
 */
export function sweepFigure(chart: SweepChart, theme: ChartTheme): Figure {
  const height = 360;
  const { parameter, measure, byRatio, share, current, series, summary, table } = chart;
  const placed = chart.values.filter((value) => hasPlace(value, byRatio));
  return figureOf({
    height,
    data: series.flatMap((one) => [
      lineTrace(one, chart, theme),
      ...levelTraces(one, chart, placed, theme),
    ]),
    layout: {
      ...baseLayout(theme, height),
      margin: { l: 64, r: 12, t: 64, b: 56 },
      showlegend: true,
      xaxis: axis(parameter, theme, {
        type: byRatio ? 'log' : 'linear',
        ...(placed.length <= MANY && { tickvals: placed, ticktext: placed.map(String) }),
      }),
      yaxis: axis(
        measure,
        theme,
        share ? { range: [-0.03, 1.05], dtick: 0.2 } : { rangemode: 'tozero' },
      ),
      ...(hasPlace(current, byRatio) && currentMark(current, byRatio, theme)),
    },
    summary,
    table,
  });
}

type Series = SweepChart['series'][number];

function hasPlace(value: number | string, byRatio: boolean): value is number {
  return typeof value === 'number' && (!byRatio || value > 0);
}

function lineTrace(
  { name, look, figures }: Series,
  { values, byRatio, parameter }: SweepChart,
  theme: ChartTheme,
) {
  const points = values.flatMap((value, i) =>
    hasPlace(value, byRatio) ? [{ x: value, y: figures[i] }] : [],
  );
  return {
    type: 'scatter',
    mode: 'lines+markers',
    name,
    x: points.map(({ x }) => x),
    y: points.map(({ y }) => y),
    ...strokeOf(look, theme),
    hovertemplate: `${drawnText(name)}<br>${drawnText(parameter)} %{x}<br>%{y:.6~g}<extra></extra>`,
  };
}

/** What marks the first, second and third level of one line, as Plotly's names end. */
const LEVEL_MARKS = ['open', 'open-dot', 'dot'];

function levelTraces(
  { name, look, figures }: Series,
  { values, byRatio, parameter, current }: SweepChart,
  placed: readonly number[],
  theme: ChartTheme,
) {
  const ends = placed.length > 0 ? [placed[0], placed[placed.length - 1]] : [0, 1];
  const { line, marker } = strokeOf(look, theme);
  const levels = values.filter((value) => !hasPlace(value, byRatio));
  return values.flatMap((value, i) => {
    const figure = figures[i];
    if (hasPlace(value, byRatio) || figure === null) return [];
    const ending = LEVEL_MARKS[levels.indexOf(value) % LEVEL_MARKS.length];
    return {
      type: 'scatter',
      mode: 'lines+markers',
      name: `${name}, ${value}${value === current ? ' (set)' : ''}`,
      x: ends,
      y: [figure, figure],
      line: { ...line, width: 1 },
      marker: { ...marker, symbol: `${look.symbol}-${ending}` },
      hovertemplate: `${drawnText(name)}<br>${drawnText(`${parameter} ${value}`)}<br>%{y:.6~g}<extra></extra>`,
    };
  });
}

/** A line where the parameter stands. On a logarithmic axis an annotation is placed by exponent. */
function currentMark(current: number, byRatio: boolean, theme: ChartTheme) {
  return {
    shapes: [
      {
        type: 'line',
        x0: current,
        x1: current,
        y0: 0,
        y1: 1,
        yref: 'paper',
        line: { color: theme.ink, width: 2, dash: 'dashdot' },
      },
    ],
    annotations: [
      {
        x: byRatio ? Math.log10(current) : current,
        y: 1,
        yref: 'paper',
        text: `set to ${current}`,
        showarrow: false,
        xanchor: 'left',
        yanchor: 'top',
        xshift: 4,
        font: { color: theme.ink, size: 12 },
      },
    ],
  };
}
