import { entryAt } from '../data/entry-at.ts';
import type { DetectorCurves } from '../eval/thresholds/curve-points.ts';
import type { JudgedPoint, OperatingPoint } from '../eval/thresholds/operating-point.ts';
import { axis, baseLayout, type ChartTheme, drawnText, type Figure, figureOf } from './figure.ts';
import { formatNumber, formatPercent } from './format.ts';
import { colourOf, type Look } from './looks.ts';

/** A detector's curves and its own threshold on them. */
export interface CurvedDetector {
  readonly title: string;
  readonly look: Look;
  readonly curves: DetectorCurves;
  readonly own: OperatingPoint;
}

const HEIGHT = 400;

/** Attacks found against false alarms, over every threshold, with the line of chance. */
export function rocFigure(detectors: readonly CurvedDetector[], theme: ChartTheme): Figure {
  const chance = { x: [0, 1], y: [0, 1] };
  return figureOf({
    height: HEIGHT,
    data: [
      chanceTrace(chance, theme),
      ...detectors.map(({ title, look, curves: { roc } }) => ({
        ...curveTrace(title, look, theme),
        x: [...roc.falsePositiveRate],
        y: [...roc.truePositiveRate],
        customdata: Array.from(roc.thresholds, scoreWord),
        hovertemplate: hover(title, 'false positive rate %{x:.3f}<br>recall %{y:.3f}'),
      })),
      ...detectors.map((detector) => ownMark(detector, rocPlace, theme)),
    ],
    layout: curveLayout('false positive rate', 'recall', theme),
    summary: `Attacks found with at most 1 % false positives: ${listOf(
      detectors.map(({ title, curves }) => {
        const found = curves.foundWithin.find((at) => at.falsePositiveRate === 0.01);
        return `${title} ${formatPercent(found?.recall ?? 0)}`;
      }),
    )}.`,
    table: {
      columns: ['false positive rate up to', ...detectors.map(({ title }) => `recall, ${title}`)],
      rows: (detectors[0]?.curves.foundWithin ?? []).map(({ falsePositiveRate }, i) => [
        formatPercent(falsePositiveRate),
        ...detectors.map(({ curves }) =>
          formatPercent(entryAt(curves.foundWithin, i, 'false positive rate').recall),
        ),
      ]),
    },
  });
}

/** How many alerts are right against attacks found, over every threshold. */
export function precisionRecallFigure(
  detectors: readonly CurvedDetector[],
  theme: ChartTheme,
): Figure {
  const prevalence = detectors[0]?.curves.prevalence ?? 0;
  return figureOf({
    height: HEIGHT,
    data: [
      chanceTrace({ x: [0, 1], y: [prevalence, prevalence] }, theme),
      ...detectors.map(({ title, look, curves: { precisionRecall } }) => ({
        ...curveTrace(title, look, theme),
        // Between two thresholds nothing is promised but the lower one's precision.
        line: { ...curveTrace(title, look, theme).line, shape: 'hv' },
        x: [...precisionRecall.recall],
        y: [...precisionRecall.precision],
        customdata: [...Array.from(precisionRecall.thresholds, scoreWord), 'above every score'],
        hovertemplate: hover(title, 'recall %{x:.3f}<br>precision %{y:.3f}'),
      })),
      ...detectors.map((detector) => ownMark(detector, precisionRecallPlace, theme)),
    ],
    layout: curveLayout('recall', 'precision', theme),
    summary: `Alerts that are right where half of the attacks are found: ${listOf(
      detectors.map(({ title, curves }) => {
        const at = curves.preciseFrom.find(({ recall }) => recall === 0.5);
        return `${title} ${formatPercent(at?.precision ?? 0)}`;
      }),
    )}. By chance: ${formatPercent(prevalence)}.`,
    table: {
      columns: ['recall of at least', ...detectors.map(({ title }) => `precision, ${title}`)],
      rows: (detectors[0]?.curves.preciseFrom ?? []).map(({ recall }, i) => [
        formatPercent(recall),
        ...detectors.map(({ curves }) =>
          formatPercent(entryAt(curves.preciseFrom, i, 'recall').precision),
        ),
      ]),
    },
  });
}

/** Where an operating point stands on the ROC curve. */
export function rocPlace({ metrics }: JudgedPoint): readonly [number, number] {
  return [metrics.falsePositiveRate, metrics.recall];
}

/** Where it stands on the precision-recall curve; without an alert where the curve ends. */
export function precisionRecallPlace({ metrics }: JudgedPoint): readonly [number, number] {
  const { undefinedMetrics, recall, precision } = metrics;
  return undefinedMetrics.includes('precision') ? [0, 1] : [recall, precision];
}

function chanceTrace(ends: { x: readonly number[]; y: readonly number[] }, theme: ChartTheme) {
  return {
    type: 'scatter',
    mode: 'lines',
    name: 'chance',
    ...ends,
    hoverinfo: 'skip',
    line: { color: theme.ink, width: 1, dash: 'longdashdot' },
  };
}

function curveTrace(title: string, look: Look, theme: ChartTheme) {
  return {
    type: 'scatter',
    mode: 'lines',
    name: title,
    line: { color: colourOf(look, theme), width: 2, dash: look.dash },
  };
}

/** A hollow mark at the detector's own threshold. */
function ownMark(
  { title, look, own }: CurvedDetector,
  place: (judged: JudgedPoint) => readonly [number, number],
  theme: ChartTheme,
) {
  const at = own.judged === null ? null : place(own.judged);
  return {
    type: 'scatter',
    mode: 'markers',
    name: `${title}, its own threshold`,
    x: at === null ? [] : [at[0]],
    y: at === null ? [] : [at[1]],
    showlegend: false,
    cliponaxis: false,
    marker: {
      symbol: `${look.symbol}-open`,
      size: 13,
      color: colourOf(look, theme),
      line: { width: 2 },
    },
    hovertemplate: `${drawnText(title)}, its own threshold<br>%{x:.3f}, %{y:.3f}<extra></extra>`,
  };
}

function curveLayout(x: string, y: string, theme: ChartTheme) {
  const ends = { range: [-0.02, 1.02], zeroline: false };
  return {
    ...baseLayout(theme, HEIGHT),
    margin: { l: 56, r: 12, t: 60, b: 48 },
    xaxis: axis(x, theme, ends),
    yaxis: axis(y, theme, ends),
    hovermode: 'closest',
  };
}

function hover(title: string, values: string): string {
  return `${drawnText(title)}<br>${values}<br>threshold %{customdata}<extra></extra>`;
}

/** A threshold on the screen's axis, where higher is more anomalous. */
function scoreWord(threshold: number): string {
  return Number.isFinite(threshold) ? formatNumber(-threshold) : 'above every score';
}

function listOf(words: readonly string[]): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}
