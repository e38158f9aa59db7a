import { computed, effect, signal } from '@preact/signals';
import type { ChartTheme } from '../../charts/figure.ts';
import { preferences } from '../lab.ts';

/** Okabe and Ito's colours; on dark paper their lighter blue, and a vermilion as bright. */
const THEMES: Readonly<Record<'light' | 'dark', ChartTheme>> = {
  light: {
    paper: '#fbfbf8',
    ink: '#1d2126',
    rule: '#e4e3dc',
    accent: '#3451b2',
    normal: '#0072b2',
    onNormal: '#ffffff',
    anomaly: '#d55e00',
    caution: '#e69f00',
    good: '#009e73',
  },
  dark: {
    paper: '#16181c',
    ink: '#e8e6e1',
    rule: '#2d3036',
    accent: '#8da4ef',
    normal: '#56b4e9',
    onNormal: '#16181c',
    anomaly: '#ff8b3d',
    caution: '#e69f00',
    good: '#17b98b',
  },
};

const systemIsDark = signal(matchMedia('(prefers-color-scheme: dark)').matches);
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', ({ matches }) => {
  systemIsDark.value = matches;
});

/** Paper is light: dark pages printed without their background cannot be read. */
const printing = signal(false);
addEventListener('beforeprint', () => {
  printing.value = true;
});
addEventListener('afterprint', () => {
  printing.value = false;
});

/** The theme in force: the system's until the person chooses. */
export const themeName = computed(() => {
  if (printing.value) return 'light';
  const chosen = preferences.theme.value;
  if (chosen !== 'system') return chosen;
  return systemIsDark.value ? 'dark' : 'light';
});

/** Its colours, as charts need them. */
export const chartTheme = computed(() => THEMES[themeName.value]);

/** Puts the theme's name where the style sheet looks for it. */
export function keepTheme(): void {
  effect(() => {
    document.documentElement.dataset.theme = themeName.value;
  });
}
