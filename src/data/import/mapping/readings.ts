import type { FileHead } from '../file-head.ts';
import { portOfService } from '../flows/service-ports.ts';
import type { NumberHints } from '../numbers/number-dialect.ts';
import type { RecordCells } from '../text/record-cells.ts';
import type { DateOrder } from '../times/times.ts';

/** A number of the current record; NaN where its cell is none, `undefined` where it is unset. */
export type NumberReading = (row: RecordCells) => number | undefined;

/**
 * How a field is read in one file, when it takes more than the digits of one cell; `undefined`
 * where the file lacks the columns.
 * @param hints what its numbers may be
 */
export type FieldReading = (file: FileHead, hints?: NumberHints) => NumberReading | undefined;

/** A number, as the column's first cells tell. */
export function plain(...names: readonly string[]): FieldReading {
  return (file, hints = {}) => {
    const column = file.column(names);
    if (column === undefined) return undefined;
    const read = numberIn(file, column, hints);
    return (row) => (row.isUnset(column) ? undefined : read(row));
  };
}

/** Reads the numbers of a column as its first cells tell. */
export function numberIn(
  file: FileHead,
  column: number,
  hints: NumberHints,
): (row: RecordCells) => number {
  const numbers = file.numbers(column, hints);
  if (!numbers.isPlain) return (row) => row.value(column, numbers);
  return (row) => {
    const number = row.number(column);
    return Number.isNaN(number) ? numbers.readText(row.text(column)) : number;
  };
}

/**
 * A time, as the column's first cells tell.
 * @param clock names of the column of its times of day, where it is one of dates alone
 */
export function timeOf(
  names: readonly string[],
  order?: DateOrder,
  clock: readonly string[] = [],
): FieldReading {
  return (file) => {
    const column = file.column(names);
    if (column === undefined) return undefined;
    const beside = file.column(clock);
    const times = file.times(column, order, beside);
    if (beside === undefined) {
      return (row) => (row.isUnset(column) ? undefined : row.value(column, times));
    }
    return (row) =>
      row.isUnset(column) || row.isUnset(beside)
        ? undefined
        : row.joinedValue(column, beside, times);
  };
}

/** A port, which may be hexadecimal, as in `0x0303`, or the name of its service. */
export function portOf(...names: readonly string[]): FieldReading {
  return (file, hints = {}) => {
    const column = file.column(names);
    if (column === undefined) return undefined;
    const read = numberIn(file, column, { isWhole: true, ...hints });
    return (row) => {
      if (row.isUnset(column)) return undefined;
      const port = read(row);
      return Number.isNaN(port) ? portOfText(row.text(column)) : port;
    };
  };
}

function portOfText(text: string): number {
  const [, digits] = /^\s*0x([\da-f]{1,4})\s*$/i.exec(text) ?? [];
  return digits === undefined ? (portOfService(text) ?? Number.NaN) : Number.parseInt(digits, 16);
}

/** Seconds from one time to another. */
export function elapsed(from: FieldReading, to: FieldReading): FieldReading {
  return combined(from, to, (start, end) =>
    // The double nearest to the difference of two decimals, within the digits that times have.
    Number((end - start).toFixed(6)),
  );
}

/** A time, and some seconds before it. */
export function before(time: FieldReading, seconds: FieldReading): FieldReading {
  return combined(
    time,
    (file) => seconds(file, { units: 'spans' }),
    (end, span) => Number((end - span).toFixed(6)),
  );
}

/** What is left of a total without a part. */
export function difference(total: FieldReading, part: FieldReading): FieldReading {
  return combined(total, part, (whole, taken) => whole - taken);
}

/** A number made of two; unset where one of them is. */
function combined(
  first: FieldReading,
  second: FieldReading,
  combine: (a: number, b: number) => number,
): FieldReading {
  return (file, hints) => {
    const a = first(file, hints);
    const b = second(file, hints);
    if (a === undefined || b === undefined) return undefined;
    return (row) => {
      const left = a(row);
      const right = b(row);
      return left === undefined || right === undefined ? undefined : combine(left, right);
    };
  };
}

/** The first of these that the file has the columns for. */
export function firstOf(...readings: readonly FieldReading[]): FieldReading {
  return (file, hints) => {
    for (const reading of readings) {
      const found = reading(file, hints);
      if (found !== undefined) return found;
    }
    return undefined;
  };
}
