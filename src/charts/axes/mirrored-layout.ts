import { placeOnAxis } from '../../eval/distributions/axis-scale.ts';
import type { SharedHistogram } from '../../eval/distributions/shared-histogram.ts';
import { axis, type ChartTheme, type FlowMark, markOf } from '../figure.ts';
import { formatCount, formatPercent } from '../format.ts';
import { axisTicks } from './axis-ticks.ts';
import { BELOW, GAP, mirroredPlace, sidesOf } from './mirrored.ts';

/** Room at an end without such a bar, in bins. */
const MARGIN = 0.5;

/** Room above the highest bar and below the lowest, as a share of it, for words. */
const HEADROOM = 0.22;

/** What is along the axis of such a picture. */
interface AlongAxis {
  readonly title: string;
  readonly unit: string;
  /** Pixels between the plot and the words above it. */
  readonly raised?: number;
}

/** Axes with units, the line between the sides, names of the sides and what lies beyond. */
export function mirroredLayout(
  shared: SharedHistogram,
  { title, unit, raised = 0 }: AlongAxis,
  theme: ChartTheme,
  mark?: FlowMark,
) {
  const { edges, classes } = shared;
  const bins = edges.length - 1;
  const cut = (end: 'below' | 'above') => classes.some((one) => one[end] > 0);
  const ticks = axisTicks(shared.axis, unit);
  const range = [
    cut('below') ? -GAP - 1 - MARGIN : -MARGIN,
    bins + (cut('above') ? GAP + 1 + MARGIN : MARGIN),
  ];
  const heights = heightsOf(shared);
  const marked = markOf(mark && { ...mark, at: mirroredPlace(shared, mark.at) }, theme);
  return {
    barmode: 'overlay',
    bargap: 0,
    showlegend: false,
    xaxis: axis('', theme, {
      range,
      showgrid: false,
      zeroline: false,
      tickvals: ticks.map(({ value }) => bins * placeOnAxis(shared.axis, value)),
      ticktext: ticks.map(({ text }) => text),
      // Level where there is room for it.
      tickangle: 'auto',
      autotickangles: [0, -45],
      tickfont: { size: 11 },
      ticks: 'outside',
      tickcolor: theme.rule,
    }),
    yaxis: axis('', theme, {
      range: [-heights.below, heights.above],
      zerolinecolor: theme.ink,
      nticks: 5,
      ...shareTicks(heights),
    }),
    shapes: marked.shapes,
    annotations: [
      axisName(title, theme),
      ...sideNames(shared, raised, theme),
      ...marked.annotations,
    ],
  };
}

/** How far the picture reaches on either side, as shares. */
function heightsOf(shared: SharedHistogram): { readonly above: number; readonly below: number } {
  const highest = (side: SharedHistogram['classes']) =>
    Math.max(
      0,
      ...side.flatMap(({ total, counts, below, above }) =>
        [...counts, below, above].map((count) => count / Math.max(1, total)),
      ),
    );
  const { above, below } = sidesOf(shared);
  const up = highest(above) * (1 + HEADROOM);
  const down = highest(below) * (1 + HEADROOM);
  return up + down === 0 ? { above: 1, below: 0 } : { above: up, below: down };
}

/** Shares are written without a sign on either side. */
function shareTicks({ above, below }: { readonly above: number; readonly below: number }) {
  const step = [0.01, 0.02, 0.05, 0.1, 0.2, 0.25, 0.5].find((s) => (above + below) / s <= 6) ?? 0.5;
  const up = Array.from({ length: Math.floor(above / step) + 1 }, (_, i) => i);
  const down = Array.from({ length: Math.floor(below / step) }, (_, i) => -i - 1);
  const steps = [...down.reverse(), ...up];
  return {
    tickvals: steps.map((i) => i * step),
    ticktext: steps.map((i) => formatPercent(Math.abs(i) * step, 0)),
  };
}

/** The name of what is along the axis, at its end. */
function axisName(title: string, theme: ChartTheme) {
  return {
    x: 1,
    xref: 'paper',
    xanchor: 'right',
    y: 0,
    yref: 'paper',
    yanchor: 'top',
    yshift: -24,
    text: `${title} →`,
    showarrow: false,
    font: { color: theme.ink, size: 12, weight: 600 },
  };
}

/** Which class is on which side, above the plot at the left, and how many lie beyond the ends. */
function sideNames(shared: SharedHistogram, raised: number, theme: ChartTheme) {
  const { classes } = shared;
  const { above, below } = sidesOf(shared);
  const beyond = {
    below: classes.reduce((sum, { below }) => sum + below, 0),
    above: classes.reduce((sum, { above }) => sum + above, 0),
  };
  const note = (words: readonly string[], side: 'left' | 'right') => ({
    ...{ x: side === 'left' ? 0 : 1, xref: 'paper', xanchor: side },
    ...{ y: 1, yref: 'paper', yanchor: 'bottom', yshift: 2 + raised },
    text: words.join('   '),
    showarrow: false,
    font: { color: theme.ink, size: 12 },
  });
  const words = [
    ...(above.length > 0 ? [`▲ ${above.map(({ name }) => name).join(', ')}`] : []),
    ...(below.length > 0 ? [`▼ ${BELOW}`] : []),
    ...(beyond.below > 0 ? [`◂ ${formatCount(beyond.below)} below`] : []),
  ];
  return [
    ...(words.length > 0 ? [note(words, 'left')] : []),
    ...(beyond.above > 0 ? [note([`${formatCount(beyond.above)} beyond ▸`], 'right')] : []),
  ];
}
