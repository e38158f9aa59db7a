import type { CellScanner } from '../text/cell-scanner.ts';
import type { WallClock } from './clock-parts.ts';
import { readZone } from './clock-zone.ts';
import { fullYear, readNamedDate, readYearAtEnd } from './named-dates.ts';

const MOST_DECIMALS = 15;
const code = (character: string): number => character.charCodeAt(0);
const SPACE = code(' ');
const COLON = code(':');
const POINT = code('.');
const COMMA = code(',');
const MINUS = code('-');
const SLASH = code('/');
const AT = code('@');
const ZERO = code('0');
const NINE = code('9');

/**
 * Reads a cell as a date, a date and time, or a time of day, into `clock`; false when
 * it is none. Dates: `2017-07-03`, `2017/07/03`, `3/7/2017`, `3.7.17`, and those whose month is an
 * English word: `3 Jul 2017`, `03/Jul/2017`, `Mon, Jul 3, 2017`, `Jul  3`. Times: `8:55`, `08:55:58`,
 * after a date `8.55.58` too; fractions after a point or comma, AM or PM. Zones: `Z`, `UTC`,
 * `+02:00`, `+0200`, `+02`, `GMT+0200 (…)`. Whether the numbers make a date is not judged here.
 * O(length of the cell).
 */
export function readWallClock(scanner: CellScanner, clock: WallClock): boolean {
  startClock(scanner, clock);
  const begin = scanner.at;
  if (scanner.number(4)) {
    clock.dateless = scanner.next === COLON;
    scanner.at = begin;
    if (!clock.dateless && !readDate(scanner, clock)) return false;
  } else if (!scanner.isAtLetter || !readNamedDate(scanner, clock)) {
    return false;
  }
  if (!clock.dateless && !scanner.takesWord('t')) {
    const isApart = takesGap(scanner, clock);
    if (scanner.next < 0) return !clock.yearless;
    if (!isApart) return false;
  }
  return readTime(scanner, clock) && readSecondTime(scanner, clock) && endsWell(scanner, clock);
}

/** The time behind a midnight, which is that of a date alone: `2017-07-03 00:00:00 08:55:58`. */
function readSecondTime(scanner: CellScanner, clock: WallClock): boolean {
  const { hour, minute, second } = clock;
  const isDigitNext = scanner.next >= ZERO && scanner.next <= NINE;
  if (!isDigitNext || clock.dateless || hour + minute + second > 0) return true;
  return readTime(scanner, clock);
}

/**
 * Reads digits without a mark between them: `20170703`, `20170703085558`, `20170703T085558Z`, also
 * without seconds; false where a cell is not such. Years are those of four digits.
 */
export function readDigitsOfDate(scanner: CellScanner, clock: WallClock): boolean {
  startClock(scanner, clock);
  clock.yearFirst = true;
  for (const [at, digits] of [4, 2, 2].entries()) {
    if (!scanner.number(digits) || scanner.digits < digits) return false;
    clock.date[at] = scanner.value;
  }
  if (!scanner.takesWord('t')) scanner.spaces();
  if (scanner.next < 0) return true;
  if (!scanner.number(2) || scanner.digits < 2) return false;
  clock.hour = scanner.value;
  if (!scanner.number(2) || scanner.digits < 2) return false;
  clock.minute = scanner.value;
  if (scanner.number(2)) {
    if (scanner.digits < 2) return false;
    clock.second = scanner.value;
    if (!readFraction(scanner, clock)) return false;
  }
  return endsWell(scanner, clock);
}

/** An empty clock, and the cell from its first character that is no space. */
function startClock(scanner: CellScanner, clock: WallClock): void {
  clock.dotted = false;
  clock.named = false;
  clock.yearless = false;
  clock.dateless = false;
  clock.hour = 0;
  clock.minute = 0;
  clock.second = 0;
  clock.fraction = 0;
  clock.decimals = 0;
  clock.half = undefined;
  clock.offset = Number.NaN;
  scanner.spaces();
}

/** Whatever stands between a date and its time: spaces, `, `, ` @ `, and in Apache's logs `:`. */
function takesGap(scanner: CellScanner, clock: WallClock): boolean {
  const begin = scanner.at;
  scanner.spaces();
  if (!scanner.takes(COMMA) && !scanner.takes(AT) && clock.named) {
    if (!scanner.takes(COLON)) scanner.takesWord('at');
  }
  scanner.spaces();
  return scanner.at > begin;
}

/** The zone, the year of a date that has it at its end, and nothing else. */
function endsWell(scanner: CellScanner, clock: WallClock): boolean {
  scanner.spaces();
  if (clock.yearless && readYearAtEnd(scanner, clock)) return scanner.next < 0;
  if (!readZone(scanner, clock)) return false;
  if (scanner.next < 0) return true;
  scanner.spaces();
  return (clock.yearless && readYearAtEnd(scanner, clock) && scanner.next < 0) || scanner.next < 0;
}

function readDate(scanner: CellScanner, clock: WallClock): boolean {
  const { date } = clock;
  const begin = scanner.at;
  if (!scanner.number(4)) return false;
  const firstDigits = scanner.digits;
  date[0] = scanner.value;
  const separator = scanner.next;
  if (separator === SPACE) return isNamed(scanner, clock, begin);
  if (separator !== MINUS && separator !== SLASH && separator !== POINT) return false;
  scanner.at++;
  clock.dotted = separator === POINT;
  if (clock.dotted) scanner.spaces();
  if (!scanner.number(2)) return isNamed(scanner, clock, begin);
  date[1] = scanner.value;
  if (!scanner.takes(separator)) return false;
  if (clock.dotted) scanner.spaces();
  if (!scanner.number(4)) return false;
  date[2] = scanner.value;
  clock.yearFirst = firstDigits === 4;
  if (clock.yearFirst) return scanner.digits <= 2;
  // 09-11-18 may begin with its year as well as with its day.
  const shortYear = scanner.digits === 2 && separator !== MINUS;
  if (shortYear) date[2] = fullYear(date[2]);
  return firstDigits <= 2 && (scanner.digits === 4 || shortYear);
}

function isNamed(scanner: CellScanner, clock: WallClock, begin: number): boolean {
  scanner.at = begin;
  return readNamedDate(scanner, clock);
}

function readTime(scanner: CellScanner, clock: WallClock): boolean {
  if (!scanner.number(2)) return false;
  clock.hour = scanner.value;
  const separator = scanner.next === POINT && !clock.dateless ? POINT : COLON;
  if (!scanner.takes(separator)) return false;
  if (!scanner.number(2) || scanner.digits < 2) return false;
  clock.minute = scanner.value;
  if (scanner.takes(separator)) {
    if (!scanner.number(2) || scanner.digits < 2) return false;
    clock.second = scanner.value;
    if (!readFraction(scanner, clock)) return false;
  }
  scanner.spaces();
  if (scanner.takesWord('am') || scanner.takesWord('a.m.')) clock.half = 'am';
  else if (scanner.takesWord('pm') || scanner.takesWord('p.m.')) clock.half = 'pm';
  return true;
}

function readFraction(scanner: CellScanner, clock: WallClock): boolean {
  if (!scanner.takes(POINT) && !scanner.takes(COMMA)) return true;
  if (!scanner.number(MOST_DECIMALS)) return false;
  clock.fraction = scanner.value;
  clock.decimals = scanner.digits;
  while (scanner.number(1));
  return true;
}
