import { parseDecimal } from '../text/text-cells.ts';
import {
  ALL_MARKS,
  type DecimalMark,
  type NumberMarks,
  numberReader,
  PLAIN_MARKS,
} from './number-marks.ts';

/** What is known of a column besides its cells. */
export interface MarkHints {
  /** Whether its numbers are whole: ports, packets, bytes. */
  readonly isWhole?: boolean;
  /** The decimal mark that other columns of the file prove. */
  readonly ofFile?: DecimalMark | undefined;
  /** The decimal mark that a person chose for what no cell tells. */
  readonly chosen?: DecimalMark | undefined;
  /** Whether semicolons are between the file's fields, as they are for the sake of decimal commas. */
  readonly semicolons?: boolean;
}

export interface JudgedMarks {
  readonly marks: NumberMarks;
  /** The decimal mark that the cells prove; `undefined` where they would do with either. */
  readonly proven: DecimalMark | undefined;
  /** What a cell may mean besides, where nothing told. */
  readonly doubt: string | undefined;
}

/** Marks with what they make of the cells. */
interface Candidate {
  readonly marks: NumberMarks;
  readonly values: readonly number[];
}

const READERS = ALL_MARKS.map((marks) => ({ marks, read: numberReader(marks) }));
const DECIMAL_COMMA = ALL_MARKS[1];
const encoder = new TextEncoder();

