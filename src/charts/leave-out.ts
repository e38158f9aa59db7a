import {
  axis,
  baseLayout,
  type ChartTheme,
  type Figure,
  figureOf,
  patternedMarker,
} from './figure.ts';
import { CHANGE_LOOKS } from './looks.ts';

/** What a detector loses without something, most first. */
export interface LossChart {
  readonly bars: readonly {
    readonly name: string;
    /** Below 0: it gains. */
    readonly loss: number;
    /** `loses 0.020`, `gains 0.310`. */
    readonly words: string;
    /** Whether the change is large enough to mean something. */
    readonly meaningful: boolean;
  }[];
  readonly summary: string;
  readonly table: Figure['table'];
}

type Bar = LossChart['bars'][number];

const KINDS = [
  { name: 'Loses without it', look: CHANGE_LOOKS.loses, of: (bar: Bar) => bar.loss > 0 },
  { name: 'Gains without it', look: CHANGE_LOOKS.gains, of: (bar: Bar) => bar.loss <= 0 },
] as const;

/** A bar per feature or family: to the right what is lost without it, to the left what is gained. */
export function lossFigure(chart: LossChart, theme: ChartTheme): Figure {
  const { bars, summary, table } = chart;
  const height = 130 + 26 * bars.length;
  const kinds = [
    ...KINDS.map((kind) => ({ ...kind, of: (bar: Bar) => bar.meaningful && kind.of(bar) })),
    { name: 'Too little to tell', look: CHANGE_LOOKS.unclear, of: (bar: Bar) => !bar.meaningful },
  ] as const;
  const widest = Math.max(0, ...bars.map(({ loss }) => Math.abs(loss))) || 0.01;
  const left = Math.max(0, ...bars.map(({ loss }) => -loss));
  return figureOf({
    height,
    data: kinds.map(({ name, look, of }) => {
      const shown = bars.filter(of);
      return {
        type: 'bar',
        orientation: 'h',
        name,
        y: shown.map((bar) => bar.name),
        x: shown.map(({ loss }) => loss),
        text: shown.map(({ words }) => words),
        textposition: 'none',
        marker: patternedMarker(look, theme),
        hovertemplate: '%{y}<br>%{text}<extra></extra>',
      };
    }),
    layout: {
      ...baseLayout(theme, height),
      margin: { l: 12, r: 12, t: 56, b: 56 },
      barmode: 'overlay',
      showlegend: true,
      xaxis: axis('lost', theme, {
        // Room beyond the bars, so that none touches the frame.
        range: [
          -left - 0.06 * widest,
          Math.max(0, ...bars.map(({ loss }) => loss)) + 0.06 * widest,
        ],
        nticks: 4,
        zerolinecolor: theme.ink,
      }),
      yaxis: axis('', theme, {
        type: 'category',
        dtick: 1,
        autorange: 'reversed',
        categoryorder: 'array',
        categoryarray: bars.map(({ name }) => name),
      }),
    },
    summary,
    table,
  });
}
