import { isBinary } from '../kinds/kind-facts.ts';

/** Bytes that can be read anywhere, as those of a file on disk. */
export interface RandomAccess {
  readonly byteLength: number;
  /** The bytes from `start` up to `end`; without `end`, to the last one. */
  slice(start: number, end?: number): Promise<ArrayBuffer>;
}

const MAGIC = 'PAR1';
const HEAD_BYTES = 64;

/** Whether a file begins as Parquet does; its name plays no part, and text that does so is none. */
export async function isParquet(file: RandomAccess): Promise<boolean> {
  const head = new Uint8Array(await file.slice(0, Math.min(HEAD_BYTES, file.byteLength)));
  const text = String.fromCharCode(...head);
  return text.startsWith(MAGIC) && isBinary(text);
}
