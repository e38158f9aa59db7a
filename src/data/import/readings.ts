import type { FileHead } from './file-head.ts';
import type { RecordCells } from './record-cells.ts';
import { portOfService } from './service-ports.ts';
import type { DateOrder } from './times.ts';

/** A number of the current record; NaN where its cell is none, `undefined` where it is unset. */
export type NumberReading = (row: RecordCells) => number | undefined;

/**
 * How a field is read in one file, when it takes more than the digits of one cell; `undefined`
 * where the file lacks the columns.
 */
export type FieldReading = (file: FileHead) => NumberReading | undefined;

/** The digits of a cell. */
export function plain(...names: readonly string[]): FieldReading {
  return cellReading(names, (row, column) => row.number(column));
}

/** A time, as the column's first cells tell. */
export function timeOf(names: readonly string[], order?: DateOrder): FieldReading {
  return (file) => {
    const column = file.column(names);
    if (column === undefined) return undefined;
    const times = file.times(column, order);
    return (row) => (row.isUnset(column) ? undefined : row.time(column, times));
  };
}

/** A port, which may be hexadecimal, as in `0x0303`, or the name of its service. */
export function portOf(...names: readonly string[]): FieldReading {
  return cellReading(names, (row, column) => {
    const port = row.number(column);
    if (!Number.isNaN(port)) return port;
    const text = row.text(column);
    const [, digits] = /^\s*0x([\da-f]{1,4})\s*$/i.exec(text) ?? [];
    if (digits !== undefined) return Number.parseInt(digits, 16);
    return portOfService(text) ?? Number.NaN;
  });
}

/** Seconds from one time to another. */
export function elapsed(
  from: readonly string[],
  to: readonly string[],
  order?: DateOrder,
): FieldReading {
  return combined(timeOf(from, order), timeOf(to, order), (start, end) =>
    // The double nearest to the difference of two decimals, within the digits that times have.
    Number((end - start).toFixed(6)),
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
  return (file) => {
    const a = first(file);
    const b = second(file);
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
  return (file) => {
    for (const reading of readings) {
      const found = reading(file);
      if (found !== undefined) return found;
    }
    return undefined;
  };
}

/** A reading of one cell, where it is set. */
export function cellReading(
  names: readonly string[],
  read: (row: RecordCells, column: number) => number,
): FieldReading {
  return (file) => {
    const column = file.column(names);
    if (column === undefined) return undefined;
    return (row) => (row.isUnset(column) ? undefined : read(row, column));
  };
}
