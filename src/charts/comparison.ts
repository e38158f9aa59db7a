import type { Comparison } from '../eval/compare.ts';
import {
  axis,
  baseLayout,
  type ChartTheme,
  type Figure,
  figureOf,
  namesInLines,
  patternedMarker,
} from './figure.ts';
import { formatMeasure } from './format.ts';
import { MEASURE_LOOKS } from './looks.ts';

const METRICS = [
  { key: 'precision', title: 'Precision' },
  { key: 'recall', title: 'Recall' },
  { key: 'f1', title: 'F1' },
] as const;

/** Precision, recall and F1 of each detector, side by side. */
export function comparisonFigure(
  { rows }: Comparison,
  titleOf: (detector: string) => string,
  theme: ChartTheme,
): Figure {
  const height = 320;
  const names = rows.map(({ name }) => titleOf(name));
  const below = namesInLines(names);
  return figureOf({
    height,
    leastWidth: 76 + Math.max(below.width, 56) * names.length,
    data: METRICS.map(({ key, title }) => ({
      type: 'bar',
      name: title,
      x: names,
      y: rows.map((row) => row[key]),
      text: rows.map((row) => formatMeasure(row[key], 2)),
      textposition: 'outside',
      cliponaxis: false,
      marker: patternedMarker(MEASURE_LOOKS[key], theme),
      hovertemplate: `%{x}<br>${title} %{y:.6f}<extra></extra>`,
    })),
    layout: {
      ...baseLayout(theme, height),
      barmode: 'group',
      xaxis: axis('', theme, below.axis),
      yaxis: axis('', theme, { range: [0, 1.08], dtick: 0.2 }),
    },
    summary: `F1: ${rows.map((row) => `${titleOf(row.name)} ${formatMeasure(row.f1)}`).join(', ')}.`,
    table: {
      columns: ['detector', ...METRICS.map(({ title }) => title)],
      rows: rows.map((row) => [
        titleOf(row.name),
        ...METRICS.map(({ key }) => formatMeasure(row[key], 6)),
      ]),
    },
  });
}
