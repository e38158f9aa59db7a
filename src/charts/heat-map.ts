import type { DetectionGrid } from '../eval/detection-grid.ts';
import {
  axis,
  baseLayout,
  type ChartTheme,
  type Figure,
  figureOf,
  namesInLines,
} from './figure.ts';
import { formatPercent, formatType } from './format.ts';
import { cellTexts, shareCells } from './grid.ts';

/** Share found of each attack by each detector: dark is found, and each cell says its number. */
export function heatMapFigure(
  grid: DetectionGrid,
  titleOf: (detector: string) => string,
  theme: ChartTheme,
): Figure {
  const { attacks, detectors } = grid;
  const names = attacks.map(({ type }) => formatType(type));
  const titles = detectors.map(titleOf);
  const above = namesInLines(titles);
  const margin = { l: 118, r: 4, t: 12 + 16 * above.lines, b: 12 };
  const height = margin.t + margin.b + 34 * attacks.length;
  const shares = attacks.map(({ rates }) => rates);
  return figureOf({
    height,
    leastWidth: margin.l + margin.r + Math.max(50, above.width) * detectors.length,
    data: [
      {
        ...shareCells({ x: titles, y: names, shares, gap: 3 }, theme),
        ids: attacks.map(({ type }) => titles.map(() => type)),
        hovertemplate: '%{y}, %{x}: %{z:.1%} found<extra></extra>',
      },
    ],
    layout: {
      ...baseLayout(theme, height),
      margin,
      xaxis: axis('', theme, { ...above.axis, side: 'top', showgrid: false, fixedrange: true }),
      yaxis: axis('', theme, {
        type: 'category',
        dtick: 1,
        autorange: 'reversed',
        showgrid: false,
        fixedrange: true,
      }),
      annotations: cellTexts(
        shares.map((rates) => rates.map((rate) => formatPercent(rate, 0))),
        13,
        theme,
      ),
    },
    summary: summaryOf(grid, titleOf),
    table: {
      columns: ['attack', 'flows', ...titles, 'mean'],
      keys: attacks.map(({ type }) => type),
      rows: attacks.map(({ type, flows, rates, meanRate }) => [
        formatType(type),
        flows,
        ...rates.map((rate) => formatPercent(rate)),
        formatPercent(meanRate),
      ]),
    },
  });
}

function summaryOf({ attacks, detectors }: DetectionGrid, titleOf: (name: string) => string) {
  const [hardest] = attacks;
  if (hardest === undefined) return 'There are no attacks to find.';
  const best = Math.max(...hardest.rates);
  const by = detectors.filter((_, at) => hardest.rates[at] === best).map(titleOf);
  const unseen = attacks.filter(({ rates }) => Math.max(...rates) < 0.5).map(({ type }) => type);
  return (
    `Hardest on average is ${formatType(hardest.type)}: at best ${formatPercent(best)} found ` +
    `(${by.join(', ')}). ` +
    (unseen.length === 0
      ? 'Every attack is found to 50 % or more by some detector.'
      : `No detector finds half of: ${unseen.map(formatType).join(', ')}.`)
  );
}
