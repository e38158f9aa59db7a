import { numberDialect } from '../numbers/number-dialect.ts';
import type { DecimalMark } from '../numbers/number-marks.ts';
import { parseNumber } from '../text/cells.ts';

/** How the numbers of a column of times count. */
export interface CountReading {
  /** Seconds since 1970, of UTC or, where they are of a clock, of what a clock showed; or NaN. */
  readonly read: (bytes: Uint8Array, start: number, end: number) => number;
  /** For people: `milliseconds since 1970`. */
  readonly name: string;
  readonly areOfClock: boolean;
}

/** Units of a count since 1970, with the largest count that is taken for one: about the year 5000. */
const UNITS = [
  { name: 'seconds since 1970', most: 1e11, perSecond: 1 },
  { name: 'milliseconds since 1970', most: 1e14, perSecond: 1e3 },
  { name: 'microseconds since 1970', most: 1e17, perSecond: 1e6 },
  { name: 'nanoseconds since 1970', most: Number.POSITIVE_INFINITY, perSecond: 1e9 },
] as const;

/** 1 January of 2000 and of 2100, and of 1970, in days as spreadsheets count them. */
const FIRST_DAY = 36_526;
const LAST_DAY = 73_051;
const DAY_OF_1970 = 25_569;
const DAY = 86_400;

/**
 * How the counts among the cells of a column of times are read, `undefined` where more cells are
 * wall clocks: from 1970 in the unit that the size of the median tells, or in days since the end of
 * 1899, as spreadsheets count, where all of them are days of this century.
 *
 * @param clocks how many of the samples are wall clocks
 */
export function countReading(
  samples: readonly string[],
  clocks: number,
  { ofFile, calendar }: { ofFile: DecimalMark | undefined; calendar: boolean },
): CountReading | undefined {
  if (2 * clocks > samples.length) return undefined;
  const { readText, read: readDialect, isPlain } = numberDialect(samples, { ofFile });
  const read = isPlain ? parseNumber : readDialect;
  const counts = samples
    .map((text) => Math.abs(readText(text)))
    .filter((count) => count > 0)
    .sort((a, b) => a - b);
  if (counts.length < clocks) return undefined;
  if (
    calendar &&
    counts.length > 0 &&
    counts[0] >= FIRST_DAY &&
    counts[counts.length - 1] < LAST_DAY
  ) {
    return {
      // Spreadsheets keep milliseconds.
      read: (bytes, start, end) =>
        Math.round(1000 * DAY * (read(bytes, start, end) - DAY_OF_1970)) / 1000,
      name: 'days since the end of 1899, as spreadsheets count',
      areOfClock: true,
    };
  }
  const median = counts[counts.length >> 1] ?? 0;
  const { name, perSecond } = UNITS.find(({ most }) => median < most) ?? UNITS[UNITS.length - 1];
  return {
    read: (bytes, start, end) => read(bytes, start, end) / perSecond,
    name,
    areOfClock: false,
  };
}
