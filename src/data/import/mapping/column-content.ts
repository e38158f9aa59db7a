import { parseAddress } from '../../addresses.ts';
import { portOfService } from '../flows/service-ports.ts';
import type { MarkHints } from '../numbers/judge-marks.ts';
import { isWrittenNumber, type NumberDialect, numberDialect } from '../numbers/number-dialect.ts';
import { withUnit } from '../numbers/number-units.ts';
import { HOURS_DOUBT, type TimeColumn, timeColumn } from '../times/times.ts';

/** What stands for no value in tables that people and programs write. */
export const UNSET_WORDS: readonly string[] = [
  ...['-', '(empty)', 'N/A', 'n/a', 'NA', 'NULL', 'Null', 'null', 'NaN', 'nan', '\\N'],
];

/** What the cells of a column look like; shares are of the cells that hold something. */
export interface ColumnContent {
  readonly filled: number;
  /** Distinct cells, in order of first appearance. */
  readonly words: ReadonlySet<string>;
  readonly addresses: number;
  /** Numbers of one dialect, those with units of size (`2.1 M`) too. */
  readonly numbers: number;
  /** Durations with units or as clocks: `3m 20s`, `00:03:20`. */
  readonly spans: number;
  /** Whole numbers from 0 to 65535, `443.0` and `0x01bb` too. */
  readonly ports: number;
  /** Ports, and names of services in their place. */
  readonly namedPorts: number;
  /** Names of transport protocols, or 1, 6 and 17. */
  readonly protocols: number;
  /** Dates, or counts since 1970 that fall between 1973 and 2100. */
  readonly times: number;
  /** Dates without a time of day, or with midnight in its place. */
  readonly dates: number;
  /** Times of day without a date. */
  readonly clocks: number;
  /** What cells may mean besides, read as numbers, as whole ones or as times. */
  readonly doubts: Readonly<Record<'number' | 'whole' | 'time', string | undefined>>;
}

const PROTOCOL_WORD =
  /^(?:tcp|udp|icmp|icmpv?6|ipv6-icmp|sctp|gre|esp|igmp|arp|(?:1|6|17)(?:\.0)?)$/i;
const EARLIEST = 1e8;
const LATEST = 4.1e9;
/** Dates that name no year are of some year or other. */
const SOME_DAY = 1.7e9;
/** Dates as digits, or days as spreadsheets count them: whole ones are ports rather. */
const CALENDAR_NUMBER = /^(?:\d{8}|\d{5}[.,]\d)/;
const CLOCK = /^\d{1,2}:\d\d(?::\d\d(?:[.,]\d+)?)?\s*(?:[ap]\.?m\.?)?$/i;
const CLOCK_DIGITS = /^(?:[01]\d|2[0-3])[0-5]\d[0-5]\d$/;
const DATE =
  /^(?:\d{8}|\d{1,4}[-/.] ?\d{1,2}[-/.] ?\d{1,4}(?:[ T]00:00(?::00(?:\.0+)?)?)?|[\p{L}\d ,./-]*\p{L}{3}[\p{L}\d ,./-]*)$/u;
const LONGEST_DATE = 40;
const HEXADECIMAL = /^0x[\da-f]{1,4}$/i;

const isUnset = new Set(['', ...UNSET_WORDS]);

/**
 * Looks at cells of one column, at each spelling once. O(cells).
 * @param hints what the rest of the file tells
 */
export function contentOf(cells: readonly string[], hints: MarkHints = {}): ColumnContent {
  const filled = cells.map((cell) => cell.trim()).filter((cell) => !isUnset.has(cell));
  const counts = new Map<string, number>();
  for (const cell of filled) counts.set(cell, (counts.get(cell) ?? 0) + 1);
  const words = [...counts.keys()];
  const calendar = words.some((cell) => CALENDAR_NUMBER.test(cell));
  const { ofFile } = hints;
  const times = timeColumn(words, 'UTC', 'day first', { calendar, ofFile, latest: SOME_DAY });
  const numbers = numberDialect(words, { ...hints, units: 'sizes' });
  const mayBeGrouped = !numbers.isPlain || words.some((cell) => cell.includes('.'));
  const whole = mayBeGrouped ? numberDialect(words, { ...hints, isWhole: true }) : numbers;
  const looks = words.map((cell) => lookAt(cell, numbers, whole, times));
  const share = (look: keyof CellLook) => {
    const those = words.reduce(
      (sum, word, i) => sum + (looks[i][look] ? (counts.get(word) ?? 0) : 0),
      0,
    );
    return filled.length === 0 ? 0 : those / filled.length;
  };
  return {
    filled: filled.length,
    words: new Set(words),
    addresses: share('isAddress'),
    numbers: share('isNumber'),
    spans: share('isSpan'),
    ports: share('isPort'),
    namedPorts: share('isNamedPort'),
    protocols: share('isProtocol'),
    times: share('isTime'),
    dates: share('isDate'),
    clocks: share('isClock'),
    doubts: {
      number: numbers.doubt,
      whole: whole.doubt,
      time: times.doubts().find((doubt) => doubt !== HOURS_DOUBT),
    },
  };
}

/** What one cell may be. */
type CellLook = ReturnType<typeof lookAt>;

function lookAt(cell: string, numbers: NumberDialect, whole: NumberDialect, times: TimeColumn) {
  const isNumber = !Number.isNaN(numbers.readText(cell));
  const isPort = isPortNumber(whole.readText(cell)) || HEXADECIMAL.test(cell);
  const seconds = times.readText(cell);
  const isTime = seconds > EARLIEST && seconds < LATEST;
  return {
    isAddress: isAddress(cell),
    isNumber,
    isSpan: !isNumber && isSpan(cell),
    isPort,
    isNamedPort: isPort || portOfService(cell) !== undefined,
    isProtocol: PROTOCOL_WORD.test(cell),
    isTime,
    isDate: isTime && cell.length <= LONGEST_DATE && DATE.test(cell),
    isClock: CLOCK.test(cell) || CLOCK_DIGITS.test(cell),
  };
}

function isPortNumber(value: number): boolean {
  return Number.isInteger(value) && value >= 0 && value <= 65535;
}

function isSpan(cell: string): boolean {
  return /^[-\dP]/i.test(cell) && withUnit(cell, 'spans', () => 1) !== undefined;
}

/** Whether a record names columns rather than holding values of them. */
export function looksLikeHeader(record: readonly string[]): boolean {
  const cells = record.map((cell) => cell.trim()).filter((cell) => cell !== '');
  if (cells.length === 0 || cells.some(isAddress)) return false;
  const values = cells.filter((cell) => isWrittenNumber(cell) || contentOf([cell]).times > 0);
  return 2 * values.length < cells.length;
}

function isAddress(cell: string): boolean {
  return parseAddress(cell) !== undefined;
}
