import { entryAt } from '../../data/entry-at.ts';
import { placeOnAxis, valueOnAxis } from '../../eval/distributions/axis-scale.ts';
import type { SharedHistogram } from '../../eval/distributions/shared-histogram.ts';
import { type ChartTheme, classMarker } from '../figure.ts';
import { formatCount, formatNumber, formatPercent } from '../format.ts';
import { binsOf } from './bins.ts';
import { formatWithUnit } from './units.ts';

/*
 * Classes on one axis: anomalies hang below it, all others stand above. Bars are shares of their own
 * class, so that few attacks are seen beside many normal flows. Places along the axis are counted in
 * bins: 0 at its low end, one more behind each bin. What lies beyond an end is a bar of its own there.
 */

/** The class that hangs below. */
export const BELOW = 'Anomaly';

/** Between the last bin and the bar of what lies beyond it, in bins. */
export const GAP = 0.75;

/** Where a value stands in such a picture, in bins; what lies beyond an end, on its bar there. */
export function mirroredPlace({ axis, edges }: SharedHistogram, value: number): number {
  const bins = edges.length - 1;
  if (value < axis.low) return -GAP - 0.5;
  if (value > axis.high) return bins + GAP + 0.5;
  return bins * placeOnAxis(axis, value);
}

/** The value that stands at a place; beyond the ends the end. */
export function mirroredValue({ axis, edges }: SharedHistogram, place: number): number {
  return valueOnAxis(axis, place / (edges.length - 1));
}

/** Whether classes are on both sides. */
export function sidesOf({ classes }: SharedHistogram) {
  return {
    above: classes.filter(({ name }) => name !== BELOW),
    below: classes.filter(({ name }) => name === BELOW),
  };
}

/** A trace per class. @param unit of the values */
export function mirroredTraces(shared: SharedHistogram, unit: string, theme: ChartTheme) {
  const { edges, classes } = shared;
  const bins = edges.length - 1;
  const text = (value: number) => (unit === '' ? formatNumber(value) : formatWithUnit(value, unit));
  const edgeTexts = Array.from(edges, text);
  const edge = (i: number) => entryAt(edgeTexts, i, 'edge');
  const { above } = sidesOf(shared);
  return classes.map(({ name, total, counts, below, above: beyond }) => {
    const bars = [
      ...(below === 0 ? [] : [{ x: -GAP - 0.5, count: below, where: `below ${edge(0)}` }]),
      ...Array.from(counts, (count, i) => ({
        x: i + 0.5,
        count,
        where: `${edge(i)} to ${edge(i + 1)}`,
      })),
      ...(beyond === 0
        ? []
        : [{ x: bins + GAP + 0.5, count: beyond, where: `above ${edge(bins)}` }]),
    ];
    const sign = name === BELOW ? -1 : 1;
    return {
      type: 'bar',
      name,
      x: bars.map(({ x }) => x),
      y: bars.map(({ count }) => (sign * count) / total || 0),
      width: 1,
      customdata: bars.map(({ where, count }) => [
        where,
        formatCount(count),
        formatPercent(count / total),
      ]),
      hovertemplate:
        '%{fullData.name}, %{customdata[0]}: %{customdata[1]} flows, %{customdata[2]} of them<extra></extra>',
      // Two classes on one side lie one behind the other.
      marker: {
        ...classMarker(name, theme, name !== BELOW && above.length > 1 ? 0.6 : 1),
        line: { color: theme.paper, width: 0.5 },
      },
    };
  });
}

/** Every bin of every class, and what lies beyond. */
export function mirroredTable({ edges, classes }: SharedHistogram) {
  return {
    columns: ['class', 'from', 'to', 'flows', 'share'],
    rows: classes.flatMap(({ name, total, counts, below, above }) => {
      const row = (from: string, to: string, count: number) => [
        name,
        from,
        to,
        count,
        formatPercent(count / total, 2),
      ];
      const first = formatNumber(entryAt(edges, 0, 'edge'));
      const last = formatNumber(entryAt(edges, edges.length - 1, 'edge'));
      return [
        ...(below > 0 ? [row('', first, below)] : []),
        ...binsOf({ edges, counts }).map(({ from, to, count }) =>
          row(formatNumber(from), formatNumber(to), count),
        ),
        ...(above > 0 ? [row(last, '', above)] : []),
      ];
    }),
  };
}

/** `logarithmic axis`: what a person must know to read it. */
export function axisInWords({ axis: { scale } }: SharedHistogram): string {
  if (scale.kind === 'log') return 'On a logarithmic axis.';
  if (scale.kind === 'linear') return 'On a linear axis.';
  return `The axis shows the distance from ${formatNumber(scale.centre)}, logarithmically.`;
}
