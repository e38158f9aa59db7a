import type { SchemaElement } from 'hyparquet';

/** A column of the first level of a Parquet file. */
export interface ParquetColumn {
  readonly name: string;
  /** How its cells are written; null gives an empty cell. */
  readonly text: (value: unknown) => string;
}

/** Days, and times of any unit, as they are until their column says how they are written. */
export const PARSERS = {
  timestampFromMilliseconds: (milliseconds: bigint) => BigInt(milliseconds) * 1_000_000n,
  timestampFromMicroseconds: (microseconds: bigint) => BigInt(microseconds) * 1000n,
  timestampFromNanoseconds: (nanoseconds: bigint) => BigInt(nanoseconds),
  dateFromDays: (days: number) => days,
} as const;

/** How the cells of a column are written, by its type. */
export function cellText(element: SchemaElement): (value: unknown) => string {
  const { type, converted_type: converted, logical_type: logical } = element;
  if (logical?.type === 'DATE' || converted === 'DATE') return orEmpty(dateText);
  if (logical?.type === 'TIMESTAMP') {
    return orEmpty(logical.isAdjustedToUTC ? instantText : wallClockText);
  }
  // Without more said, and in the old form of 96 bits, a time is one of UTC.
  const isOldTime = type === 'INT96' && converted === undefined;
  if (isOldTime || converted === 'TIMESTAMP_MILLIS' || converted === 'TIMESTAMP_MICROS') {
    return orEmpty(instantText);
  }
  return orEmpty(valueText);
}

function orEmpty(write: (value: unknown) => string) {
  return (value: unknown) => (value === null || value === undefined ? '' : write(value));
}

function dateText(days: unknown): string {
  return new Date(Number(days) * 86_400_000).toISOString().slice(0, 10);
}

const instantText = (nanoseconds: unknown) => `${wallClockText(nanoseconds)}Z`;

/** `2024-03-04T09:00:00.123456`, with as many decimals as there are. */
function wallClockText(nanoseconds: unknown): string {
  const all = BigInt(nanoseconds as bigint);
  const part = ((all % 1_000_000_000n) + 1_000_000_000n) % 1_000_000_000n;
  const seconds = new Date(Number((all - part) / 1_000_000n)).toISOString().slice(0, 19);
  const decimals = String(part).padStart(9, '0').replace(/0+$/, '');
  return decimals === '' ? seconds : `${seconds}.${decimals}`;
}

/** Lists and records as JSON, bytes that are no text as hexadecimal digits, all else as it is. */
function valueText(value: unknown): string {
  if (value instanceof Uint8Array) {
    return Array.from(value, (byte) => byte.toString(16).padStart(2, '0')).join('');
  }
  if (typeof value !== 'object') return String(value);
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'bigint' ? String(part) : part,
  );
}
