/** A chart as values: what Plotly draws, and what it says to those who do not see it. */
export interface Figure {
  readonly data: readonly Readonly<Record<string, unknown>>[];
  readonly layout: Readonly<Record<string, unknown>>;
  /** One sentence from the data. */
  readonly summary: string;
  /** The numbers behind the picture. */
  readonly table: FigureTable;
  /** Height of the picture in CSS pixels. */
  readonly height: number;
  /** Width in CSS pixels below which it cannot be read: a narrower page scrolls it. */
  readonly leastWidth?: number;
}

export interface FigureTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
  /** What each row stands for, where it can be chosen; the picture's `ids` are the same. */
  readonly keys?: readonly string[];
}

/** One flow's place in a chart. */
export interface FlowMark {
  readonly at: number;
  /** `flow 964`. */
  readonly name: string;
}

/** Colours of a chart; the page gives those of its theme. */
export interface ChartTheme {
  readonly paper: string;
  readonly ink: string;
  readonly rule: string;
  readonly normal: string;
  /** Words on an area filled with `normal`. */
  readonly onNormal: string;
  readonly anomaly: string;
  readonly caution: string;
  readonly good: string;
  readonly accent: string;
}

/** Plotly's name of the pattern that sets a class apart without colour. */
const PATTERNS: Readonly<Record<string, string>> = { Normal: '', Anomaly: '/', Unlabelled: '.' };

/** The look of a class's bars: a colour and a pattern of its own, the same in every chart. */
export function classMarker(name: string, theme: ChartTheme, opacity = 1) {
  const colours: Readonly<Record<string, string>> = {
    Normal: theme.normal,
    Anomaly: theme.anomaly,
    Unlabelled: theme.accent,
  };
  return patternedMarker(colours[name] ?? theme.accent, PATTERNS[name] ?? '', theme, opacity);
}

/** Bars of one colour, hatched by `shape` (empty: plain); solid ones are outlined in ink. */
export function patternedMarker(colour: string, shape: string, theme: ChartTheme, opacity = 1) {
  return {
    color: colour,
    opacity,
    line: { color: opacity < 1 ? colour : theme.ink, width: 1 },
    pattern: { shape, fgcolor: theme.paper, fillmode: 'overlay', size: 6, solidity: 0.4 },
  };
}

/** What all layouts share: transparent paper, the theme's ink, no title (the page has one). */
export function baseLayout(theme: ChartTheme, height: number) {
  return {
    height,
    autosize: true,
    margin: { l: 64, r: 12, t: 12, b: 48 },
    paper_bgcolor: 'rgba(0,0,0,0)',
    plot_bgcolor: 'rgba(0,0,0,0)',
    font: { family: 'system-ui, sans-serif', size: 13, color: theme.ink },
    hoverlabel: { bgcolor: theme.paper, font: { color: theme.ink } },
    legend: { orientation: 'h', x: 0, y: 1.02, yanchor: 'bottom' },
    dragmode: false,
  };
}

/** An axis in the theme's colours. */
export function axis(
  title: string,
  theme: ChartTheme,
  more: Readonly<Record<string, unknown>> = {},
) {
  return {
    title: { text: title },
    gridcolor: theme.rule,
    zerolinecolor: theme.rule,
    linecolor: theme.rule,
    automargin: true,
    ...more,
  };
}

/** A line at one flow's place, and its name on top; nothing where the axis does not reach it. */
export function markOf(mark: FlowMark | undefined, theme: ChartTheme, logarithmic = false) {
  if (mark === undefined || (logarithmic && mark.at <= 0)) return { shapes: [], annotations: [] };
  const { at, name } = mark;
  return {
    shapes: [
      {
        type: 'line',
        x0: at,
        x1: at,
        y0: 0,
        y1: 1,
        yref: 'paper',
        line: { color: theme.good, width: 3, dash: 'longdashdot' },
      },
    ],
    annotations: [
      {
        // On a logarithmic axis shapes are placed by value, annotations by exponent.
        x: logarithmic ? Math.log10(at) : at,
        y: 0.5,
        yref: 'paper',
        text: `◆ ${name}`,
        showarrow: false,
        xanchor: 'auto',
        bgcolor: theme.paper,
        bordercolor: theme.good,
        font: { color: theme.ink, size: 12 },
      },
    ],
  };
}
