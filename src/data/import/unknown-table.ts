import { InputError } from '../errors.ts';
import { looksLikeHeader } from './column-content.ts';
import type { HeadRecords } from './head-records.ts';
import { distinctNames, MOST_COLUMNS, normalName } from './header.ts';
import type { TableReading } from './known-tables.ts';

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

/**
 * Says how a table is read, `undefined` if it does not know.
 * @param recut the same table, cut another way
 */
export type TableReader = (
  table: UnknownTable,
  recut: (cut: TableCut) => UnknownTable,
) => TableReading | undefined;
