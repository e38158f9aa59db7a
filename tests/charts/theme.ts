import { THEMES } from '../../src/charts/palette.ts';

export const THEME = THEMES.light;
