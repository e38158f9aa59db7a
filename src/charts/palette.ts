/** A colour in both themes. */
interface Colour {
  readonly light: string;
  readonly dark: string;
}

/**
 * Every colour of the lab, a line each. The page's style sheet gets them as custom properties
 * (`anomalyInk` is `--anomaly-ink`), charts and canvases as a `ChartTheme`, exported Python as the
 * light ones. Normal and anomaly are Okabe and Ito's blue and vermilion; `…Ink` is the same as text.
 */
const COLOURS = {
  // Grounds.
  paper: { light: '#fbfbf8', dark: '#16181c' },
  raised: { light: '#ffffff', dark: '#1d2025' },
  sunk: { light: '#f5f4ef', dark: '#191b20' },
  // Text and lines.
  ink: { light: '#1d2126', dark: '#e8e6e1' },
  quiet: { light: '#565c66', dark: '#a9adb6' },
  rule: { light: '#e4e3dc', dark: '#2f333a' },
  edge: { light: '#85888f', dark: '#777c86' },
  // Controls and what is chosen; no class of flows.
  accent: { light: '#3451b2', dark: '#9db1f2' },
  accentWash: { light: '#eef1fb', dark: '#252b3d' },
  onAccent: { light: '#ffffff', dark: '#16181c' },
  // Classes and states.
  normal: { light: '#0072b2', dark: '#56b4e9' },
  normalInk: { light: '#00598c', dark: '#7cc4ee' },
  anomaly: { light: '#d55e00', dark: '#f0803c' },
  anomalyInk: { light: '#a84300', dark: '#ff9d6e' },
  anomalyEdge: { light: '#8f3a00', dark: '#ffb48c' },
  anomalyWash: { light: '#fdf5ed', dark: '#2f2622' },
  caution: { light: '#e69f00', dark: '#e6b23a' },
  cautionInk: { light: '#7a5200', dark: '#eec15c' },
  cautionWash: { light: '#fdf6e5', dark: '#2b2618' },
  good: { light: '#009e73', dark: '#2fc298' },
  goodInk: { light: '#00704f', dark: '#4fd0aa' },
  // A share of 1 in a heat map; paper is 0, and ink can be read on all between.
  share: { light: '#74afd6', dark: '#2a5f82' },
  // Bands of a score: the normal side, then the alert side, each outwards from the threshold.
  normalBand1: { light: '#eff6fa', dark: '#19242d' },
  normalBand2: { light: '#e0edf6', dark: '#172a39' },
  normalBand3: { light: '#d0e4f1', dark: '#143145' },
  normalBand4: { light: '#bfdaec', dark: '#133850' },
  alertBand1: { light: '#fdf5ed', dark: '#242020' },
  alertBand2: { light: '#fbebdd', dark: '#2f2622' },
  alertBand3: { light: '#f8dfca', dark: '#3b2c25' },
  alertBand4: { light: '#f4d2b5', dark: '#483328' },
  alertBand5: { light: '#efc4a0', dark: '#553a2a' },
  alertBand6: { light: '#e9b68b', dark: '#63422d' },
  // Behind what lies above the page.
  shadow: { light: '#1d212630', dark: '#00000080' },
  veil: { light: '#1d212680', dark: '#000000a0' },
} as const satisfies Readonly<Record<string, Colour>>;

export type ColourName = keyof typeof COLOURS;

export type ThemeName = keyof Colour;

/** The colours of one theme by their names. */
export type ChartTheme = Readonly<Record<ColourName, string>>;

/** Every colour's name, in the table's order. */
export const COLOUR_NAMES = Object.keys(COLOURS) as ColourName[];

/** The colours of each theme. */
export const THEMES: Readonly<Record<ThemeName, ChartTheme>> = {
  light: coloursOf('light'),
  dark: coloursOf('dark'),
};

function coloursOf(theme: ThemeName): ChartTheme {
  const entries = COLOUR_NAMES.map((name) => [name, COLOURS[name][theme]]);
  return Object.fromEntries(entries) as ChartTheme;
}

const NORMAL_BANDS = ['normalBand1', 'normalBand2', 'normalBand3', 'normalBand4'] as const;
const ALERT_BANDS = [
  'alertBand1',
  'alertBand2',
  'alertBand3',
  'alertBand4',
  'alertBand5',
  'alertBand6',
] as const;
const PLAIN = ['paper', 'raised', 'sunk'] as const;
const WASHES = ['accentWash', 'anomalyWash', 'cautionWash'] as const;

/** Which colours may stand as text, and on what: each pair reaches WCAG's 4.5 to 1 in both themes. */
export const TEXT_ON: Readonly<Partial<Record<ColourName, readonly ColourName[]>>> = {
  ink: [...PLAIN, ...WASHES, ...NORMAL_BANDS, ...ALERT_BANDS, 'share'],
  quiet: [...PLAIN, ...WASHES, ...NORMAL_BANDS],
  accent: [...PLAIN, ...WASHES],
  onAccent: ['accent'],
  normalInk: [...PLAIN, ...WASHES, ...NORMAL_BANDS],
  anomalyInk: [...PLAIN, ...WASHES],
  cautionInk: [...PLAIN, ...WASHES],
  goodInk: [...PLAIN, ...WASHES],
};

/** What is seen by its shape, and on what: 3 to 1. Caution never stands alone: beside it is a word. */
export const MARK_ON: Readonly<Partial<Record<ColourName, readonly ColourName[]>>> = {
  edge: PLAIN,
  accent: PLAIN,
  normal: [...PLAIN, ...NORMAL_BANDS],
  anomaly: [...PLAIN, ...NORMAL_BANDS.slice(0, 2)],
  anomalyEdge: [...PLAIN, ...NORMAL_BANDS, ...ALERT_BANDS],
  good: PLAIN,
};

/** No colour at all, as Plotly reads it. */
export const CLEAR = 'rgba(0,0,0,0)';

/**
 * The typefaces. Not `system-ui`, which on a bare Linux is a face about 15 % wider: rows would
 * break there that hold elsewhere.
 */
export const SANS =
  '-apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Liberation Sans", Arial, sans-serif';
export const MONO = 'ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace';
