import type { ChartTheme } from '../../src/charts/figure.ts';

/** Colours that tell themselves apart, for figures that nobody looks at. */
export const THEME: ChartTheme = {
  paper: '#fff',
  ink: '#000',
  rule: '#ddd',
  normal: '#00f',
  onNormal: '#fff',
  anomaly: '#f00',
  caution: '#fa0',
  good: '#0a0',
  accent: '#50f',
};
