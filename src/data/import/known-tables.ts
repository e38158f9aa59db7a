import type { ColumnMapping } from './column-mapping.ts';
import type { UnknownTable } from './unknown-table.ts';

/** How a table is read: its columns mapped to those of flows, or as numbers. */
export type TableReading = ColumnMapping | 'table';

/** How tables of one signature are read. Plain values. */
export interface KnownTable {
  readonly signature: string;
  readonly reading: TableReading;
}

/** How a table is read by what is known: the last that has its signature. */
export function readingOf(
  known: readonly KnownTable[],
  { signature }: UnknownTable,
): TableReading | undefined {
  return known.findLast((table) => table.signature === signature)?.reading;
}
