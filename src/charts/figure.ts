import { visibleText } from '../data/visible-text.ts';
import { type BarLook, CLASS_LOOKS } from './looks.ts';
import { type ChartTheme, CLEAR, SANS } from './palette.ts';

export type { ChartTheme };

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

/**
 * A figure whose texts are text. Plotly takes tags and entities in whatever it draws for markup, a
 * link among them, and a name may come from a file: all of it is written so that it is drawn as it
 * reads. The lab's own markup is in hover templates alone, where names are written by `drawnText`.
 */
export function figureOf(figure: Figure): Figure {
  const { data, layout } = figure;
  return { ...figure, data: drawnAsText(data), layout: drawnAsText(layout) };
}

/** Text as Plotly draws it and nothing else. */
export function drawnText(text: string): string {
  // Plotly keeps the names on an axis in an object, and loses what every object has: with a space
  // behind it, `constructor` is another name that looks the same.
  if (text in Object.prototype) return `${text} `;
  return visibleText(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}

/** What is not drawn, or is the lab's own markup. */
const AS_IT_IS = ['ids', 'hovertemplate'];

function drawnAsText<Value>(value: Value): Value;
function drawnAsText(value: unknown): unknown {
  if (typeof value === 'string') return drawnText(value);
  if (Array.isArray(value)) return value.some(isNoNumber) ? value.map(drawnAsText) : value;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [
      key,
      AS_IT_IS.includes(key) ? part : key === 'ticktext' ? drawnInLines(part) : drawnAsText(part),
    ]),
  );
}

/** The words of an axis may have lines. */
function drawnInLines(texts: unknown): unknown {
  if (!Array.isArray(texts)) return texts;
  return texts.map((text) => String(text).split('\n').map(drawnText).join('<br>'));
}

function isNoNumber(value: unknown): boolean {
  return typeof value !== 'number' && value !== null;
}

/** One flow's place in a chart. */
export interface FlowMark {
  readonly at: number;
  /** `flow 964`. */
  readonly name: string;
}

/** The look of a class of flows; a name that is no class is drawn as if nobody knew the class. */
export function classLook(name: string) {
  const key = name.toLowerCase();
  return Object.hasOwn(CLASS_LOOKS, key)
    ? CLASS_LOOKS[key as keyof typeof CLASS_LOOKS]
    : CLASS_LOOKS.unlabelled;
}

/** The colour of a class, the same in every chart. */
export function classColour(name: string, theme: ChartTheme): string {
  return theme[classLook(name).colour];
}

/** The look of a class's bars: a colour and a pattern of its own, the same in every chart. */
export function classMarker(name: string, theme: ChartTheme, opacity = 1) {
  return patternedMarker(classLook(name), theme, opacity);
}

/** Bars of one colour, hatched where the look says so; solid ones are outlined in ink. */
export function patternedMarker({ colour, hatch }: BarLook, theme: ChartTheme, opacity = 1) {
  return {
    color: theme[colour],
    opacity,
    line: { color: opacity < 1 ? theme[colour] : theme.ink, width: 1 },
    pattern: { shape: hatch, fgcolor: theme.paper, fillmode: 'overlay', size: 6, solidity: 0.4 },
  };
}

/** What all layouts share: transparent paper, the theme's ink, no title (the page has one). */
export function baseLayout(theme: ChartTheme, height: number) {
  return {
    height,
    autosize: true,
    margin: { l: 64, r: 12, t: 12, b: 48 },
    paper_bgcolor: CLEAR,
    plot_bgcolor: CLEAR,
    font: { family: SANS, size: 13, color: theme.ink },
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

/** Pixels of a letter of an axis, with some room. */
const LETTER = 6.2;

/**
 * Names below or above columns, level, a word a line. `width`: what the longest word takes, in pixels.
 */
export function namesInLines(names: readonly string[]) {
  const words = names.map((name) => name.split(' '));
  const longest = Math.max(0, ...words.flat().map(({ length }) => length));
  return {
    width: Math.ceil(LETTER * longest) + 2,
    lines: Math.max(1, ...words.map(({ length }) => length)),
    axis: {
      type: 'category',
      tickangle: 0,
      tickmode: 'array',
      tickvals: names,
      ticktext: words.map((parts) => parts.join('\n')),
      tickfont: { size: 12 },
    },
  };
}

/** A line at one flow's place, and its name on it. */
export function markOf(mark: FlowMark | undefined, theme: ChartTheme) {
  if (mark === undefined) return { shapes: [], annotations: [] };
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
        x: at,
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
