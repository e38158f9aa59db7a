import {
  axis,
  baseLayout,
  type ChartTheme,
  type Figure,
  figureOf,
  patternedMarker,
} from './figure.ts';
import { formatCount } from './format.ts';
import { CLASS_LOOKS } from './looks.ts';

/** How often each of some names occurs, as horizontal bars, the first on top; `key` tells what can be chosen. */
export function countsFigure(
  what: string,
  counts: readonly { readonly name: string; readonly count: number; readonly key?: string }[],
  kind: 'normal' | 'anomaly',
  theme: ChartTheme,
): Figure {
  const height = 90 + 28 * counts.length;
  const [most] = counts;
  const keys = counts.flatMap(({ key }) => key ?? []);
  return figureOf({
    height,
    data: [
      {
        type: 'bar',
        orientation: 'h',
        ...(keys.length > 0 && { ids: keys }),
        y: counts.map(({ name }) => name),
        x: counts.map(({ count }) => count),
        text: counts.map(({ count }) => formatCount(count)),
        textposition: 'outside',
        cliponaxis: false,
        marker: patternedMarker(CLASS_LOOKS[kind], theme),
        hovertemplate: '%{y}: %{x} flows<extra></extra>',
      },
    ],
    layout: {
      ...baseLayout(theme, height),
      margin: { l: 110, r: 40, t: 8, b: 44 },
      xaxis: axis('flows', theme, { rangemode: 'tozero' }),
      yaxis: axis('', theme, { autorange: 'reversed', type: 'category', dtick: 1 }),
    },
    summary:
      most === undefined
        ? `${what}: none.`
        : `${what}: ${counts.map(({ name, count }) => `${name} ${formatCount(count)}`).join(', ')}.`,
    table: {
      columns: ['name', 'flows'],
      rows: counts.map(({ name, count }) => [name, count]),
      ...(keys.length > 0 && { keys }),
    },
  });
}
