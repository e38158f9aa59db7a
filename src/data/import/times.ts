import { secondsShown, withFraction } from './calendar.ts';
import { CellScanner } from './cell-scanner.ts';
import { parseNumber } from './cells.ts';
import { wallClocksOf } from './time-zone.ts';
import { newWallClock, readWallClock, type WallClock } from './wall-clock.ts';

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
}

/** Units of a count since 1970, with the largest count that is taken for one: about the year 5000. */
const UNITS = [
  { name: 'seconds', most: 1e11, perSecond: 1 },
  { name: 'milliseconds', most: 1e14, perSecond: 1e3 },
  { name: 'microseconds', most: 1e17, perSecond: 1e6 },
  { name: 'nanoseconds', most: Number.POSITIVE_INFINITY, perSecond: 1e9 },
] as const;

const encoder = new TextEncoder();
/** Room for a time as text, so that none is made for each. */
const scratch = new Uint8Array(256);

/**
 * Judges a column of times by its first cells and reads them all alike: a count of seconds,
 * milli-, micro- or nanoseconds since 1970 (told from the size of the median), or a date and time
 * as `readWallClock` takes it. `3/7/2017` has its day first or its month first, as the cells tell
 * in which one of the two exceeds 12; where none does, `order` holds and the doubt is told.
 *
 * Wall clocks without a zone are those of `timeZone`; a time of day alone is one of 1 January 1970.
 * Fractions are kept as far as a double goes, a quarter of a microsecond today.
 *
 * @param samples the first cells of the column; none at all makes a column of seconds
 * @throws InputError for a zone that is not known
 */
export function timeColumn(
  samples: readonly string[],
  timeZone: string,
  order: DateOrder = 'day first',
): TimeColumn {
  const clocks = samples.map(wallClockOf).filter((clock) => clock !== undefined);
  const told = toldOrder(clocks);
  const dayFirst = (told ?? order) === 'day first';
  const unit = unitOf(samples, clocks);
  const instantOf = wallClocksOf(timeZone);
  const scanner = new CellScanner();
  const clock = newWallClock();
  const seen = { zoneless: false, slashed: false, dateless: false, hours: 0 };

  function read(bytes: Uint8Array, start: number, end: number): number {
    scanner.over(bytes, start, end);
    if (!readWallClock(scanner, clock)) {
      return unit === undefined ? Number.NaN : parseNumber(bytes, start, end) / unit.perSecond;
    }
    const wallSeconds = secondsShown(clock, dayFirst);
    if (Number.isNaN(wallSeconds)) return wallSeconds;
    seen.dateless ||= clock.dateless;
    if (!clock.yearFirst && !clock.dateless) {
      seen.slashed = true;
      seen.hours |= clock.half === undefined ? 1 << clock.hour : 1;
    }
    if (!Number.isNaN(clock.offset)) return withFraction(wallSeconds - clock.offset, clock);
    seen.zoneless = true;
    return withFraction(instantOf(wallSeconds), clock);
  }

  return {
    read,
    readText(text) {
      const isLong = 3 * text.length > scratch.length;
      const bytes = isLong ? encoder.encode(text) : scratch;
      const length = isLong ? bytes.length : encoder.encodeInto(text, scratch).written;
      return read(bytes, 0, length);
    },
    reading: readingOf(clocks, unit, dayFirst, timeZone),
    get zoneless() {
      return seen.zoneless;
    },
    doubts: () => [
      ...(seen.slashed && told === undefined
        ? [`no date tells day from month: read with the ${order.replace(' ', ' standing ')}`]
        : []),
      ...(seen.slashed && (seen.hours & HOURS_OF_A_LONG_CLOCK) === 0
        ? ['hours run from 1 to 12 without AM or PM: read as those of a 24-hour clock']
        : []),
      ...(seen.dateless ? ['times of day carry no date: read as of 1 January 1970'] : []),
    ],
  };
}

/** Hours 0 and 13 to 23, as bits: a clock that shows one of them has 24 hours. */
const HOURS_OF_A_LONG_CLOCK = 0xffe001;

function wallClockOf(text: string): WallClock | undefined {
  const bytes = encoder.encode(text);
  const scanner = new CellScanner();
  const clock = newWallClock();
  scanner.over(bytes, 0, bytes.length);
  return readWallClock(scanner, clock) ? clock : undefined;
}

/** What the dates themselves tell; the more frequent answer where they contradict each other. */
function toldOrder(clocks: readonly WallClock[]): DateOrder | undefined {
  let dayFirst = 0;
  let monthFirst = 0;
  for (const { date, yearFirst, dateless } of clocks) {
    if (yearFirst || dateless) continue;
    if (date[0] > 12 && date[1] <= 12) dayFirst++;
    if (date[1] > 12 && date[0] <= 12) monthFirst++;
  }
  if (dayFirst === monthFirst) return undefined;
  return dayFirst > monthFirst ? 'day first' : 'month first';
}

/** The unit of counts since 1970; `undefined` where more cells are wall clocks than counts. */
function unitOf(
  samples: readonly string[],
  clocks: readonly WallClock[],
): (typeof UNITS)[number] | undefined {
  const counts = samples
    .map((text) => Math.abs(Number(text)))
    .filter((count) => count > 0)
    .sort((a, b) => a - b);
  if (counts.length < clocks.length) return undefined;
  const median = counts[counts.length >> 1] ?? 0;
  return UNITS.find(({ most }) => median < most);
}

function readingOf(
  clocks: readonly WallClock[],
  unit: (typeof UNITS)[number] | undefined,
  dayFirst: boolean,
  timeZone: string,
): string {
  const zone = clocks.some(({ offset }) => Number.isNaN(offset)) ? `, in ${timeZone}` : '';
  const forms: string[] = clocks.map(({ yearFirst, dateless }) => {
    if (dateless) return 'time of day';
    if (yearFirst) return 'year-month-day';
    return dayFirst ? 'day/month/year' : 'month/day/year';
  });
  if (unit !== undefined) forms.push(`${unit.name} since 1970`);
  return [...new Set(forms)].join(' or ') + zone;
}
