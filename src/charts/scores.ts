import type { DensityCurve } from '../eval/distributions/density.ts';
import type { Histogram } from '../eval/distributions/histogram.ts';
import { describeMark, histogramTable, histogramTrace } from './distribution.ts';
import {
  axis,
  baseLayout,
  type ChartTheme,
  classColour,
  classLook,
  type Figure,
  type FlowMark,
  figureOf,
  markOf,
} from './figure.ts';
import { formatNumber } from './format.ts';

/** Anomaly scores of one detector (higher = more anomalous), by class. */
export interface ScoredClasses {
  readonly classes: readonly {
    readonly name: string;
    readonly histogram: Histogram;
    readonly density: DensityCurve | null;
  }[];
  readonly percentile90: number;
  /** The detector's own. */
  readonly threshold: number;
}

/** Histogram and smooth curve per class, the 90th percentile and the detector's own threshold. */
export function scoreFigure(scores: ScoredClasses, theme: ChartTheme, mark?: FlowMark): Figure {
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
      `by its own threshold the detector flags what scores above ${formatNumber(threshold)}.` +
      describeMark(mark),
    table: histogramTable(classes),
  });
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
