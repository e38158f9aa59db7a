import { computed, effect, signal } from '@preact/signals';
import type { ChartTheme } from '../charts/figure.ts';

const DATA = {
  normal: '#0072b2',
  onNormal: '#ffffff',
  anomaly: '#d55e00',
  caution: '#e69f00',
  good: '#009e73',
};

const THEMES: Readonly<Record<'light' | 'dark', ChartTheme>> = {
  light: { ...DATA, paper: '#fbfbf8', ink: '#1d2126', rule: '#e4e3dc', accent: '#3451b2' },
  dark: { ...DATA, paper: '#16181c', ink: '#e8e6e1', rule: '#2d3036', accent: '#8da4ef' },
};

const prefersDark = matchMedia('(prefers-color-scheme: dark)');

/** The theme in force: the system's until the person chooses. */
export const themeName = signal<'light' | 'dark'>(prefersDark.matches ? 'dark' : 'light');
prefersDark.addEventListener('change', ({ matches }) => {
  themeName.value = matches ? 'dark' : 'light';
});

/** Its colours, as charts need them. */
export const chartTheme = computed(() => THEMES[themeName.value]);

/** Puts the theme's name where the style sheet looks for it. */
effect(() => {
  document.documentElement.dataset.theme = themeName.value;
});
