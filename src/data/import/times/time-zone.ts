import { InputError } from '../../errors.ts';

const DAY = 86_400;
/** Days and minutes remembered, so that a file of wild times cannot fill the memory. */
const MOST_REMEMBERED = 5000;

/** Seconds since 1970 UTC of a wall clock, given as if it were UTC. */
export type InstantOfWallClock = (wallSeconds: number) => number;

/**
 * What the clocks of a zone show, as instants. A wall clock that comes twice, when clocks are put
 * back, means the first time; one that never comes, when they are put forward, is read with the
 * offset before (02:30 means 03:30). Those are the choices of RFC 5545 and of `Temporal`.
 *
 * The rules of the zone are asked once for every day of wall clocks, and once a minute in the days
 * around a change. O(1) for a time on a day met before.
 *
 * @param timeZone `UTC`, an offset such as `+02:00`, or an IANA name such as `Europe/Prague`
 * @throws InputError for a zone that is not known here
 */
export function wallClocksOf(timeZone: string): InstantOfWallClock {
  const fixed = fixedOffset(timeZone);
  if (fixed !== undefined) return (wallSeconds) => wallSeconds - fixed;
  const offsetAt = offsetsOf(timeZone);
  const offsetOfDay = remembered((day) => {
    const before = offsetAt((day - 1) * DAY);
    return before === offsetAt((day + 2) * DAY) ? before : Number.NaN;
  });
  const offsetOfMinute = remembered((minute) => offsetNearChange(60 * minute, offsetAt));
  let lastDay = Number.NaN;
  let lastOffset = Number.NaN;

  return (wallSeconds) => {
    const day = Math.floor(wallSeconds / DAY);
    if (day !== lastDay) {
      lastDay = day;
      lastOffset = offsetOfDay(day);
    }
    if (!Number.isNaN(lastOffset)) return wallSeconds - lastOffset;
    return wallSeconds - offsetOfMinute(Math.floor(wallSeconds / 60));
  };
}

/** Beyond, the platform has no calendar. Seconds since 1970. */
const LAST_INSTANT = 8.64e12;

/**
 * How far the clocks of a zone are ahead of UTC, in seconds, at any instant. The rules of the zone
 * are asked twice a day, and once a quarter of an hour in days that bring a change.
 *
 * @throws InputError for a zone that is not known here
 */
export function clockOffsetsOf(timeZone: string): (seconds: number) => number {
  const fixed = fixedOffset(timeZone);
  if (fixed !== undefined) return () => fixed;
  const offsetAt = offsetsOf(timeZone);
  const offsetOfDay = remembered((day) => {
    const first = offsetAt(day * DAY);
    return first === offsetAt((day + 1) * DAY) ? first : Number.NaN;
  });
  const offsetOfQuarter = remembered((quarter) => offsetAt(900 * quarter));
  return (seconds) => {
    if (!(Math.abs(seconds) < LAST_INSTANT - DAY)) return 0;
    const ofDay = offsetOfDay(Math.floor(seconds / DAY));
    return Number.isNaN(ofDay) ? offsetOfQuarter(Math.floor(seconds / 900)) : ofDay;
  };
}

/** The offset to take off a wall clock when one of the two that hold around it may be wrong. */
function offsetNearChange(wallSeconds: number, offsetAt: (seconds: number) => number): number {
  const before = offsetAt(wallSeconds - DAY);
  const after = offsetAt(wallSeconds + DAY);
  const isBefore = offsetAt(wallSeconds - before) === before;
  const isAfter = offsetAt(wallSeconds - after) === after;
  return isAfter && !isBefore ? after : before;
}

/** Seconds east of UTC of `UTC`, `Z`, `+02:00`, `-0330` or `+05`; `undefined` for a name. */
export function fixedOffset(timeZone: string): number | undefined {
  if (/^(?:utc|gmt|z)$/i.test(timeZone)) return 0;
  const [, sign, hours, minutes = '0'] = /^([+-])(\d\d):?([0-5]\d)?$/.exec(timeZone) ?? [];
  if (sign === undefined || Number(hours) > 15) return undefined;
  const seconds = 3600 * Number(hours) + 60 * Number(minutes);
  return sign === '-' ? -seconds : seconds;
}

/** Seconds east of UTC at any instant, as the platform knows the zone. */
function offsetsOf(timeZone: string): (seconds: number) => number {
  const format = clockFormat(timeZone);
  return (seconds) => {
    const shown = format.format(1000 * seconds).match(/\d+/g) ?? [];
    const [month, day, year, hour, minute, second] = shown.map(Number);
    return Date.UTC(year, month - 1, day, hour, minute, second) / 1000 - seconds;
  };
}

function clockFormat(timeZone: string): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  } catch {
    throw new InputError(
      `timeZone "${timeZone}" is no zone known here; expected UTC, an offset such as +02:00, ` +
        'or a name such as Europe/Prague',
    );
  }
}

function remembered(compute: (key: number) => number): (key: number) => number {
  const known = new Map<number, number>();
  return (key) => {
    let value = known.get(key);
    if (value === undefined) {
      if (known.size >= MOST_REMEMBERED) known.clear();
      value = compute(key);
      known.set(key, value);
    }
    return value;
  };
}
