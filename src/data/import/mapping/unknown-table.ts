import { InputError } from '../../errors.ts';
import type { TextForm } from '../forms/text-form.ts';
import { knownLayout } from '../kinds/known-layouts.ts';
import type { HeadRecords } from '../text/head-records.ts';
import { delimiterName, distinctNames, MOST_COLUMNS, normalName } from '../text/header.ts';
import type { TableReading } from './known-tables.ts';
import { headerIn } from './table-header.ts';

/** Rows of text that are of no known kind: what their columns mean is for a person to say. */
export interface UnknownTable {
  /** How rows are cut into cells, for people: `CSV`, `key=value`. */
  readonly cutAs: string;
  /** Between fields, one ASCII character; `null`: a form of text that takes more than that. */
  readonly delimiter: string | null;
  /** Whether the first record names the columns. */
  readonly hasHeader: boolean;
  /** What is told of how the columns got their names, where there is something to tell. */
  readonly remark: string | null;
  /** The names of the columns, no two alike in any case. */
  readonly names: readonly string[];
  /** The first records of data. */
  readonly rows: readonly (readonly string[])[];
  /** The same for every file with such columns. */
  readonly signature: string;
  /** When the file was last changed, in seconds since 1970 UTC, where that is known. */
  readonly modified?: number | undefined;
}

/** How a table is cut, where a person says so. */
export interface TableCut {
  /** One ASCII character; a space stands for any number of them. */
  readonly delimiter?: string | undefined;
  readonly hasHeader?: boolean | undefined;
}

const ROWS = 1000;

/**
 * The head of a file, which has at least one record, as a table of unknown columns.
 * @throws InputError when they are too many
 */
export function unknownTable(head: HeadRecords, cut: TableCut = {}): UnknownTable {
  const delimiter = cut.delimiter ?? String.fromCharCode(head.likeliestDelimiter);
  const records = head.cutAt(delimiter.charCodeAt(0), ROWS);
  if (records[0].length > MOST_COLUMNS) {
    throw new InputError(`${records[0].length} columns; at most ${MOST_COLUMNS} can be read`);
  }
  const { hasHeader, doubt } =
    cut.hasHeader === undefined
      ? headerIn(records)
      : { hasHeader: cut.hasHeader, doubt: undefined };
  const { names, remark } = hasHeader
    ? { names: distinctNames(records[0], normalName), remark: doubt ?? null }
    : namesWithoutHeader(records[0]);
  return {
    cutAs: delimiterName(delimiter.charCodeAt(0)),
    delimiter,
    hasHeader,
    remark,
    names,
    rows: hasHeader ? records.slice(1) : records,
    signature: JSON.stringify([delimiter, hasHeader ? names : names.length]),
  };
}

function namesWithoutHeader(record: readonly string[]): { names: string[]; remark: string } {
  const layout = knownLayout(record);
  const names = layout?.columns ?? record.map((_, column) => `column_${column + 1}`);
  const remark = `there is no header: columns are named ${layout === undefined ? 'by number' : `as in ${layout.name}`}`;
  return { names: [...names], remark };
}

/** The same of text that takes more than a delimiter; its header, if any, is no row of it. */
export function tableOfForm({ name, names, rows }: TextForm): UnknownTable {
  return {
    cutAs: name,
    delimiter: null,
    hasHeader: false,
    remark: null,
    names,
    rows,
    signature: JSON.stringify([name, names]),
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
