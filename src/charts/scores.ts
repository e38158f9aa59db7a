import type { Confusion } from '../eval/confusion.ts';
import type { SharedHistogram } from '../eval/distributions/shared-histogram.ts';
import type { OperatingPoint } from '../eval/thresholds/operating-point.ts';
import { axisInWords, mirroredPlace, mirroredTable, mirroredTraces } from './axes/mirrored.ts';
import { mirroredLayout } from './axes/mirrored-layout.ts';
import { OUTCOMES } from './confusion.ts';
import { baseLayout, type ChartTheme, type Figure, type FlowMark, figureOf } from './figure.ts';
import { formatCount, formatNumber } from './format.ts';

/** A threshold, in the sense of the screen: what scores above raises an alert. */
export interface ShownThreshold {
  readonly point: Pick<OperatingPoint, 'alerts'> & {
    readonly judged: { readonly confusion: Confusion } | null;
  };
  /** In force now. */
  readonly threshold: number;
  /** The detector's own. */
  readonly own: number;
}

/** Height of the threshold's words on top of the plot, in CSS pixels. */
const TAG = 36;

/** The name of the axis, which says how it is stretched. */
function axisTitle({ axis: { scale } }: SharedHistogram): string {
  if (scale.kind === 'linear') return 'anomaly score';
  if (scale.kind === 'log') return 'anomaly score, log';
  return 'distance from its own threshold, log';
}

/**
 * Anomaly scores (higher = more anomalous) of one detector, all classes on one axis, with the
 * threshold, the detector's own one, and how many flows lie on each side.
 *
 * @param shown `null`: without them, for what stays while a threshold moves over it
 */
export function scoreFigure(
  shared: SharedHistogram,
  shown: ShownThreshold | null,
  theme: ChartTheme,
  mark?: FlowMark,
): Figure {
  const height = 400;
  const { shapes, annotations, ...layout } = mirroredLayout(
    shared,
    { title: axisTitle(shared), unit: '', raised: TAG },
    theme,
    mark,
  );
  const over = shown === null ? { shapes: [], annotations: [] } : overlayOf(shared, shown, theme);
  return figureOf({
    height,
    data: mirroredTraces(shared, '', theme),
    layout: {
      ...baseLayout(theme, height),
      margin: { l: 48, r: 12, t: 24 + TAG, b: 48 },
      ...layout,
      shapes: [...over.shapes, ...shapes],
      annotations: [...over.annotations, ...annotations],
    },
    summary: summaryOf(shared, shown, mark),
    table: mirroredTable(shared),
  });
}

function overlayOf(shared: SharedHistogram, shown: ShownThreshold, theme: ChartTheme) {
  const { threshold, own } = shown;
  const at = mirroredPlace(shared, threshold);
  return {
    shapes: [
      line(at, 'solid', theme),
      ...(threshold === own ? [] : [line(mirroredPlace(shared, own), 'dot', theme)]),
    ],
    annotations: [
      label(at, formatNumber(threshold), theme),
      ...cornersOf(shown).map(({ text, side, top }) => corner(text, side, top, theme)),
    ],
  };
}

/** A count in a corner of the picture, as in a confusion matrix: below the threshold left. */
interface Corner {
  readonly text: string;
  readonly side: 'left' | 'right';
  readonly top: boolean;
}

/** What lies on each side of the threshold; without labels, how many alerts there are. */
export function cornersOf({ point: { alerts, judged } }: ShownThreshold): Corner[] {
  if (judged === null) return [{ text: `${formatCount(alerts)} alerts`, side: 'right', top: true }];
  const { confusion } = judged;
  const text = (outcome: keyof Confusion) =>
    `${formatCount(confusion[outcome])} ${OUTCOMES[outcome].word}`;
  return [
    { text: text('tn'), side: 'left', top: true },
    { text: text('fp'), side: 'right', top: true },
    { text: text('fn'), side: 'left', top: false },
    { text: text('tp'), side: 'right', top: false },
  ];
}

function summaryOf(
  shared: SharedHistogram,
  shown: ShownThreshold | null,
  mark: FlowMark | undefined,
): string {
  const marked = mark === undefined ? '' : ` Marked: ${mark.name} at ${formatNumber(mark.at)}.`;
  return `Higher is more anomalous. ${shown ? thresholdInWords(shown) : ''}${axisInWords(shared)}${marked}`;
}

function thresholdInWords({ threshold, own, point: { alerts } }: ShownThreshold): string {
  const moved = threshold === own ? '' : ` (its own threshold is ${formatNumber(own)})`;
  return (
    `A flow that scores above ${formatNumber(threshold)} raises an alert${moved}: ` +
    `${formatCount(alerts)} do. `
  );
}

function line(x: number, dash: string, theme: ChartTheme) {
  return {
    ...{ type: 'line', x0: x, x1: x, y0: 0, y1: 1, yref: 'paper' },
    line: { color: theme.ink, width: 2, dash },
  };
}

function label(x: number, text: string, theme: ChartTheme) {
  return {
    ...{ x, y: 1, yref: 'paper', yanchor: 'bottom', showarrow: false, text },
    bgcolor: theme.ink,
    font: { color: theme.paper, size: 12, weight: 600 },
  };
}

function corner(text: string, side: 'left' | 'right', top: boolean, theme: ChartTheme) {
  return {
    ...{
      x: side === 'left' ? 0 : 1,
      xref: 'paper',
      xanchor: side,
      xshift: side === 'left' ? 8 : -8,
    },
    ...{ y: top ? 1 : 0, yref: 'paper', yanchor: top ? 'top' : 'bottom', showarrow: false, text },
    font: { color: theme.ink, size: 13, weight: 600 },
  };
}
