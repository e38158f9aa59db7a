import { clockOffsetsOf, fixedOffset } from '../data/import/times/time-zone.ts';
import { visibleJson } from '../data/visible-text.ts';
import type { ComputedColumns } from './feature.ts';
import { timedFlows } from './timed-flows.ts';

const DAY = 86_400;
/** 1 January 1970 was a Thursday. */
const WEEKDAY_OF_1970 = 3;

/** Hour of the day and day of the week (Monday 0), by the zone's clocks, as shares of a turn: 0 … 1. */
export const CLOCK: ComputedColumns = {
  words: { hour: 'hour / 24', weekday: 'weekday / 7' },
  compute: (flows, { timeZone }) => {
    const { startTime } = timedFlows(flows);
    const offsetAt = clockOffsetsOf(timeZone);
    const clock = startTime.map((seconds) => seconds + offsetAt(seconds));
    return {
      hour: clock.map((seconds) => modulo(seconds, DAY) / DAY),
      weekday: clock.map((seconds) => modulo(Math.floor(seconds / DAY) + WEEKDAY_OF_1970, 7) / 7),
    };
  },
  usesStart: true,
  python: ({ timeZone }) => [
    '# Features of time: a flow looks at those that began before it, none looks ahead.',
    ...clockLines(timeZone),
    'hour, weekday = clock % 86400 / 86400, (clock // 86400 + 3) % 7 / 7  # shares of a turn',
  ],
};

function modulo(value: number, by: number): number {
  const rest = value % by;
  return rest < 0 ? rest + by : rest;
}

function clockLines(timeZone: string): string[] {
  const offset = fixedOffset(timeZone);
  if (offset === 0) return ['clock = start'];
  if (offset !== undefined) return [`clock = start + ${offset}`.replace('+ -', '- ')];
  return [
    // JSON's escapes are Python's too.
    `local = pd.to_datetime(start, unit="s", utc=True).tz_convert(${visibleJson(timeZone)})`,
    'clock = start + np.array([moment.utcoffset().total_seconds() for moment in local])',
  ];
}
