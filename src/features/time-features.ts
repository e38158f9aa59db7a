import { CLOCK } from './clock.ts';
import type { Feature } from './feature.ts';
import { PAIR_RHYTHM } from './pair-rhythm.ts';
import { WINDOW_TOTALS } from './window-totals.ts';

/** The time features. None looks ahead: what begins later, or at the same instant, changes nothing. */
export const TIME_FEATURES: readonly Feature[] = [
  {
    name: 'hour_sin',
    family: 'clock',
    formula: ['sineOfTurn', 'hour'],
    from: CLOCK,
    unit: '',
    needs: [],
    why: 'With the cosine: the time of day on a circle, 23:59 next to 0:00.',
  },
  {
    name: 'hour_cos',
    family: 'clock',
    formula: ['cosineOfTurn', 'hour'],
    from: CLOCK,
    unit: '',
    needs: [],
    why: 'Below 0 by day, above 0 by night.',
  },
  {
    name: 'weekday_sin',
    family: 'clock',
    formula: ['sineOfTurn', 'weekday'],
    from: CLOCK,
    unit: '',
    needs: [],
    why: 'With the cosine: the weekday on a circle, Sunday next to Monday.',
  },
  {
    name: 'weekday_cos',
    family: 'clock',
    formula: ['cosineOfTurn', 'weekday'],
    from: CLOCK,
    unit: '',
    needs: [],
    why: 'Separates the weekend from the middle of the week.',
  },
  {
    name: 'log_pair_gap',
    family: 'rhythm',
    formula: ['log1p', 'gap'],
    from: PAIR_RHYTHM,
    unit: 'ln(1 + s)',
    needs: ['direction'],
    why: 'Time since the last flow of the two hosts. Programs often call at fixed times.',
  },
  {
    name: 'log_gap_variation',
    family: 'rhythm',
    formula: ['log', 'variation'],
    from: PAIR_RHYTHM,
    unit: 'ln(1)',
    needs: ['direction'],
    why: 'Far below 0 if regular, about 0 if random, above 0 for bursts.',
  },
  {
    name: 'log_window_flows',
    family: 'window',
    formula: ['log1p', 'window_flows'],
    from: WINDOW_TOTALS,
    unit: 'ln(1 + flows)',
    needs: ['direction'],
    why: 'Scans and password guesses are many.',
  },
  {
    name: 'log_window_bytes',
    family: 'window',
    formula: ['log1p', 'window_bytes'],
    from: WINDOW_TOTALS,
    unit: 'ln(1 + bytes)',
    needs: ['bytes', 'direction'],
    why: 'Exfiltration in small parts adds up.',
  },
  {
    name: 'log_window_partners',
    family: 'window',
    formula: ['log1p', 'window_partners'],
    from: WINDOW_TOTALS,
    unit: 'ln(1 + hosts)',
    needs: ['direction'],
    why: 'One host that reaches many others may scan.',
  },
];
