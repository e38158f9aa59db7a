import type { CellScanner } from '../text/cell-scanner.ts';
import type { WallClock } from './clock-parts.ts';

const MONTHS =
  'january february march april may june july august september october november december'.split(
    ' ',
  );
const WEEKDAYS = 'monday tuesday wednesday thursday friday saturday sunday'.split(' ');
const code = (character: string): number => character.charCodeAt(0);
const SPACE = code(' ');
const COMMA = code(',');
const COLON = code(':');
const POINT = code('.');
const MINUS = code('-');
const SLASH = code('/');

/**
 * Reads a date whose month is an English word, or the first three letters of it, into `clock`, as
 * year, month and day: `Mar 4, 2024`, `Mon, 04 Mar 2024`, `04/Mar/2024`, `04-Mar-24`, `2024 Mar 4`;
 * or one without a year (`Mar  4`), which may come after the time.
 */
export function readNamedDate(scanner: CellScanner, clock: WallClock): boolean {
  clock.named = true;
  clock.yearFirst = true;
  if (takesName(scanner, WEEKDAYS) >= 0) takesSeparators(scanner);
  return scanner.isAtLetter ? readMonthFirst(scanner, clock) : readNumberFirst(scanner, clock);
}

/** `2024` at the end of `Mar  4 09:00:00 2024`. */
export function readYearAtEnd(scanner: CellScanner, clock: WallClock): boolean {
  const begin = scanner.at;
  if (scanner.number(4) && scanner.digits === 4) {
    clock.date[0] = scanner.value;
    clock.yearless = false;
    return true;
  }
  scanner.at = begin;
  return false;
}

function readMonthFirst(scanner: CellScanner, clock: WallClock): boolean {
  const { date } = clock;
  if (!readMonth(scanner, date)) return false;
  takesSeparators(scanner);
  if (!scanner.number(2)) return false;
  date[2] = scanner.value;
  const begin = scanner.at;
  takesSeparators(scanner);
  clock.yearless = !(scanner.number(4) && scanner.digits === 4);
  if (clock.yearless) scanner.at = begin;
  else date[0] = scanner.value;
  return true;
}

function readNumberFirst(scanner: CellScanner, clock: WallClock): boolean {
  const { date } = clock;
  if (!scanner.number(4)) return false;
  const isYear = scanner.digits === 4;
  date[isYear ? 0 : 2] = scanner.value;
  takesSeparators(scanner);
  if (!readMonth(scanner, date)) return false;
  const begin = scanner.at;
  takesSeparators(scanner);
  if (isYear) {
    if (!scanner.number(2)) return false;
    date[2] = scanner.value;
    return true;
  }
  // Two digits before a colon are an hour.
  const hasYear =
    scanner.number(4) && (scanner.digits === 4 || (scanner.digits === 2 && scanner.next !== COLON));
  clock.yearless = !hasYear;
  if (!hasYear) scanner.at = begin;
  else date[0] = scanner.digits === 2 ? fullYear(scanner.value) : scanner.value;
  return true;
}

function readMonth(scanner: CellScanner, date: Int32Array): boolean {
  date[1] = takesName(scanner, MONTHS) + 1;
  return date[1] > 0;
}

/** Which of the names, or of their first three letters, comes next; −1 for none. */
function takesName(scanner: CellScanner, names: readonly string[]): number {
  const at = names.findIndex((name) => scanner.takesWord(name.slice(0, SHORT)));
  if (at < 0) return at;
  // What is left of the whole name; `Sept` is usual, too.
  const rest = names[at].slice(SHORT);
  if (scanner.isAtLetter && !scanner.takesWord(rest) && rest === 'tember') scanner.takesWord('t');
  return scanner.isAtLetter ? -1 : at;
}

const SHORT = 3;

/** The year that two digits mean. */
export function fullYear(digits: number): number {
  return digits + (digits < 70 ? 2000 : 1900);
}

function takesSeparators(scanner: CellScanner): void {
  for (;;) {
    const { next } = scanner;
    if (next !== SPACE && next !== COMMA && next !== POINT && next !== MINUS && next !== SLASH)
      return;
    scanner.at++;
  }
}
