import { entryAt } from '../data/entry-at.ts';
import { axis, baseLayout, type ChartTheme, type Figure, figureOf } from './figure.ts';
import { formatMeasure } from './format.ts';
import { LOSS_LOOKS, strokeOf } from './looks.ts';

/** How the training of a network went, epoch by epoch. */
export interface LossCurves {
  readonly history: readonly { readonly loss: number; readonly validationLoss: number }[];
  /** Counted from 1. */
  readonly bestEpoch: number;
  readonly stoppedEarly: boolean;
}

const KINDS = [
  { key: 'loss', title: 'Training loss' },
  { key: 'validationLoss', title: 'Validation loss' },
] as const;

/** The loss of training and of validation by epoch, on a logarithmic axis; the best epoch marked. */
export function lossCurvesFigure(curves: LossCurves, theme: ChartTheme): Figure {
  const { history } = curves;
  const height = 320;
  return figureOf({
    height,
    data: KINDS.map(({ key, title }) => ({
      type: 'scatter',
      mode: history.length > 1 ? 'lines' : 'markers',
      name: title,
      x: history.map((_, at) => at + 1),
      y: history.map((epoch) => epoch[key]),
      ...strokeOf(LOSS_LOOKS[key], theme),
      hovertemplate: `${title}<br>epoch %{x}<br>%{y:.6~g}<extra></extra>`,
    })),
    layout: {
      ...baseLayout(theme, height),
      margin: { l: 64, r: 12, t: 48, b: 48 },
      showlegend: true,
      xaxis: axis('Epoch', theme, { rangemode: 'tozero' }),
      yaxis: axis('Loss', theme, { type: 'log', dtick: 'D2', tickformat: '~g' }),
      ...bestEpochMark(curves, theme),
    },
    summary: summaryOf(curves),
    table: {
      columns: ['epoch', ...KINDS.map(({ title }) => title.toLowerCase())],
      rows: history.map((epoch, at) => [
        at + 1,
        ...KINDS.map(({ key }) => formatMeasure(epoch[key], 6)),
      ]),
    },
  });
}

/** A line at the best epoch, and beside it which one it is. */
function bestEpochMark({ history, bestEpoch }: LossCurves, theme: ChartTheme) {
  const late = bestEpoch > history.length / 2;
  const line = { color: theme.ink, width: 2, dash: 'dot' };
  return {
    shapes: [{ type: 'line', x0: bestEpoch, x1: bestEpoch, y0: 0, y1: 1, yref: 'paper', line }],
    annotations: [
      {
        x: bestEpoch,
        y: 1,
        yref: 'paper',
        text: `best: epoch ${bestEpoch}`,
        showarrow: false,
        xanchor: late ? 'right' : 'left',
        yanchor: 'top',
        xshift: late ? -4 : 4,
        font: { color: theme.ink, size: 12 },
      },
    ],
  } as const;
}

function summaryOf({ history, bestEpoch, stoppedEarly }: LossCurves): string {
  const epochs = history.length;
  const lossesOf = (epoch: number) => entryAt(history, epoch - 1, 'epoch');
  const fell = `from ${lossWord(lossesOf(1).loss)} to ${lossWord(lossesOf(epochs).loss)}`;
  const end = stoppedEarly
    ? `Training stopped early, after ${epochs}.`
    : `Training ran for all ${epochs} epochs.`;
  return (
    `The training loss goes ${fell}; the validation loss is lowest in epoch ${bestEpoch}, ` +
    `${lossWord(lossesOf(bestEpoch).validationLoss)}, and the weights of that epoch are kept. ${end}`
  );
}

/** Losses span orders of magnitude. */
function lossWord(loss: number): string {
  return String(Number(loss.toPrecision(3)));
}
