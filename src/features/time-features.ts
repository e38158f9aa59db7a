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
    why: 'With its cosine, the time of day on a circle: 23:59 lies beside midnight.',
  },
  {
    name: 'hour_cos',
    family: 'clock',
    formula: ['cosineOfTurn', 'hour'],
    from: CLOCK,
    unit: '',
    needs: [],
    why: 'Below zero by day, above by night, when nobody should be at work.',
  },
  {
    name: 'weekday_sin',
    family: 'clock',
    formula: ['sineOfTurn', 'weekday'],
    from: CLOCK,
    unit: '',
    needs: [],
    why: 'With its cosine, the day of the week on a circle: Sunday lies beside Monday.',
  },
  {
    name: 'weekday_cos',
    family: 'clock',
    formula: ['cosineOfTurn', 'weekday'],
    from: CLOCK,
    unit: '',
    needs: [],
    why: 'Tells the weekend from Wednesday.',
  },
  {
    name: 'log_pair_gap',
    family: 'rhythm',
    formula: ['log1p', 'gap'],
    from: PAIR_RHYTHM,
    unit: 'ln(1 + s)',
    needs: ['direction'],
    why: 'How long the two hosts were silent. People come back after seconds or days; programs by the clock.',
  },
  {
    name: 'log_gap_variation',
    family: 'rhythm',
    formula: ['log', 'variation'],
    from: PAIR_RHYTHM,
    unit: 'ln(1)',
    needs: ['direction'],
    why: 'Far below 0 for a beacon, about 0 for what comes at random, above for bursts and pauses.',
  },
  {
    name: 'log_window_flows',
    family: 'window',
    formula: ['log1p', 'window_flows'],
    from: WINDOW_TOTALS,
    unit: 'ln(1 + flows)',
    needs: ['direction'],
    why: 'Scans and guesses come in crowds.',
  },
  {
    name: 'log_window_bytes',
    family: 'window',
    formula: ['log1p', 'window_bytes'],
    from: WINDOW_TOTALS,
    unit: 'ln(1 + bytes)',
    needs: ['bytes', 'direction'],
    why: 'Theft in small pieces adds up.',
  },
  {
    name: 'log_window_partners',
    family: 'window',
    formula: ['log1p', 'window_partners'],
    from: WINDOW_TOTALS,
    unit: 'ln(1 + hosts)',
    needs: ['direction'],
    why: 'Who calls on many hosts is looking for something.',
  },
];
