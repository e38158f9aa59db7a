import { cosineOfTurn, log, log1p, sineOfTurn } from '../data/elementary.ts';
import { InputError } from '../data/errors.ts';
import type { FlowTable } from '../data/flow-table.ts';
import { orderByTime } from '../data/import/times/time-order.ts';
import { clockOffsetsOf } from '../data/import/times/time-zone.ts';
import { type Matrix, matrix } from './matrix.ts';
import { type PairRhythm, pairRhythm } from './pair-rhythm.ts';
import { type WindowTotals, windowTotals } from './window-totals.ts';

/** What the time features can be set by. */
export interface TimeSettings {
  /** Seconds that the window looks back. */
  readonly timeWindow: number;
  /** The zone by whose clocks hours and weekdays are told. */
  readonly timeZone: string;
}

/** A flow's place in time, and what was before it. */
interface Moment {
  /** Of the day, 0 … 1, by the zone's clocks. */
  readonly hour: Float64Array;
  /** Of the week, Monday 0, Tuesday 1/7, … */
  readonly weekday: Float64Array;
  readonly rhythm: PairRhythm;
  readonly totals: WindowTotals;
}

/** A feature that needs the clock: what it is called, what it is and why it helps. */
export interface TimeFeature {
  readonly name: string;
  readonly group: 'clock' | 'rhythm' | 'window';
  readonly formula: string;
  readonly unit: string;
  readonly why: string;
  readonly of: (moment: Moment, row: number) => number;
}

/** The time features. None looks ahead: what begins later, or at the same instant, changes nothing. */
export const TIME_FEATURES: readonly TimeFeature[] = [
  {
    name: 'hour_sin',
    group: 'clock',
    formula: 'sin(2π hour / 24)',
    unit: '',
    why: 'With its cosine, the time of day on a circle: 23:59 lies beside midnight.',
    of: ({ hour }, row) => sineOfTurn(hour[row]),
  },
  {
    name: 'hour_cos',
    group: 'clock',
    formula: 'cos(2π hour / 24)',
    unit: '',
    why: 'Below zero by day, above by night, when nobody should be at work.',
    of: ({ hour }, row) => cosineOfTurn(hour[row]),
  },
  {
    name: 'weekday_sin',
    group: 'clock',
    formula: 'sin(2π weekday / 7)',
    unit: '',
    why: 'With its cosine, the day of the week on a circle: Sunday lies beside Monday.',
    of: ({ weekday }, row) => sineOfTurn(weekday[row]),
  },
  {
    name: 'weekday_cos',
    group: 'clock',
    formula: 'cos(2π weekday / 7)',
    unit: '',
    why: 'Tells the weekend from Wednesday.',
    of: ({ weekday }, row) => cosineOfTurn(weekday[row]),
  },
  {
    name: 'log_pair_gap',
    group: 'rhythm',
    formula: 'log1p(gap)',
    unit: 'ln(1 + s)',
    why: 'How long the two hosts were silent. People come back after seconds or days; programs by the clock.',
    of: ({ rhythm }, row) => log1p(rhythm.gap[row]),
  },
  {
    name: 'log_gap_variation',
    group: 'rhythm',
    formula: 'log(std(last gaps) / mean(last gaps))',
    unit: 'ln(1)',
    why: 'Far below 0 for a beacon, about 0 for what comes at random, above for bursts and pauses.',
    of: ({ rhythm }, row) => log(rhythm.variation[row]),
  },
  {
    name: 'log_window_flows',
    group: 'window',
    formula: 'log1p(flows of the originator in the window)',
    unit: 'ln(1 + flows)',
    why: 'Scans and guesses come in crowds.',
    of: ({ totals }, row) => log1p(totals.flows[row]),
  },
  {
    name: 'log_window_bytes',
    group: 'window',
    formula: 'log1p(bytes of the originator in the window)',
    unit: 'ln(1 + bytes)',
    why: 'Theft in small pieces adds up.',
    of: ({ totals }, row) => log1p(totals.bytes[row]),
  },
  {
    name: 'log_window_partners',
    group: 'window',
    formula: 'log1p(distinct responders of the originator in the window)',
    unit: 'ln(1 + hosts)',
    why: 'Who calls on many hosts is looking for something.',
    of: ({ totals }, row) => log1p(totals.partners[row]),
  },
];

const DAY = 86_400;
/** 1 January 1970 was a Thursday. */
const WEEKDAY_OF_1970 = 3;

/**
 * The time features of every flow: rows × 9. O(n log n).
 *
 * @throws InputError for flows without start times or addresses, or a zone that is not known
 */
export function engineerTimeFeatures(flows: FlowTable, settings: TimeSettings): Matrix {
  const { startTime, originatorAddress, responderAddress } = flows;
  if (!startTime || !originatorAddress || !responderAddress) {
    const lacks = startTime ? 'the addresses of both ends' : 'start times';
    throw new InputError(
      `Time features need to know when each flow began and between whom; this traffic lacks ${lacks}. ` +
        'Turn the time features off.',
    );
  }
  const order = orderByTime(startTime);
  const moment: Moment = {
    ...clockOf(startTime, settings.timeZone),
    rhythm: pairRhythm(startTime, originatorAddress, responderAddress, order),
    totals: windowTotals(
      flows,
      startTime,
      originatorAddress,
      responderAddress,
      settings.timeWindow,
      order,
    ),
  };
  const data = new Float64Array(flows.length * TIME_FEATURES.length);
  for (let row = 0, at = 0; row < flows.length; row++) {
    for (const feature of TIME_FEATURES) data[at++] = feature.of(moment, row);
  }
  return matrix(
    data,
    TIME_FEATURES.map(({ name }) => name),
  );
}

function clockOf(startTime: Float64Array, timeZone: string): Pick<Moment, 'hour' | 'weekday'> {
  const offsetAt = clockOffsetsOf(timeZone);
  const clock = startTime.map((seconds) => seconds + offsetAt(seconds));
  return {
    hour: clock.map((seconds) => modulo(seconds, DAY) / DAY),
    weekday: clock.map((seconds) => modulo(Math.floor(seconds / DAY) + WEEKDAY_OF_1970, 7) / 7),
  };
}

function modulo(value: number, by: number): number {
  const rest = value % by;
  return rest < 0 ? rest + by : rest;
}