/** A point, or a comma, that may stand before decimals as well as between thousands. */
const DOUBTFUL_POINT = /^\s*[+-]?[1-9]\d{0,2}\.\d{3}\s*$/;
/** Nothing but digits and the marks that numbers have. */
const NUMBER_LIKE = /^[+\-\u2212]?[\d.,'\u2019\s]+(?:e[+-]?\d+)?$/i;
const ADDRESS = /^\s*\d{1,3}(?:\.\d{1,3}){3}\s*$/;
/** Cells that prove the mark of a file: nearly all of a column. */
const NEARLY_ALL = 0.9;

/**
 * Judges which marks the numbers of a column have: those by which most cells are numbers. Where two
 * ways would do and mean different numbers, that one is taken by which the numbers are whole, if
 * they should be; else the mark that a person chose, or that the file's other columns prove. Where
 * none of these tells, a comma is a decimal one if semicolons are between the fields, a point
 * always, and the doubt is told. O(cells).
 */
export function judgeMarks(samples: readonly string[], hints: MarkHints = {}): JudgedMarks {
  const cells = samples.filter((cell) => NUMBER_LIKE.test(cell.trim()) && !ADDRESS.test(cell));
  const usual = hints.chosen ?? hints.ofFile;
  if (cells.every((cell) => !Number.isNaN(parseDecimal(cell)))) {
    const withPoint = cells.filter((cell) => cell.includes('.'));
    if (withPoint.length === 0) return settled(usual === ',' ? DECIMAL_COMMA : PLAIN_MARKS);
    if (!withPoint.every((cell) => DOUBTFUL_POINT.test(cell))) return settled(PLAIN_MARKS, '.');
  }
  const best = bestCandidates(cells, hints);
  if (best.length === 0) return settled(PLAIN_MARKS);
  const readings = readingsOf(best);
  const [first] = best;
  const isProven =
    best.every(({ marks }) => marks.decimal === first.marks.decimal) &&
    first.values.filter((value) => !Number.isNaN(value)).length >= NEARLY_ALL * samples.length;
  const proven = isProven ? first.marks.decimal : undefined;
  if (readings.length === 1) return settled(withDecimal(best, usual ?? '.').marks, proven);
  return decided(cells, readings, hints);
}

function settled(marks: NumberMarks, proven?: DecimalMark): JudgedMarks {
  return { marks, proven, doubt: undefined };
}

/** The marks by which the most cells are numbers, the simple ones first. */
function bestCandidates(cells: readonly string[], { isWhole }: MarkHints): Candidate[] {
  const encoded = cells.map((cell) => encoder.encode(cell));
  const all = READERS.map(({ marks, read }) => {
    const values = encoded.map((bytes) => read(bytes, 0, bytes.length));
    return { marks, values, count: values.filter((value) => !Number.isNaN(value)).length };
  });
  const most = Math.max(...all.map(({ count }) => count));
  if (most === 0) return [];
  const best = all.filter(({ count }) => count === most);
  const throughout = best.filter(({ marks }) => isWhole || marks.group === '' || areGrouped(cells));
  return throughout.length === 0 ? best : throughout;
}

/** Candidates that make the same numbers of the cells stand together. */
function readingsOf(candidates: readonly Candidate[]): Candidate[][] {
  const readings = new Map<string, Candidate[]>();
  for (const candidate of candidates) {
    const key = candidate.values.join(' ');
    readings.set(key, [...(readings.get(key) ?? []), candidate]);
  }
  return [...readings.values()];
}

/**
 * Whether no cell lacks the mark between thousands that others have. Four digits may do without,
 * as in Spain and Poland, where no four digits have one.
 */
function areGrouped(cells: readonly string[]): boolean {
  const runs = cells.map((cell) => /\d+/.exec(cell)?.[0].length ?? 0);
  const longest = Math.max(...runs);
  return longest < 4 || (longest === 4 && !runs.includes(1));
}

/** Candidates of one reading: those with this decimal mark come first. */
function withDecimal(candidates: readonly Candidate[], decimal: DecimalMark): Candidate {
  return candidates.find(({ marks }) => marks.decimal === decimal) ?? candidates[0];
}

/** One of several readings, each of which makes numbers of the same cells. */
function decided(
  cells: readonly string[],
  readings: readonly (readonly Candidate[])[],
  { isWhole, chosen, ofFile, semicolons = false }: MarkHints,
): JudgedMarks {
  const whole = readings.filter(([{ values }]) =>
    values.every((value) => Number.isNaN(value) || Number.isInteger(value)),
  );
  const isPoint = readings.some(([{ marks }]) => marks === PLAIN_MARKS);
  // Nobody writes whole numbers as `2,000` with decimals; some programs do as `2.000`.
  const isGrouped = ([{ marks }]: readonly Candidate[]) => marks.group !== '';
  const asWhole = whole.length === 1 ? whole[0] : isPoint ? undefined : whole.find(isGrouped);
  if (isWhole && asWhole !== undefined) return settled(withDecimal(asWhole, ofFile ?? '.').marks);
  const told = chosen ?? ofFile;
  const decimal = told ?? (!isPoint && semicolons ? ',' : '.');
  const reading =
    readings.find((each) => each.some(({ marks }) => marks.decimal === decimal)) ?? readings[0];
  const { marks, values } = withDecimal(reading, decimal);
  // Programs write a point before decimals, whatever the country.
  if (told !== undefined || (isPoint && !semicolons)) return settled(marks);
  const other = readings.find((each) => each !== reading) ?? reading;
  const at = values.findIndex((value, cell) => value !== other[0].values[cell]);
  return {
    marks,
    proven: undefined,
    doubt: `"${cells[at].trim()}" may mean ${other[0].values[at]}: read as ${values[at]}, for no cell tells`,
  };
}

/**
 * The decimal mark that the columns of a file prove, if all that prove one prove the same.
 * O(cells), of some hundreds of rows.
 */
export function provenDecimal(
  rows: readonly (readonly string[])[],
  columns: number,
): DecimalMark | undefined {
  const proven = new Set<DecimalMark>();
  for (let column = 0; column < columns && proven.size < 2; column++) {
    const cells = rows.map((row) => row[column] ?? '').filter((cell) => /\d/.test(cell));
    const mark = judgeMarks(cells).proven;
    if (mark !== undefined) proven.add(mark);
  }
  const [mark] = proven;
  return proven.size === 1 ? mark : undefined;
}
