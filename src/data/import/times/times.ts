import type { DecimalMark } from '../numbers/number-marks.ts';
import { CellScanner } from '../text/cell-scanner.ts';
import { secondsShown, withFraction } from './calendar.ts';
import { newWallClock, type WallClock } from './clock-parts.ts';
import { complaintAboutTime, nameYear, yearDoubt } from './odd-times.ts';
import { type CountReading, countReading } from './time-counts.ts';
import { wallClocksOf } from './time-zone.ts';
import { readDigitsOfDate, readWallClock } from './wall-clock.ts';

/** Which of two small numbers of a date is the day. */
export type DateOrder = 'day first' | 'month first';

/** One column of times, all read the same way, as its first cells tell. */
export interface TimeColumn {
  /** Seconds since 1970 UTC of `bytes[start … end)`; NaN where it is no time of this column. */
  read(bytes: Uint8Array, start: number, end: number): number;
  /** As `read`, of a string. */
  readText(text: string): number;
  /** How times are read, for people: `day/month/year, in UTC`. */
  readonly reading: string;
  /** Whether a time that carries no zone was read so far. */
  readonly zoneless: boolean;
  /** What the times read so far leave in doubt, a sentence each. */
  doubts(): string[];
  /** Why a cell is no time, where more is known than that. */
  complaint(text: string): string | undefined;
}

/** What is known of a column of times besides its cells. */
export interface TimeHints {
  /** Seconds since 1970 UTC when the file was last changed: no time in it is later. */
  readonly latest?: number | undefined;
  /** The decimal mark that other columns of the file prove. */
  readonly ofFile?: DecimalMark | undefined;
  /** Numbers may be digits of a date (20240304) or days as spreadsheets count them (45355.375). */
  readonly calendar?: boolean;
}

const encoder = new TextEncoder();
/** Room for a time as text, so that none is made for each. */
const scratch = new Uint8Array(256);

/**
 * Judges a column of times by its first cells and reads them all alike: a count of seconds,
 * milli-, micro- or nanoseconds since 1970 (told from the size of the median), or a date and time
 * as `readWallClock` takes it. `3/7/2017` has its day first or its month first, as the cells tell
 * in which one of the two exceeds 12; where none does, `order` holds and the doubt is told.
 *
 * Wall clocks without a zone are those of `timeZone`; a time of day alone is one of 1 January 1970,
 * and a date without a year is the last such day before the file was changed. Fractions are kept
 * as far as a double goes, a quarter of a microsecond today.
 *
 * @param samples the first cells of the column; none at all makes a column of seconds
 * @throws InputError for a zone that is not known
 */
export function timeColumn(
  samples: readonly string[],
  timeZone: string,
  order: DateOrder = 'day first',
  { latest, ofFile, calendar = false }: TimeHints = {},
): TimeColumn {
  const areDigits = calendar && areDigitsOfDates(samples);
  const readClock = areDigits ? readDigitsOfDate : readWallClock;
  const clocks = clocksOf(samples, readClock);
  const told = toldOrder(clocks);
  const dayFirst = (told ?? order) === 'day first';
  const counts = areDigits ? undefined : countReading(samples, clocks.length, { ofFile, calendar });
  const instantOf = wallClocksOf(timeZone);
  const scanner = new CellScanner();
  const clock = newWallClock();
  const seen = { zoneless: false, slashed: false, dateless: false, yearless: false, hours: 0 };

  function read(bytes: Uint8Array, start: number, end: number): number {
    scanner.over(bytes, start, end);
    if (!readClock(scanner, clock)) return readCount(bytes, start, end);
    if (clock.yearless) nameYear(clock, latest);
    const wallSeconds = secondsShown(clock, dayFirst);
    if (Number.isNaN(wallSeconds)) return wallSeconds;
    seen.dateless ||= clock.dateless;
    seen.yearless ||= clock.yearless;
    if (!clock.yearFirst && !clock.dateless) {
      seen.slashed = true;
      seen.hours |= clock.half === undefined ? 1 << clock.hour : 1;
    }
    if (!Number.isNaN(clock.offset)) return withFraction(wallSeconds - clock.offset, clock);
    seen.zoneless = true;
    return withFraction(instantOf(wallSeconds), clock);
  }
  function readCount(bytes: Uint8Array, start: number, end: number): number {
    if (counts === undefined) return Number.NaN;
    const seconds = counts.read(bytes, start, end);
    if (!counts.areOfClock || Number.isNaN(seconds)) return seconds;
    seen.zoneless = true;
    return instantOf(seconds);
  }

  return {
    read,
    readText(text) {
      const isLong = 3 * text.length > scratch.length;
      const bytes = isLong ? encoder.encode(text) : scratch;
      const length = isLong ? bytes.length : encoder.encodeInto(text, scratch).written;
      return read(bytes, 0, length);
    },
    reading: readingOf(clocks, counts, dayFirst, timeZone, areDigits),
    get zoneless() {
      return seen.zoneless;
    },
    doubts: () => [
      ...(seen.slashed && told === undefined
        ? [`no date tells day from month: read with the ${order.replace(' ', ' standing ')}`]
        : []),
      ...(seen.slashed && (seen.hours & HOURS_OF_A_LONG_CLOCK) === 0 ? [HOURS_DOUBT] : []),
      ...(seen.dateless ? ['times of day carry no date: read as of 1 January 1970'] : []),
      ...(seen.yearless ? [yearDoubt(latest)] : []),
    ],
    complaint: complaintAboutTime,
  };
}

