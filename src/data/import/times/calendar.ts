import type { WallClock } from './clock-parts.ts';

const DAYS_TO_1970 = 719_468;

/** What the clock shows, as seconds since 1970 UTC without the fraction; NaN for no such time. */
export function secondsShown(clock: WallClock, dayFirst: boolean): number {
  const { date, yearFirst, dateless, half, minute, second } = clock;
  let { hour } = clock;
  if (half !== undefined) {
    if (hour < 1 || hour > 12) return Number.NaN;
    hour = (hour % 12) + (half === 'pm' ? 12 : 0);
  }
  // A leap second shows as 60.
  if (hour > 23 || minute > 59 || second > 60) return Number.NaN;
  const timeOfDay = 3600 * hour + 60 * minute + second;
  if (dateless) return timeOfDay;
  const year = date[yearFirst ? 0 : 2];
  const month = date[yearFirst || dayFirst ? 1 : 0];
  const day = date[yearFirst ? 2 : dayFirst ? 0 : 1];
  // No log is of the year 999, and 0000-00-00 stands for none.
  if (year < 1000 || month < 1 || month > 12) return Number.NaN;
  if (day < 1 || day > daysIn(month, year)) return Number.NaN;
  return 86_400 * daysSince1970(year, month, day) + timeOfDay;
}

function daysIn(month: number, year: number): number {
  if (month !== 2) return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
}

/**
 * Days from 1970-01-01 in the Gregorian calendar, counted in years that begin in March so that the
 * leap day comes last. Source: E. G. Richards, "Calendars", in Explanatory Supplement to the
 * Astronomical Almanac, 2013.
 */
function daysSince1970(year: number, month: number, day: number): number {
  const marchYear = month > 2 ? year : year - 1;
  const marchMonth = (month + 9) % 12;
  const leapDays =
    Math.floor(marchYear / 4) - Math.floor(marchYear / 100) + Math.floor(marchYear / 400);
  const daysBeforeMonth = Math.floor((153 * marchMonth + 2) / 5);
  return 365 * marchYear + leapDays + daysBeforeMonth + day - 1 - DAYS_TO_1970;
}

/**
 * The time with its fraction. Rounded once: seconds and fraction are joined as integers, or as text, before they are
 * doubles.
 */
export function withFraction(seconds: number, { fraction, decimals }: WallClock): number {
  if (decimals === 0) return seconds;
  const scale = 10 ** decimals;
  const joined = seconds * scale + fraction;
  if (Math.abs(joined) < 2 ** 53) return joined / scale;
  if (seconds < 0 && fraction > 0) return -joinedAsText(-seconds - 1, scale - fraction, decimals);
  return joinedAsText(seconds, fraction, decimals);
}

function joinedAsText(seconds: number, fraction: number, decimals: number): number {
  return Number(`${seconds}.${String(fraction).padStart(decimals, '0')}`);
}
