import { InputError } from '../errors.ts';
import { looksLikeHeader } from './column-content.ts';
import { type ColumnMapping, parseMapping } from './column-mapping.ts';
import type { HeadRecords } from './head-records.ts';
import { distinctNames, MOST_COLUMNS, normalName } from './header.ts';

/** Delimited text that is of no known kind: what its columns mean is for a person to say. */
export interface UnknownTable {
  /** Between fields, one ASCII character. */
  readonly delimiter: string;
  /** Whether the first record names the columns. */
  readonly hasHeader: boolean;
  /** The names of the columns, no two alike in any case. */
  readonly names: readonly string[];
  /** The first records of data. */
  readonly rows: readonly (readonly string[])[];
  /** The same for every file with such columns. */
  readonly signature: string;
}

/** How a table is read: its columns mapped to those of flows, or as numbers. */
export type TableReading = ColumnMapping | 'table';

/**
 * Says how a table is read, `undefined` if it does not know.
 * @param recut the same table, cut another way
 */
export type TableReader = (
  table: UnknownTable,
  recut: (cut: TableCut) => UnknownTable,
) => TableReading | undefined;

/** How tables of one signature are read. Plain values. */
export interface KnownTable {
  readonly signature: string;
  readonly reading: TableReading;
}

/** How a table is cut, where a person says so. */
export type TableCut = Partial<Pick<UnknownTable, 'delimiter' | 'hasHeader'>>;

/**
 * The head of a file, which has at least one record, as a table of unknown columns.
 * @throws InputError when they are too many
 */
export function unknownTable(head: HeadRecords, most: number, cut: TableCut = {}): UnknownTable {
  const delimiter = cut.delimiter ?? String.fromCharCode(head.likeliestDelimiter);
  const records = head.cutAt(delimiter.charCodeAt(0), most);
  if (records[0].length > MOST_COLUMNS) {
    throw new InputError(`${records[0].length} columns; at most ${MOST_COLUMNS} can be read`);
  }
  const hasHeader = cut.hasHeader ?? looksLikeHeader(records[0]);
  const names = hasHeader
    ? distinctNames(records[0], normalName)
    : records[0].map((_, column) => `column_${column + 1}`);
  return {
    delimiter,
    hasHeader,
    names,
    rows: hasHeader ? records.slice(1) : records,
    signature: JSON.stringify([delimiter, hasHeader ? names : names.length]),
  };
}

/** How a table is read by what is known: the last that has its signature. */
export function readingOf(
  known: readonly KnownTable[],
  { signature }: UnknownTable,
): TableReading | undefined {
  return known.findLast((table) => table.signature === signature)?.reading;
}

const MOST_TABLES = 1000;

/**
 * Known tables that came as JSON.
 * @throws InputError naming what is wrong
 */
export function parseKnownTables(value: unknown): KnownTable[] {
  if (!Array.isArray(value) || value.length > MOST_TABLES) {
    throw new InputError(`column mappings: expected a list, of ${MOST_TABLES} at most`);
  }
  return value.map((each: unknown) => {
    const { signature, reading } = (each ?? {}) as Readonly<Record<string, unknown>>;
    if (typeof signature !== 'string') {
      throw new InputError('column mapping: signature is missing; expected a text');
    }
    return { signature, reading: reading === 'table' ? reading : parseMapping(reading) };
  });
}