/** Doubtful only in a column of many times: few may all be of a morning. */
export const HOURS_DOUBT =
  'hours run from 1 to 12 without AM or PM: read as those of a 24-hour clock';
/** Hours 0 and 13 to 23, as bits: a clock that shows one of them has 24 hours. */
const HOURS_OF_A_LONG_CLOCK = 0xffe001;

function clocksOf(
  samples: readonly string[],
  readClock: (scanner: CellScanner, clock: WallClock) => boolean,
): WallClock[] {
  const scanner = new CellScanner();
  return samples.flatMap((text) => {
    const bytes = encoder.encode(text);
    const clock = newWallClock();
    scanner.over(bytes, 0, bytes.length);
    return readClock(scanner, clock) ? [clock] : [];
  });
}

/** Whether digits alone are dates of our days: 20240304, 20240304090000, 20240304T090000Z. */
function areDigitsOfDates(samples: readonly string[]): boolean {
  const filled = samples.filter((cell) => /^\s*\d/.test(cell));
  if (filled.length === 0 || !filled.every((cell) => DIGITS_OF_DATE.test(cell))) return false;
  const clocks = clocksOf(filled, readDigitsOfDate);
  return clocks.length === filled.length && clocks.every((each) => secondsShown(each, true) > 0);
}

const DIGITS_OF_DATE = /^\s*(?:19[7-9]|20)\d/;

/**
 * What the dates themselves tell; the more frequent answer where they contradict each other. Points
 * between the numbers tell where the numbers do not: nobody puts them behind a month that comes first.
 */
function toldOrder(clocks: readonly WallClock[]): DateOrder | undefined {
  let dayFirst = 0;
  let monthFirst = 0;
  let areDotted = false;
  for (const { date, yearFirst, dateless, dotted } of clocks) {
    if (yearFirst || dateless) continue;
    areDotted ||= dotted;
    if (date[0] > 12 && date[1] <= 12) dayFirst++;
    if (date[1] > 12 && date[0] <= 12) monthFirst++;
  }
  if (dayFirst === monthFirst) return areDotted && dayFirst === 0 ? 'day first' : undefined;
  return dayFirst > monthFirst ? 'day first' : 'month first';
}

function readingOf(
  clocks: readonly WallClock[],
  counts: CountReading | undefined,
  dayFirst: boolean,
  timeZone: string,
  areDigits: boolean,
): string {
  const isZoneless = counts?.areOfClock || clocks.some(({ offset }) => Number.isNaN(offset));
  const forms: string[] = clocks.map(({ yearFirst, dateless, named }) => {
    if (dateless) return 'time of day';
    if (named) return 'months by name';
    if (yearFirst) return areDigits ? 'digits of year, month and day' : 'year-month-day';
    return dayFirst ? 'day/month/year' : 'month/day/year';
  });
  if (counts !== undefined) forms.push(counts.name);
  return [...new Set(forms)].join(' or ') + (isZoneless ? `, in ${timeZone}` : '');
}
