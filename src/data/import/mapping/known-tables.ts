import type { ColumnMapping } from './column-mapping.ts';

/** A table read as numbers, where a person says which columns tell the answers. */
export interface NumbersReading {
  readonly as: 'table';
  /** The column that says which rows are attacks; `null`: none does. */
  readonly label?: string | null;
  /** The column that says which attack. */
  readonly attackType?: string | null;
}

/**
 * How a table is read: its columns mapped to those of flows, or as numbers; `table`: with the answers
 * where they are found.
 */
export type TableReading = ColumnMapping | NumbersReading | 'table';

export function isAsNumbers(
  reading: TableReading | undefined,
): reading is NumbersReading | 'table' {
  return reading === 'table' || (reading !== undefined && 'as' in reading);
}

/** How tables of one signature are read. Plain values. */
export interface KnownTable {
  readonly signature: string;
  readonly reading: TableReading;
}

/** How a table is read by what is known: the last that has its signature. */
export function readingOf(
  known: readonly KnownTable[],
  { signature }: { readonly signature: string },
): TableReading | undefined {
  return known.findLast((table) => table.signature === signature)?.reading;
}
