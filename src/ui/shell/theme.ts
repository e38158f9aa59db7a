import { computed } from '@preact/signals';
import { THEMES } from '../../charts/palette.ts';
import { themeName } from './theme-name.ts';

/** The colours of the theme in force, as charts and canvases need them. */
export const chartTheme = computed(() => THEMES[themeName.value]);
