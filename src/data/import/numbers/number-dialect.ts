import { parseNumber, textOf } from '../text/cells.ts';
import { parseDecimal } from '../text/text-cells.ts';
import { judgeMarks, type MarkHints } from './judge-marks.ts';
import { marksInWords, numberReader, PLAIN_MARKS, type ReadNumber } from './number-marks.ts';
import {
  digitsOf,
  product,
  UNIT_DOUBTS,
  type UnitDoubt,
  type UnitKind,
  withUnit,
} from './number-units.ts';

/** What is known of a column of numbers besides its cells. */
export interface NumberHints extends MarkHints {
  /** What letters after a number may count; `any`: whatever the first cells tell. */
  readonly units?: UnitKind | 'any';
  /** What a number without a unit of its own counts, in bytes or seconds; 1 unless given. */
  readonly unit?: number;
}

/** How the numbers of one column are written, all read the same way, as its first cells tell. */
export interface NumberDialect {
  /** Whether `parseNumber` reads its cells, but for those with a unit that come later. */
  readonly isPlain: boolean;
  /** The number in `bytes[start … end)`; NaN where it is none of this column. */
  readonly read: ReadNumber;
  /** As `read`, of a string. */
  readText(text: string): number;
  /** How numbers are written, for people: `a decimal comma`; `''` where it is the usual way. */
  readonly reading: string;
  /** What a cell may mean besides, where nothing told which. */
  readonly doubt: string | undefined;
  /** That, and what the units read so far may mean besides; a sentence each. */
  doubts(): string[];
}

const MOST_JUDGED = 500;
const encoder = new TextEncoder();
const UNIT_WORDS: Readonly<Record<UnitKind, string>> = {
  sizes: 'units (2.1 M)',
  spans: 'units (3m 20s)',
  shares: 'per cent signs',
};

/**
 * Judges a column of numbers by its first cells and reads them all alike: which mark stands before
 * decimals and which between thousands is decided here, once; a cell that breaks it is no number.
 * Cells that may mean two numbers (`1,234`) are read as the others of the column tell, else as
 * `hints` do; where nothing tells, the doubt is told. Units (`2.1 M`, `3m 20s`) are read wherever
 * their kind is expected, for they can mean one thing only.
 *
 * @param samples the first cells of the column
 */
export function numberDialect(samples: readonly string[], hints: NumberHints = {}): NumberDialect {
  const cells = samples.slice(0, MOST_JUDGED).filter((cell) => /\d/.test(cell));
  const units = hints.units === 'any' ? unitsOf(cells) : hints.units;
  const marks = judgeMarks(units === undefined ? cells : cells.map(digitsOf), hints);
  const isUsual = marks.marks === PLAIN_MARKS;
  const readDigits = isUsual ? parseNumber : numberReader(marks.marks);
  const digitsIn = isUsual ? parseDecimal : (text: string) => readOfText(readDigits, text);
  const factor = hints.unit ?? 1;
  const scaled = (value: number) => (factor === 1 ? value : product(value, factor));
  const seen = new Set<UnitDoubt>();

  function readUnit(text: string): number {
    const found = units === undefined ? undefined : withUnit(text, units, digitsIn);
    if (found?.doubt !== undefined) seen.add(found.doubt);
    return found?.value ?? Number.NaN;
  }
  const hasUnits = cells.some(
    (cell) => Number.isNaN(digitsIn(cell)) && !Number.isNaN(readUnit(cell)),
  );
  const unitWords = hasUnits && units !== undefined ? UNIT_WORDS[units] : '';
  return {
    isPlain: isUsual && factor === 1 && !hasUnits,
    read(bytes, start, end) {
      const value = readDigits(bytes, start, end);
      return Number.isNaN(value) ? readUnit(textOf(bytes, start, end)) : scaled(value);
    },
    readText(text) {
      const value = digitsIn(text);
      return Number.isNaN(value) ? readUnit(text) : scaled(value);
    },
    reading: [marksInWords(marks.marks), unitWords].filter((words) => words !== '').join(' and '),
    doubt: marks.doubt,
    doubts: () => [
      ...(marks.doubt === undefined ? [] : [marks.doubt]),
      ...Array.from(seen, (doubt) => UNIT_DOUBTS[doubt]),
    ],
  };
}

/** Whether a cell alone is a number, however it is written; those with units are none. */
export function isWrittenNumber(cell: string): boolean {
  return !Number.isNaN(numberDialect([cell]).readText(cell));
}

function readOfText(read: ReadNumber, text: string): number {
  const bytes = encoder.encode(text);
  return read(bytes, 0, bytes.length);
}

const UNIT_KINDS = Object.keys(UNIT_WORDS) as UnitKind[];

/**
 * The units that all cells but numbers have, or nearly all; none where two kinds would do (`5m`).
 * Clocks are none: a time of day is no number.
 */
function unitsOf(cells: readonly string[]): UnitKind | undefined {
  const others = cells.filter((cell) => /[\p{L}%]/u.test(cell) && Number.isNaN(parseDecimal(cell)));
  const fitting = UNIT_KINDS.filter((kind) => {
    const count = others.filter((cell) => withUnit(cell, kind, () => 1) !== undefined).length;
    return count > 0 && count >= 0.9 * others.length;
  });
  return fitting.length === 1 ? fitting[0] : undefined;
}
