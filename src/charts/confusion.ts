import type { Confusion } from '../eval/confusion.ts';
import { axis, baseLayout, type ChartTheme, type Figure, figureOf } from './figure.ts';
import { formatCount } from './format.ts';

/** The confusion matrix as a heat map of four counted, named cells. */
export function confusionFigure(confusion: Confusion, theme: ChartTheme): Figure {
  const { tn, fp, fn, tp } = confusion;
  const height = 300;
  const counts = [
    [tn, fp],
    [fn, tp],
  ];
  const words = [
    ['left alone', 'false alarms'],
    ['missed', 'caught'],
  ];
  const most = Math.max(tn, fp, fn, tp, 1);
  return figureOf({
    height,
    data: [
      {
        type: 'heatmap',
        x: ['called normal', 'called anomaly'],
        y: ['normal', 'attack'],
        z: counts,
        zmin: 0,
        zmax: most,
        colorscale: [
          [0, theme.paper],
          [1, theme.share],
        ],
        showscale: false,
        xgap: 3,
        ygap: 3,
        hovertemplate: '%{y}, %{x}: %{z} flows<extra></extra>',
      },
    ],
    layout: {
      ...baseLayout(theme, height),
      margin: { l: 70, r: 12, t: 8, b: 44 },
      xaxis: axis('', theme, { side: 'bottom', showgrid: false }),
      yaxis: axis('', theme, { autorange: 'reversed', showgrid: false }),
      annotations: counts.flatMap((row, i) =>
        row.flatMap((count, j) => {
          const line = (text: string, yshift: number, weight: number) => {
            const font = { size: 15, color: theme.ink, weight };
            return { x: j, y: i, yshift, text, showarrow: false, font };
          };
          return [line(formatCount(count), 10, 700), line(words[i][j], -10, 400)];
        }),
      ),
    },
    summary:
      `${formatCount(tp)} of ${formatCount(tp + fn)} attacks were caught and ${formatCount(fn)} missed; ` +
      `${formatCount(fp)} of ${formatCount(fp + tn)} normal flows raised a false alarm.`,
    table: {
      columns: ['in truth', 'called normal', 'called anomaly'],
      rows: [
        ['normal', tn, fp],
        ['attack', fn, tp],
      ],
    },
  });
}
