import { entryAt } from '../data/entry-at.ts';
import { axis, baseLayout, type ChartTheme, type Figure, figureOf } from './figure.ts';
import type { Look } from './looks.ts';
import type { ColourName } from './palette.ts';

/** Counts by step of time: a row for each kind of traffic, and for each detector's alerts. */
export interface TimelineChart {
  /** Where the first step begins. Seconds since 1970 UTC. */
  readonly start: number;
  /** How long each is. Seconds. */
  readonly width: number;
  readonly rows: readonly TimelineRow[];
  readonly summary: string;
}

export interface TimelineRow {
  readonly name: string;
  readonly kind: 'traffic' | 'attack' | 'alerts';
  /** Of the class, or of the detector. */
  readonly look: Look;
  /** One count per step. */
  readonly flows: Uint32Array;
}

/** Steps that the table lists at most; those without a flow are left out of it. */
const MOST_LISTED = 500;

/** Draws counts over time, each row as dark as it is full beside its own fullest step. */
export function timelineFigure(chart: TimelineChart, theme: ChartTheme): Figure {
  const { start, width, rows, summary } = chart;
  const height = 96 + 24 * rows.length;
  const moments = Array.from(rows[0]?.flows ?? [], (_, step) => momentOf(start + step * width));
  return figureOf({
    height,
    // Dates stand side by side.
    leastWidth: 300,
    data: [
      ...coloursOf(rows).map((colour) => trace(rows, colour, moments, theme)),
      hairlines(rows, moments, theme),
    ],
    layout: {
      ...baseLayout(theme, height),
      margin: { l: 8, r: 8, t: 8, b: 40 },
      xaxis: axis('', theme, {
        type: 'date',
        range: [momentOf(start - width / 2), momentOf(start + (moments.length - 0.5) * width)],
        showgrid: false,
      }),
      yaxis: axis('', theme, {
        type: 'category',
        range: [rows.length - 0.5, -0.5],
        dtick: 1,
        categoryorder: 'array',
        categoryarray: rows.map(({ name }) => name),
        showgrid: false,
      }),
    },
    summary,
    table: tableOf(rows, moments),
  });
}

/** Each colour of a row, once. */
function coloursOf(rows: readonly TimelineRow[]): ColourName[] {
  return [...new Set(rows.map(({ look }) => look.colour))];
}

/** The rows of one colour. Plotly wants every row of the axis: the others stay empty. */
function trace(
  rows: readonly TimelineRow[],
  colour: ColourName,
  moments: readonly string[],
  theme: ChartTheme,
) {
  return {
    type: 'heatmap',
    x: moments,
    y: rows.map(({ name }) => name),
    z: rows.map(({ look, flows }) =>
      look.colour === colour ? shades(flows) : [...flows].map(() => null),
    ),
    customdata: rows.map(({ flows }) => [...flows]),
    zmin: 0,
    zmax: 1,
    xgap: 0,
    ygap: 3,
    showscale: false,
    hoverongaps: false,
    colorscale: [
      [0, `${theme[colour]}30`],
      [1, theme[colour]],
    ],
    hovertemplate: '%{y}<br>%{x} UTC<br>%{customdata} flows<extra></extra>',
  };
}

/** A hairline in each step of an attack: on a phone a single step is too narrow to be drawn itself. */
function hairlines(rows: readonly TimelineRow[], moments: readonly string[], theme: ChartTheme) {
  const marks = rows
    .filter(({ kind }) => kind === 'attack')
    .flatMap(({ name, flows }) =>
      shades(flows).flatMap((shade, step) => (shade === null ? [] : [{ name, step, shade }])),
    );
  return {
    type: 'scatter',
    mode: 'markers',
    x: marks.map(({ step }) => moments[step]),
    y: marks.map(({ name }) => name),
    marker: {
      symbol: 'line-ns',
      size: 14,
      opacity: marks.map(({ shade }) => shade),
      line: { width: 1.5, color: theme.anomaly },
    },
    hoverinfo: 'skip',
    showlegend: false,
  };
}

/** Square roots, so that one full step does not wash out the rest; `null`: there was nothing. */
function shades(flows: Uint32Array): (number | null)[] {
  const most = flows.reduce((a, b) => Math.max(a, b), 0);
  return Array.from(flows, (count) => (count === 0 ? null : Math.sqrt(count / most)));
}

/** As Plotly reads a date: without a zone it stays as it is, here UTC. */
function momentOf(time: number): string {
  return new Date(1000 * time).toISOString().slice(0, 19).replace('T', ' ');
}

function tableOf(rows: readonly TimelineRow[], moments: readonly string[]): Figure['table'] {
  const filled = [...moments.entries()].filter(([step]) =>
    rows.some(({ flows }) => entryAt(flows, step, 'step') > 0),
  );
  const listed = filled.slice(0, MOST_LISTED);
  return {
    columns: ['from, UTC', ...rows.map(({ name }) => name)],
    rows: listed.map(([step, moment]) => [
      moment,
      ...rows.map(({ flows }) => entryAt(flows, step, 'step')),
    ]),
  };
}
