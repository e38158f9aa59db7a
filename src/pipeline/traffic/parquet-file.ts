import { parquetWriteBuffer } from 'hyparquet-writer';
import type { Detection } from '../run/detect.ts';
import type { Traffic } from './generate.ts';
import { scoredColumns, type TableColumn } from './table-columns.ts';

const TYPES = { number: 'DOUBLE', 'whole number': 'INT32', text: 'STRING' } as const;

/**
 * A row per flow as a Parquet file, packed as Snappy: its own columns, then each detector's score, decision
 * and prediction. Holds all of it. O(rows × columns).
 */
export function scoresParquet(
  traffic: Traffic,
  detections: readonly Detection[],
): Uint8Array<ArrayBuffer> {
  const rows = traffic.summary.total;
  const columnData = scoredColumns(traffic, detections).map((column) => ({
    name: column.name,
    type: TYPES[column.kind],
    data: cellsOf(column, rows),
  }));
  return new Uint8Array(parquetWriteBuffer({ columnData, createdBy: 'Network Anomaly Lab' }));
}

function cellsOf({ value }: TableColumn, rows: number): (number | string | null)[] {
  return Array.from({ length: rows }, (_, row) => value(row));
}
