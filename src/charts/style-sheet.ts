import { type ChartTheme, COLOUR_NAMES, MONO, SANS, THEMES, type ThemeName } from './palette.ts';

/**
 * The palette and the typefaces as a style sheet: a custom property each, such as `--anomaly-ink`.
 * Dark is in force where the root element says so, and where the system does and the root element
 * does not say otherwise: so it is there before, and without, the script that sets the theme.
 */
export function paletteStyleSheet(): string {
  const dark = properties('dark', THEMES.dark);
  return [
    '@layer tokens {',
    `:root { --sans: ${SANS}; --mono: ${MONO}; ${properties('light', THEMES.light)} }`,
    `:root[data-theme="dark"] { ${dark} }`,
    `@media (prefers-color-scheme: dark) { :root:not([data-theme="light"]) { ${dark} } }`,
    '}',
  ].join('\n');
}

function properties(name: ThemeName, theme: ChartTheme): string {
  const colours = COLOUR_NAMES.map((colour) => `--${kebab(colour)}: ${theme[colour]};`);
  return [`color-scheme: ${name};`, ...colours].join(' ');
}

/** `normalBand1` as `normal-band-1`. */
function kebab(name: string): string {
  return name.replace(/[A-Z]|\d+/g, (start) => `-${start.toLowerCase()}`);
}
