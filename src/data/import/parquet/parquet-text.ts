import { type DecodedArray, parquetMetadataAsync, parquetScan, parquetSchema } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { InputError, messageOf } from '../../errors.ts';
import type { ProblemLog } from '../problems.ts';
import { cellText, PARSERS, type ParquetColumn } from './cell-text.ts';
import type { RandomAccess } from './random-access.ts';

/** Bytes that a page may unpack to: writers make them of about a megabyte. */
const LARGEST_PAGE = 1 << 28;
/** Rows that are written as text at a time. */
const ROWS_AT_ONCE = 4096;

/** What unpacks pages, each kept from unpacking to more than any page has. */
const LIMITED = Object.fromEntries(
  Object.entries(compressors).map(([codec, unpack]) => [
    codec,
    (input: Uint8Array, length: number) => {
      if (length > LARGEST_PAGE) throw new Error(`a page of ${length} bytes`);
      return unpack?.(input, length) as Uint8Array;
    },
  ]),
);

/**
 * The rows of a Parquet file as comma-separated text with a header: whatever reads tables reads them,
 * and nothing of it has to know Parquet. Times come in ISO 8601, with `Z` where they are of UTC; lists
 * and records as JSON. Holds one row group, unpacked.
 *
 * @param onRead is told how many bytes of the file the rows that were given stand for
 * @throws InputError when the file is damaged, encrypted, or packed as nothing here unpacks
 */
export async function* parquetText(
  file: RandomAccess,
  log: Pick<ProblemLog, 'error'>,
  onRead: (bytes: number) => void,
): AsyncGenerator<Uint8Array, void> {
  const encoder = new TextEncoder();
  try {
    const { columns, rows, readColumn, ranges } = await openParquet(file);
    yield encoder.encode(`${columns.map(({ name }) => quoted(name)).join(',')}\n`);
    for (const range of ranges) {
      const cells: DecodedArray[] = [];
      for (const { name } of columns) cells.push(await readColumn({ column: name, ...range }));
      const count = range.rowEnd - range.rowStart;
      const short = cells.findIndex(({ length }) => length !== count);
      if (short >= 0) {
        throw new Error(`${cells[short]?.length} of ${count} values in ${columns[short]?.name}`);
      }
      for (let from = 0; from < count; from += ROWS_AT_ONCE) {
        const to = Math.min(count, from + ROWS_AT_ONCE);
        yield encoder.encode(rowsText(columns, cells, from, to));
        onRead(Math.round((file.byteLength * (range.rowStart + to)) / Math.max(1, rows)));
      }
    }
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw log.error(
      `a Parquet file that cannot be read: ${messageOf(error)}; write it again, or convert it: duckdb -c "COPY (FROM 'FILE') TO 'flows.csv'"`,
    );
  }
}

async function openParquet(file: RandomAccess) {
  const metadata = await parquetMetadataAsync(file, { geoparquet: false });
  const { ranges, readColumn } = await parquetScan({
    file,
    metadata,
    compressors: LIMITED,
    parsers: PARSERS,
    geoparquet: false,
  });
  const columns: readonly ParquetColumn[] = parquetSchema(metadata).children.map(({ element }) => ({
    name: element.name,
    text: cellText(element),
  }));
  if (columns.length === 0) throw new Error('it has no column');
  return { columns, ranges, readColumn, rows: Number(metadata.num_rows) };
}

function rowsText(
  columns: readonly ParquetColumn[],
  cells: readonly DecodedArray[],
  from: number,
  to: number,
): string {
  let text = '';
  for (let row = from; row < to; row++) {
    for (let column = 0; column < columns.length; column++) {
      if (column > 0) text += ',';
      // As many columns of cells as there are columns.
      const value: unknown = (cells[column] as DecodedArray)[row];
      text +=
        typeof value === 'number' ? value : quoted((columns[column] as ParquetColumn).text(value));
    }
    text += '\n';
  }
  return text;
}

const SPECIAL = /[",\r\n]/;

function quoted(cell: string): string {
  return SPECIAL.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
