import type { CellScanner } from './cell-scanner.ts';

/** What the characters of a date and time say, before anyone asks which instant they mean. */
export interface WallClock {
  /** The three numbers of the date as they stand: `2017-07-03` or `3/7/2017`. */
  readonly date: Int32Array;
  /** Whether the year comes first; else it comes last, and day and month may stand either way. */
  yearFirst: boolean;
  /** A time of day alone: no date stands before it. */
  dateless: boolean;
  hour: number;
  minute: number;
  second: number;
  /** The digits after the point and how many they are, 15 at most. */
  fraction: number;
  decimals: number;
  /** Of a clock of twelve hours. */
  half: 'am' | 'pm' | undefined;
  /** Seconds east of UTC, NaN where the time carries no zone. */
  offset: number;
}

export function newWallClock(): WallClock {
  return {
    date: new Int32Array(3),
    yearFirst: false,
    dateless: false,
    hour: 0,
    minute: 0,
    second: 0,
    fraction: 0,
    decimals: 0,
    half: undefined,
    offset: Number.NaN,
  };
}

const MOST_DECIMALS = 15;
const code = (character: string): number => character.charCodeAt(0);
const SPACE = code(' ');
const COLON = code(':');
const POINT = code('.');
const COMMA = code(',');
const MINUS = code('-');
const PLUS = code('+');
const SLASH = code('/');

/**
 * Reads a cell as a date, a date and time, or a time of day, into `clock`; false when
 * it is none. Dates: `2017-07-03`, `2017/07/03`, `3/7/2017`, `3.7.17`. Times: `8:55`, `08:55:58`,
 * fractions after a point or comma, AM or PM. Zones: `Z`, `UTC`, `+02:00`, `+0200`, `+02`.
 * Whether the numbers make a date is not judged here. O(length of the cell).
 */
export function readWallClock(scanner: CellScanner, clock: WallClock): boolean {
  clock.hour = 0;
  clock.minute = 0;
  clock.second = 0;
  clock.fraction = 0;
  clock.decimals = 0;
  clock.half = undefined;
  clock.offset = Number.NaN;
  scanner.spaces();
  const begin = scanner.at;
  if (!scanner.number(4)) return false;
  clock.dateless = scanner.next === COLON;
  scanner.at = begin;
  if (!clock.dateless) {
    if (!readDate(scanner, clock)) return false;
    if (!scanner.takesWord('t')) {
      const isApart = scanner.next === SPACE;
      scanner.spaces();
      if (scanner.next < 0) return true;
      if (!isApart) return false;
    }
  }
  if (!readTime(scanner, clock)) return false;
  scanner.spaces();
  return readZone(scanner, clock) && scanner.next < 0;
}

function readDate(scanner: CellScanner, clock: WallClock): boolean {
  const { date } = clock;
  if (!scanner.number(4)) return false;
  const firstDigits = scanner.digits;
  date[0] = scanner.value;
  const separator = scanner.next;
  if (separator !== MINUS && separator !== SLASH && separator !== POINT) return false;
  scanner.at++;
  if (!scanner.number(2)) return false;
  date[1] = scanner.value;
  if (!scanner.takes(separator) || !scanner.number(4)) return false;
  date[2] = scanner.value;
  clock.yearFirst = firstDigits === 4;
  if (clock.yearFirst) return scanner.digits <= 2;
  // 09-11-18 may begin with its year as well as with its day.
  const shortYear = scanner.digits === 2 && separator !== MINUS;
  if (shortYear) date[2] += date[2] < 70 ? 2000 : 1900;
  return firstDigits <= 2 && (scanner.digits === 4 || shortYear);
}

function readTime(scanner: CellScanner, clock: WallClock): boolean {
  if (!scanner.number(2) || !scanner.takes(COLON)) return false;
  clock.hour = scanner.value;
  if (!scanner.number(2) || scanner.digits < 2) return false;
  clock.minute = scanner.value;
  if (scanner.takes(COLON)) {
    if (!scanner.number(2) || scanner.digits < 2) return false;
    clock.second = scanner.value;
    if (scanner.takes(POINT) || scanner.takes(COMMA)) {
      if (!scanner.number(MOST_DECIMALS)) return false;
      clock.fraction = scanner.value;
      clock.decimals = scanner.digits;
      while (scanner.number(1));
    }
  }
  scanner.spaces();
  if (scanner.takesWord('am')) clock.half = 'am';
  else if (scanner.takesWord('pm')) clock.half = 'pm';
  return true;
}

function readZone(scanner: CellScanner, clock: WallClock): boolean {
  if (scanner.next < 0) return true;
  if (scanner.takesWord('utc') || scanner.takesWord('gmt') || scanner.takesWord('z')) {
    clock.offset = 0;
    return true;
  }
  const sign = scanner.next === MINUS ? -1 : 1;
  if (sign > 0 && scanner.next !== PLUS) return false;
  scanner.at++;
  if (!scanner.number(2) || scanner.digits < 2) return false;
  const hours = scanner.value;
  const hasColon = scanner.takes(COLON);
  const hasMinutes = scanner.number(2);
  if (hasColon && !hasMinutes) return false;
  if (hasMinutes && (scanner.digits < 2 || scanner.value > 59)) return false;
  clock.offset = sign * (3600 * hours + (hasMinutes ? 60 * scanner.value : 0));
  return hours <= 15;
}
