import { parseNumber } from '../text/cells.ts';

/** The signs that a column's numbers have among their digits. */
export interface NumberMarks {
  readonly decimal: DecimalMark;
  /** Between groups of digits, `''` for none; `' '` is any space that never breaks a line, too. */
  readonly group: '' | ',' | '.' | "'" | ' ';
  /** Digits of every group but the first and the last: 2 in India. */
  readonly groupDigits: 3 | 2;
}

export type DecimalMark = '.' | ',';

/** Reads `bytes[start … end)`; NaN where that is no such number. */
export type ReadNumber = (bytes: Uint8Array, start: number, end: number) => number;

/** As programs write numbers, and `parseNumber` reads them. */
export const PLAIN_MARKS: NumberMarks = { decimal: '.', group: '', groupDigits: 3 };

/** Every way of writing numbers that is known, the simple ones first. */
export const ALL_MARKS: readonly NumberMarks[] = [
  PLAIN_MARKS,
  { decimal: ',', group: '', groupDigits: 3 },
  { decimal: '.', group: ',', groupDigits: 3 },
  { decimal: ',', group: '.', groupDigits: 3 },
  { decimal: '.', group: ' ', groupDigits: 3 },
  { decimal: ',', group: ' ', groupDigits: 3 },
  { decimal: '.', group: "'", groupDigits: 3 },
  { decimal: ',', group: "'", groupDigits: 3 },
  { decimal: '.', group: ',', groupDigits: 2 },
];

/** Such marks in words; `''` for plain ones. */
export function marksInWords({ decimal, group, groupDigits }: NumberMarks): string {
  const between = { '': '', ',': 'commas', '.': 'points', ' ': 'spaces', "'": 'apostrophes' }[
    group
  ];
  const groups = groupDigits === 2 ? 'commas in Indian groups' : `${between} between thousands`;
  const words = [
    ...(group === '' ? [] : [groups]),
    ...(decimal === ',' ? ['a decimal comma'] : []),
  ];
  return words.join(' and ');
}

/** Longest number, in bytes, that is looked at. */
const LONGEST = 400;
const ZERO = 0x30;
const NINE = 0x39;
const POINT = 0x2e;
const MINUS = 0x2d;
const PLUS = 0x2b;
const LOWER_CASE = 0x20;
const LETTER_E = 0x65;
const LAST_GROUP = 3;

/**
 * Reads numbers that are written so: no other mark, and groups of their full length only. What
 * `1.234,5` means is what `parseNumber` makes of `1234.5`, so that both round alike; spaces around
 * and the typographic minus are allowed, as is an exponent. O(length of the cell).
 */
export function numberReader({ decimal, group, groupDigits }: NumberMarks): ReadNumber {
  const decimalByte = decimal.charCodeAt(0);
  const plain = new Uint8Array(LONGEST);

  return (bytes, start, end) => {
    let at = afterSpaces(bytes, start, end);
    const stop = beforeSpaces(bytes, at, end);
    if (stop - at > LONGEST) return Number.NaN;
    let length = 0;
    const sign = signWidth(bytes, at, stop);
    if (sign > 0) {
      plain[length++] = bytes[at] === PLUS ? PLUS : MINUS;
      at += sign;
    }
    const firstDigit = bytes[at];
    // Digits since the last mark, and groups closed by one.
    let run = 0;
    let groups = 0;
    for (; at < stop; at++, run++) {
      const byte = bytes[at];
      if (byte >= ZERO && byte <= NINE) {
        plain[length++] = byte;
        continue;
      }
      const width = groupWidth(group, bytes, at, stop);
      if (width === 0) break;
      const isFull = groups === 0 ? run > 0 && run <= groupDigits : run === groupDigits;
      if (!isFull || firstDigit === ZERO) return Number.NaN;
      groups++;
      at += width - 1;
      run = -1;
    }
    if (groups > 0 && run !== LAST_GROUP) return Number.NaN;
    if (at < stop && bytes[at] === decimalByte) {
      plain[length++] = POINT;
      for (at++; at < stop && bytes[at] >= ZERO && bytes[at] <= NINE; at++)
        plain[length++] = bytes[at];
    }
    if (at < stop && (bytes[at] | LOWER_CASE) !== LETTER_E) return Number.NaN;
    while (at < stop) plain[length++] = bytes[at++];
    return parseNumber(plain, 0, length);
  };
}

const APOSTROPHE = 0x27;
const SPACE = 0x20;
const TAB = 0x09;

/** Bytes of the mark between groups that stands at `at`; 0 where none does. */
function groupWidth(
  group: NumberMarks['group'],
  bytes: Uint8Array,
  at: number,
  end: number,
): number {
  switch (group) {
    case '':
      return 0;
    case ' ':
      return spaceWidth(bytes, at, end);
    case "'":
      if (bytes[at] === APOSTROPHE) return 1;
      // U+2019, as Windows writes it in Switzerland.
      return isWide(bytes, at, end, 0x80, 0x99) ? 3 : 0;
    default:
      return bytes[at] === group.charCodeAt(0) ? 1 : 0;
  }
}

/** Bytes of a space, a tab, a no-break space (U+00A0, U+202F) or a thin one (U+2009) at `at`. */
function spaceWidth(bytes: Uint8Array, at: number, end: number): number {
  const byte = bytes[at];
  if (byte === SPACE || byte === TAB) return 1;
  if (byte === 0xc2) return at + 1 < end && bytes[at + 1] === 0xa0 ? 2 : 0;
  return byte === 0xe2 && (isWide(bytes, at, end, 0x80, 0xaf) || isWide(bytes, at, end, 0x80, 0x89))
    ? 3
    : 0;
}

/** Bytes of a sign; U+2212 is one. */
function signWidth(bytes: Uint8Array, at: number, end: number): number {
  if (bytes[at] === MINUS || bytes[at] === PLUS) return 1;
  return isWide(bytes, at, end, 0x88, 0x92) ? 3 : 0;
}

/** Whether a character of U+2000 to U+2FFF with these last two bytes stands at `at`. */
function isWide(bytes: Uint8Array, at: number, end: number, second: number, third: number) {
  return at + 2 < end && bytes[at] === 0xe2 && bytes[at + 1] === second && bytes[at + 2] === third;
}

function afterSpaces(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  while (at < end) {
    const width = spaceWidth(bytes, at, end);
    if (width === 0) break;
    at += width;
  }
  return at;
}

function beforeSpaces(bytes: Uint8Array, start: number, end: number): number {
  let stop = end;
  while (stop > start) {
    const last = bytes[stop - 1];
    const width = last === SPACE || last === TAB ? 1 : last === 0xa0 ? 2 : 3;
    if (stop - width < start || spaceWidth(bytes, stop - width, stop) !== width) break;
    stop -= width;
  }
  return stop;
}
