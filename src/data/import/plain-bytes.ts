import { isParquet, type RandomAccess } from './parquet/random-access.ts';
import { unpacked } from './text/gzip.ts';
import type { Unpacking } from './text/gzip-format.ts';

/** The bytes of a file, in the order in which they stand and, where that can be, anywhere. */
export interface FileBytes {
  /** Plain, gzipped, or those of a Parquet file. */
  readonly chunks: AsyncIterable<Uint8Array>;
  /** Left out where bytes only come one after another, as from a pipe. */
  readonly whole?: RandomAccess | undefined;
}

/** A file as the readers take it. */
export interface PlainFile {
  readonly bytes: AsyncIterable<Uint8Array>;
  readonly isParquet: boolean;
}

/**
 * A file as readers of text and of captures take it: unpacked if it is gzipped, and the rows of a
 * Parquet file as comma-separated text. The code for that is loaded when such a file comes.
 */
export async function plainFile(
  { chunks, whole }: FileBytes,
  unpacking: Unpacking,
): Promise<PlainFile> {
  if (whole === undefined || !(await isParquet(whole))) {
    return { bytes: unpacked(chunks, unpacking), isParquet: false };
  }
  const { parquetText } = await import('./parquet/parquet-text.ts');
  const onRead = unpacking.onRead ?? (() => undefined);
  return { bytes: parquetText(whole, unpacking.log, onRead), isParquet: true };
}

/** How the text of a Parquet file is cut, whatever it looks like. */
export const PARQUET_CUT = { delimiter: ',', hasHeader: true } as const;
