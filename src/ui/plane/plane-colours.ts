import { computed, signal } from '@preact/signals';
import type { ColourName } from '../../charts/palette.ts';
import type { PlaneColours } from '../../worker/painting/paint-plane.ts';
import { chartTheme } from '../shell/theme.ts';

const NORMAL: readonly ColourName[] = ['normalBand4', 'normalBand3', 'normalBand2', 'normalBand1'];
const ALERT: readonly ColourName[] = [
  'alertBand1',
  'alertBand2',
  'alertBand3',
  'alertBand4',
  'alertBand5',
  'alertBand6',
];

/** The names that the system has for its own. */
const FORCED: PlaneColours = {
  paper: 'Canvas',
  raised: 'Canvas',
  ink: 'CanvasText',
  quiet: 'CanvasText',
  normal: 'CanvasText',
  anomaly: 'Highlight',
  anomalyEdge: 'CanvasText',
  normalBands: [],
  alertBands: [],
};

const forced = matchMedia('(forced-colors: active)');
const areForced = signal(forced.matches);
forced.addEventListener('change', ({ matches }) => {
  areForced.value = matches;
});

/** The colours in force. */
export const planeColours = computed((): PlaneColours => {
  if (areForced.value) return FORCED;
  const theme = chartTheme.value;
  const bands = (names: readonly ColourName[]) => names.map((name) => theme[name]);
  return { ...theme, normalBands: bands(NORMAL), alertBands: bands(ALERT) };
});
