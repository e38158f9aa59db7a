import type { Histogram } from '../eval/distributions/histogram.ts';
import {
  axis,
  baseLayout,
  type ChartTheme,
  classMarker,
  type Figure,
  type FlowMark,
  figureOf,
  markOf,
} from './figure.ts';
import { formatCount, formatNumber } from './format.ts';

/** A class of values counted into bins. */
export interface BinnedClass {
  readonly name: string;
  readonly histogram: Histogram;
}

/** Overlaid histograms, one per class, on a linear or a logarithmic axis; one flow may be marked. */
export function distributionFigure(
  feature: string,
  unit: string,
  classes: readonly BinnedClass[],
  logarithmic: boolean,
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
      xaxis: axis(unit === '' ? feature : unit, theme, {
        type: logarithmic ? 'log' : 'linear',
        exponentformat: 'power',
      }),
      yaxis: axis('density', theme, logarithmic ? { type: 'log', exponentformat: 'power' } : {}),
      ...markOf(mark, theme, logarithmic),
    },
    summary: `${classes.map(describe).join('; ')}.${describeMark(mark)}`,
    table: histogramTable(classes),
  });
}

/** Bars from edge to edge, as high as the density. */
export function histogramTrace(
  name: string,
  { edges, counts, density }: Histogram,
  theme: ChartTheme,
) {
  const lefts = [...edges.subarray(0, -1)];
  return {
    type: 'bar',
    name,
    // Plotly places a bar by its left edge on either axis when the offset is 0.
    x: lefts,
    offset: 0,
    width: lefts.map((left, i) => edges[i + 1] - left),
    y: [...density],
    customdata: lefts.map((left, i) => [formatNumber(left), formatNumber(edges[i + 1]), counts[i]]),
    hovertemplate:
      '%{fullData.name}<br>%{customdata[0]} to %{customdata[1]}: %{customdata[2]} flows<extra></extra>',
    marker: classMarker(name, theme, 0.6),
  };
}

/** Where the marked flow lies, as a sentence to put after others. */
export function describeMark(mark: FlowMark | undefined): string {
  return mark === undefined ? '' : ` Marked: ${mark.name} at ${formatNumber(mark.at)}.`;
}

/** Where most of a class lies, in words. */
function describe({ name, histogram }: BinnedClass): string {
  const { edges, counts } = histogram;
  const fullest = counts.indexOf(Math.max(...counts));
  const total = counts.reduce((sum, count) => sum + count, 0);
  const range = `${formatNumber(edges[fullest])} to ${formatNumber(edges[fullest + 1])}`;
  return `${name} is most often ${range} (${formatCount(counts[fullest])} of ${formatCount(total)} flows)`;
}

/** Every bin of every class. */
export function histogramTable(classes: readonly BinnedClass[]) {
  return {
    columns: ['class', 'from', 'to', 'flows', 'density'],
    rows: classes.flatMap(({ name, histogram: { edges, counts, density } }) =>
      Array.from(counts, (count, i) => [
        name,
        formatNumber(edges[i]),
        formatNumber(edges[i + 1]),
        count,
        density[i].toPrecision(4),
      ]),
    ),
  };
}
