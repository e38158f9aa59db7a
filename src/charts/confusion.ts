import type { Confusion } from '../eval/confusion.ts';
import { axis, baseLayout, type ChartTheme, type Figure, figureOf } from './figure.ts';
import { formatCount } from './format.ts';
import { CLEAR } from './palette.ts';

/** The four outcomes of a verdict, in a word, and where they stand in the matrix. */
export const OUTCOMES = {
  tn: { word: 'no alert', row: 0, column: 0, colour: 'normalBand4', right: true },
  fp: { word: 'false positives', row: 0, column: 1, colour: 'normal', right: false },
  fn: { word: 'missed', row: 1, column: 0, colour: 'anomaly', right: false },
  tp: { word: 'found', row: 1, column: 1, colour: 'alertBand5', right: true },
} as const satisfies Readonly<Record<keyof Confusion, unknown>>;

const NAMES = Object.keys(OUTCOMES) as (keyof Confusion)[];

/** How far a cell reaches from its middle; cells are 1 apart. */
const HALF = 0.48;

/**
 * The confusion matrix: rows are the truth, columns the verdict. What is right is filled and what is
 * wrong is outlined, whatever the counts; the colour is that of the class.
 */
export function confusionFigure(confusion: Confusion, theme: ChartTheme): Figure {
  const { tn, fp, fn, tp } = confusion;
  const height = 240;
  return figureOf({
    height,
    data: [
      {
        // Seen by the pointer alone: the cells are shapes.
        type: 'scatter',
        mode: 'markers',
        x: NAMES.map((name) => OUTCOMES[name].column),
        y: NAMES.map((name) => OUTCOMES[name].row),
        marker: { size: 40, opacity: 0 },
        customdata: NAMES.map((name) => [formatCount(confusion[name]), OUTCOMES[name].word]),
        hovertemplate: '%{customdata[0]} %{customdata[1]}<extra></extra>',
      },
    ],
    layout: {
      ...baseLayout(theme, height),
      margin: { l: 64, r: 8, t: 28, b: 8 },
      xaxis: axis('', theme, {
        ...named(['no alert', 'alert']),
        side: 'top',
        range: [-0.5, 1.5],
      }),
      yaxis: axis('', theme, { ...named(['normal', 'attack']), range: [1.5, -0.5] }),
      shapes: NAMES.map((name) => cellShape(name, theme)),
      annotations: NAMES.flatMap((name) => {
        const { word, row, column } = OUTCOMES[name];
        const line = (text: string, yshift: number, size: number, weight: number) => ({
          ...{ x: column, y: row, yshift, text, showarrow: false },
          font: { size, weight, color: theme.ink },
        });
        return [line(formatCount(confusion[name]), 11, 18, 700), line(word, -11, 13, 400)];
      }),
    },
    summary:
      `${formatCount(tp)} of ${formatCount(tp + fn)} attacks were found and ${formatCount(fn)} missed; ` +
      `${formatCount(fp)} of ${formatCount(fp + tn)} normal flows raised an alert.`,
    table: {
      columns: ['in truth', 'no alert', 'alert'],
      rows: [
        ['normal', tn, fp],
        ['attack', fn, tp],
      ],
    },
  });
}

function named(ticktext: readonly string[]) {
  return {
    tickvals: [0, 1],
    ticktext,
    showgrid: false,
    zeroline: false,
    showline: false,
    fixedrange: true,
  };
}

function cellShape(name: keyof Confusion, theme: ChartTheme) {
  const { row, column, colour, right } = OUTCOMES[name];
  return {
    type: 'rect',
    layer: 'below',
    ...{ x0: column - HALF, x1: column + HALF, y0: row - HALF, y1: row + HALF },
    ...(right
      ? { fillcolor: theme[colour], line: { width: 0 } }
      : { fillcolor: CLEAR, line: { color: theme[colour], width: 2 } }),
  };
}
