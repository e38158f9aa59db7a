import type { ChartTheme, ColourName } from './palette.ts';

/** How one of several is drawn in every chart: never by colour alone. */
export interface Look {
  readonly colour: ColourName;
  readonly dash: 'solid' | 'dash' | 'dot' | 'longdash' | 'dashdot' | 'longdashdot';
  /** Plotly's name of the mark. */
  readonly symbol: keyof typeof SYMBOLS;
}

/** How bars of a kind are drawn: a colour, and a hatch by Plotly's name, empty where they are plain. */
export interface BarLook {
  readonly colour: ColourName;
  readonly hatch: '' | '/' | '.' | 'x';
}

/** Marks as paths about the origin, 8 pixels in radius, by Plotly's names. */
export const SYMBOLS = {
  circle: 'M6 0A6 6 0 1 1-6 0 6 6 0 1 1 6 0Z',
  square: 'M-5.5-5.5H5.5V5.5H-5.5Z',
  diamond: 'M0-8 8 0 0 8-8 0Z',
  'triangle-up': 'M0-8 7.5 5-7.5 5Z',
  'triangle-down': 'M0 8 7.5-5-7.5-5Z',
  hexagon: 'M0-7.5 6.5-3.7V3.7L0 7.5-6.5 3.7V-3.7Z',
  star: 'M0-9 2.1-2.9 8.6-2.8 3.4 1.1 5.3 7.3 0 3.6-5.3 7.3-3.4 1.1-8.6-2.8-2.1-2.9Z',
  cross: 'M-2.5-7.5H2.5V-2.5H7.5V2.5H2.5V7.5H-2.5V2.5H-7.5V-2.5H-2.5Z',
  pentagon: 'M0-8 7.6-2.5 4.7 6.5H-4.7L-7.6-2.5Z',
  hourglass: 'M-6.5-7H6.5L-6.5 7H6.5Z',
} as const;

/** Looks of detectors by name, the first for what is shown alone. A detector's row names one of them. */
export const LOOKS = {
  'accent-circle': { colour: 'accent', dash: 'solid', symbol: 'circle' },
  'ink-square': { colour: 'ink', dash: 'dash', symbol: 'square' },
  'good-diamond': { colour: 'good', dash: 'dot', symbol: 'diamond' },
  'normal-triangle-up': { colour: 'normal', dash: 'longdash', symbol: 'triangle-up' },
  'caution-triangle-down': { colour: 'caution', dash: 'dashdot', symbol: 'triangle-down' },
  'anomaly-hexagon': { colour: 'anomaly', dash: 'longdashdot', symbol: 'hexagon' },
  'anomaly-star': { colour: 'anomaly', dash: 'solid', symbol: 'star' },
  'accent-cross': { colour: 'accent', dash: 'dash', symbol: 'cross' },
  'ink-pentagon': { colour: 'ink', dash: 'longdashdot', symbol: 'pentagon' },
  'good-hourglass': { colour: 'good', dash: 'dashdot', symbol: 'hourglass' },
} as const satisfies Readonly<Record<string, Look>>;

export type LookName = keyof typeof LOOKS;

/** Classes of flows. What fills a mark may be faint on a band of scores: its edge is not. */
export const CLASS_LOOKS = {
  normal: { colour: 'normal', edge: 'normal', dash: 'solid', symbol: 'circle', hatch: '' },
  anomaly: { colour: 'anomaly', edge: 'anomalyEdge', dash: 'dash', symbol: 'diamond', hatch: '/' },
  unlabelled: { colour: 'quiet', edge: 'quiet', dash: 'dot', symbol: 'square', hatch: '.' },
} as const satisfies Readonly<Record<string, Look & BarLook & { readonly edge: ColourName }>>;

/** What detectors are measured by. */
export const MEASURE_LOOKS = {
  precision: { colour: 'normal', hatch: '' },
  recall: { colour: 'caution', hatch: '/' },
  f1: { colour: 'good', hatch: 'x' },
} as const satisfies Readonly<Record<string, BarLook>>;

/** How much of an attack is found. */
export const DIFFICULTY_LOOKS = {
  hard: { colour: 'anomaly', hatch: '/' },
  medium: { colour: 'caution', hatch: '.' },
  easy: { colour: 'good', hatch: '' },
} as const satisfies Readonly<Record<string, BarLook>>;

/** What a detector loses or gains without something. */
export const CHANGE_LOOKS = {
  loses: { colour: 'anomaly', hatch: '/' },
  gains: { colour: 'good', hatch: '' },
  unclear: { colour: 'rule', hatch: '.' },
} as const satisfies Readonly<Record<string, BarLook>>;

/** The losses of a network, on the flows that it learns from and on others. */
export const LOSS_LOOKS = {
  loss: { colour: 'ink', dash: 'solid', symbol: 'circle' },
  validationLoss: { colour: 'accent', dash: 'dash', symbol: 'diamond' },
} as const satisfies Readonly<Record<string, Look>>;

/** A look by the name that a row gives it. */
export function lookOf(name: LookName): Look {
  return LOOKS[name];
}

/** A look's colour in a theme. */
export function colourOf({ colour }: Look, theme: ChartTheme): string {
  return theme[colour];
}

/** A line in a look, and its marks, as Plotly draws them. */
export function strokeOf(look: Look, theme: ChartTheme) {
  const color = colourOf(look, theme);
  return {
    line: { color, width: 2, dash: look.dash },
    marker: { color, symbol: look.symbol, size: 9 },
  };
}
