/** What the letters after a number may count. */
export type UnitKind = 'sizes' | 'spans' | 'shares';

/** What units say of a cell, and what of it could be meant otherwise. */
export interface UnitReading {
  readonly value: number;
  readonly doubt?: UnitDoubt;
}

export type UnitDoubt = keyof typeof UNIT_DOUBTS;

/** What there is to tell once such a cell was read. */
export const UNIT_DOUBTS = {
  thousands: 'K, M and G after a number are read as powers of 1000; such numbers are rounded',
  clocks: 'durations such as 3:20 are read as minutes and seconds',
} as const;

/** A power of 1000 or, with an i, of 1024; of bytes, or of things without a name. */
const SIZE = /^([kmgtp]?)(i?)(?:b|bytes?|octets?)?$/i;
const POWERS = ['', 'k', 'm', 'g', 't', 'p'];
/** Bits and megabits, which no column of flows counts. */
const BITS = /^(?:[KMGTP]i?)?b$/;

/** Seconds in a unit; in lower case. */
const SPANS: ReadonlyMap<string, number> = new Map(
  [
    ['ns nsec nanosecond nanoseconds', 1e-9],
    ['us usec µs μs microsecond microseconds', 1e-6],
    ['ms msec msecs millisecond milliseconds', 1e-3],
    ['s sec secs second seconds', 1],
    ['m min mins minute minutes', 60],
    ['h hr hrs hour hours', 3600],
    ['d day days', 86_400],
  ].flatMap(([names, seconds]) =>
    String(names)
      .split(' ')
      .map((name) => [name, Number(seconds)] as const),
  ),
);

/** One way only to match any prefix, so that a long cell costs no more than its length. */
const WITH_UNIT = /^([^\p{L}%]*[\d.,])[ \t\u00a0\u2009\u202f]*(\p{L}{1,12}|%)$/u;
const LONGEST = 60;

/**
 * A cell with its unit: `2.1 M`, `12.3 MiB`, `1,5s`, `3m 20s`, `1 day, 02:03:04`, `PT3M20S`, `45 %`.
 * Sizes are bytes (or things, of `2.1 M`), spans are seconds, shares are the number itself.
 * `undefined` where it has no unit, or none that is known.
 *
 * @param numberOf reads the digits as the column writes them
 */
export function withUnit(
  cell: string,
  kind: UnitKind,
  numberOf: (digits: string) => number,
): UnitReading | undefined {
  const text = cell.trim();
  if (text.length > LONGEST) return undefined;
  if (kind === 'spans') return spanOf(text, numberOf);
  const [, digits = '', unit = ''] = WITH_UNIT.exec(text) ?? [];
  if (kind === 'shares') return unit === '%' ? known(numberOf(digits)) : undefined;
  return sizeOf(unit, numberOf(digits));
}

function sizeOf(unit: string, count: number): UnitReading | undefined {
  const [isSize, power = '', binary = ''] = SIZE.exec(unit) ?? [];
  if (isSize === undefined || BITS.test(unit) || (power === '' && binary !== '')) return undefined;
  const factor = (binary === '' ? 1000 : 1024) ** POWERS.indexOf(power.toLowerCase());
  const isDecimal = power !== '' && binary === '';
  return known(product(count, factor), isDecimal ? 'thousands' : undefined);
}

/** The digits before a unit; the cell as it is where it has none. */
export function digitsOf(cell: string): string {
  return cell.length > LONGEST ? cell : (WITH_UNIT.exec(cell.trim())?.[1] ?? cell);
}

function known(value: number, doubt?: UnitDoubt): UnitReading | undefined {
  if (Number.isNaN(value)) return undefined;
  return doubt === undefined ? { value } : { value, doubt };
}

/** A product to the 15 digits that a decimal keeps as a double: 2.1 millions are 2100000. */
export function product(value: number, factor: number): number {
  return Number((value * factor).toPrecision(15));
}

const CLOCK = /^(?:(\d+)(?: ?d(?:ays?)?,?|[-+]) ?)?(\d+):([0-5]\d)(?::([0-5]\d(?:[.,]\d+)?))?$/i;
const ISO = /^P(?=.)(?:(\d+)D)?(?:T(?=.)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:[.,]\d+)?)S)?)?$/i;
const PIECE = /([\d.,'’]+)[ \t\u00a0\u2009\u202f]*(\p{L}{1,12})[ \t,]*/uy;

function spanOf(text: string, numberOf: (digits: string) => number): UnitReading | undefined {
  const isNegative = text.startsWith('-');
  const span = isNegative ? text.slice(1) : text;
  const read = clockSpan(span) ?? isoSpan(span) ?? spanOfPieces(span, numberOf);
  return read === undefined || !isNegative ? read : { ...read, value: -read.value };
}

/** `00:03:20`, `3:20`, `1 day, 02:03:04`, as Python writes it, and `1+02:03:04`, as Splunk does. */
function clockSpan(text: string): UnitReading | undefined {
  const [isClock, days = '0', first, second, third] = CLOCK.exec(text) ?? [];
  if (isClock === undefined) return undefined;
  if (third === undefined) {
    return known(86_400 * Number(days) + 60 * Number(first) + Number(second), 'clocks');
  }
  const minutes = 1440 * Number(days) + 60 * Number(first) + Number(second);
  return known(sum(60 * minutes, Number(third.replace(',', '.'))));
}

/** ISO 8601: `PT3M20S`. */
function isoSpan(text: string): UnitReading | undefined {
  const [isSpan, days = '0', hours = '0', minutes = '0', seconds = '0'] = ISO.exec(text) ?? [];
  if (isSpan === undefined) return undefined;
  const whole = 86_400 * Number(days) + 3600 * Number(hours) + 60 * Number(minutes);
  return known(sum(whole, Number(seconds.replace(',', '.'))));
}

/** `200 ms`, `1.5s`, `3m 20s`, `1h2m3s`: each unit smaller than the one before. */
function spanOfPieces(text: string, numberOf: (digits: string) => number): UnitReading | undefined {
  let total = 0;
  let before = Number.POSITIVE_INFINITY;
  PIECE.lastIndex = 0;
  while (PIECE.lastIndex < text.length) {
    const [, digits = '', unit = ''] = PIECE.exec(text) ?? [];
    // A capital M is a million.
    const seconds = unit === 'M' ? undefined : SPANS.get(unit.toLowerCase());
    if (seconds === undefined || seconds >= before) return undefined;
    before = seconds;
    total = sum(total, product(numberOf(digits), seconds));
  }
  return text === '' ? undefined : known(total);
}

/** The double nearest to the sum of two decimals, as far as 15 digits tell. */
function sum(a: number, b: number): number {
  return Number((a + b).toPrecision(15));
}
