import { entryAt } from '../data/entry-at.ts';
import type { DensityCurve } from '../eval/distributions/density.ts';
import type { Histogram } from '../eval/distributions/histogram.ts';
import { binsOf } from './axes/bins.ts';
import {
  axis,
  baseLayout,
  type ChartTheme,
  classColour,
  classLook,
  classMarker,
  type Figure,
  type FlowMark,
  figureOf,
  markOf,
} from './figure.ts';
import { formatCount, formatNumber } from './format.ts';

/*
 * Features and scores as the reference draws them, to be laid beside it. What the lab shows by itself
 * is in distribution.ts and scores.ts.
 */

/** A class of values counted into bins. */
interface BinnedClass {
  readonly name: string;
  readonly histogram: Histogram;
}

/** The reference's plot of a feature: histograms over each other, each class over its own range. */
export function referenceDistributionFigure(
  feature: string,
  unit: string,
  classes: readonly BinnedClass[],
  theme: ChartTheme,
  mark?: FlowMark,
): Figure {
  const height = 280;
  return figureOf({
    height,
    data: classes.map(({ name, histogram }) => histogramTrace(name, histogram, theme)),
    layout: {
      ...baseLayout(theme, height),
      barmode: 'overlay',
      bargap: 0,
      xaxis: axis(unit === '' ? feature : unit, theme, { exponentformat: 'power' }),
      yaxis: axis('density', theme),
      ...markOf(mark, theme),
    },
    summary: `${classes.map(describe).join('; ')}.${describeMark(mark)}`,
    table: histogramTable(classes),
  });
}

/** Anomaly scores of one detector (higher = more anomalous), by class. */
interface ScoredClasses {
  readonly classes: readonly {
    readonly name: string;
    readonly histogram: Histogram;
    readonly density: DensityCurve | null;
  }[];
  readonly percentile90: number;
  readonly threshold: number;
}

/**
 * The reference's plot of scores: histogram and smooth curve per class, the 90th percentile and the
 * detector's own threshold.
 */
export function referenceScoreFigure(
  scores: ScoredClasses,
  theme: ChartTheme,
  mark?: FlowMark,
): Figure {
  const { classes, percentile90, threshold } = scores;
  const height = 360;
  const marked = markOf(mark, theme);
  const curves = classes.flatMap(({ name, density }) =>
    density === null
      ? []
      : {
          type: 'scatter',
          mode: 'lines',
          name: `${name}, smoothed`,
          x: [...density.x],
          y: [...density.density],
          hoverinfo: 'skip',
          line: {
            color: classColour(name, theme),
            width: 2,
            dash: classLook(name).dash,
          },
        },
  );
  return figureOf({
    height,
    data: [
      ...classes.map(({ name, histogram }) => histogramTrace(name, histogram, theme)),
      ...curves,
    ],
    layout: {
      ...baseLayout(theme, height),
      margin: { l: 64, r: 12, t: 40, b: 48 },
      barmode: 'overlay',
      bargap: 0,
      xaxis: axis('anomaly score', theme),
      yaxis: axis('density', theme),
      shapes: [line(percentile90, 'dash', theme), line(threshold, 'dot', theme), ...marked.shapes],
      annotations: [
        label(percentile90, '90th percentile', 1, theme),
        label(threshold, 'its own threshold', 0.9, theme),
        ...marked.annotations,
      ],
    },
    summary:
      `Higher is more anomalous. Nine tenths of all scores lie below ${formatNumber(percentile90)}; ` +
      `scores above its own threshold, ${formatNumber(threshold)}, raise an alert.` +
      describeMark(mark),
    table: histogramTable(classes),
  });
}

/** Bars from edge to edge, as high as the density. */
function histogramTrace(name: string, histogram: Histogram, theme: ChartTheme) {
  const bins = binsOf(histogram);
  return {
    type: 'bar',
    name,
    // Plotly places a bar by its left edge when the offset is 0.
    x: bins.map(({ from }) => from),
    offset: 0,
    width: bins.map(({ from, to }) => to - from),
    y: [...histogram.density],
    customdata: bins.map(({ from, to, count }) => [formatNumber(from), formatNumber(to), count]),
    hovertemplate:
      '%{fullData.name}<br>%{customdata[0]} to %{customdata[1]}: %{customdata[2]} flows<extra></extra>',
    marker: classMarker(name, theme, 0.6),
  };
}

/** Where the marked flow lies, as a sentence to put after others. */
function describeMark(mark: FlowMark | undefined): string {
  return mark === undefined ? '' : ` Marked: ${mark.name} at ${formatNumber(mark.at)}.`;
}

/** Where most of a class lies, in words. */
function describe({ name, histogram }: BinnedClass): string {
  const fullest = binsOf(histogram).reduce((best, bin) => (bin.count > best.count ? bin : best));
  const total = histogram.counts.reduce((sum, count) => sum + count, 0);
  const range = `${formatNumber(fullest.from)} to ${formatNumber(fullest.to)}`;
  return `${name} is most often ${range} (${formatCount(fullest.count)} of ${formatCount(total)} flows)`;
}

/** Every bin of every class. */
function histogramTable(classes: readonly BinnedClass[]) {
  return {
    columns: ['class', 'from', 'to', 'flows', 'density'],
    rows: classes.flatMap(({ name, histogram }) =>
      binsOf(histogram).map(({ from, to, count }, i) => [
        name,
        formatNumber(from),
        formatNumber(to),
        count,
        entryAt(histogram.density, i, 'density').toPrecision(4),
      ]),
    ),
  };
}

function line(x: number, dash: string, theme: ChartTheme) {
  return {
    type: 'line',
    x0: x,
    x1: x,
    y0: 0,
    y1: 1,
    yref: 'paper',
    line: { color: theme.ink, width: 2, dash },
  };
}

function label(x: number, text: string, y: number, theme: ChartTheme) {
  return {
    x,
    y,
    yref: 'paper',
    text,
    showarrow: false,
    xanchor: 'left',
    xshift: 4,
    font: { color: theme.ink, size: 12 },
  };
}
