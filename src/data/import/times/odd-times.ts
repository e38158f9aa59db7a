import { secondsShown } from './calendar.ts';
import type { WallClock } from './clock-parts.ts';

const DAY = 86_400;
/** As far back as the last 29 February may lie. */
const YEARS_BACK = 8;

/** Gives a date the year in which it last was before the file was changed, a day after at most. */
export function nameYear(clock: WallClock, latest: number | undefined): void {
  const last = latest === undefined ? 1970 : new Date(1000 * latest).getUTCFullYear();
  for (let year = last; year > last - YEARS_BACK; year--) {
    clock.date[0] = year;
    const seconds = secondsShown(clock, true);
    if (latest === undefined || seconds <= latest + DAY) return;
  }
}

/** What there is to tell of such dates. */
export function yearDoubt(latest: number | undefined): string {
  if (latest === undefined) return 'dates name no year: read as of 1970';
  const day = new Date(1000 * latest).toISOString().slice(0, 10);
  return `dates name no year: read as the last such days before ${day}, when the file was changed`;
}

const LONGEST_TIME = 80;
const ZONE_BY_NAME = /\d:\d\d.*[^\p{L}](?!AM\b|PM\b)\p{Lu}{2,5}(?:\s+\d{4})?\s*$/u;
const MONTH_BY_NAME = /(?:^|[^\p{L}])\d{1,2}\.?[ /-]\s*\p{L}{3,}|^\s*\p{L}{3,}\.?\s+\d{1,2}\b/u;

/** Why a cell is no time; the same words for many cells. */
export function complaintAboutTime(text: string): string | undefined {
  if (text.length > LONGEST_TIME) return undefined;
  if (ZONE_BY_NAME.test(text)) {
    return 'names a time zone that is not one offset everywhere: write times in UTC, or with an offset such as +01:00';
  }
  if (MONTH_BY_NAME.test(text)) {
    return 'names a month in no English word: write dates as numbers, such as 2024-03-04';
  }
  return undefined;
}
