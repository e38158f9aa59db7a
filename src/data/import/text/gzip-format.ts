import type { ProblemLog } from '../problems.ts';

export interface Unpacking {
  /** Makes the errors, so that they name the file. */
  readonly log: Pick<ProblemLog, 'error'>;
  /** Told after each chunk how many bytes of the source were read, packed as they come. */
  readonly onRead?: (bytes: number) => void;
  /**
   * Told once, at the end, when something at the end of a gzip file could not be unpacked; what
   * came before it has been given. One of `CUT_SHORT` and `TRAILING_BYTES`, which read as the
   * reason of an import problem.
   */
  readonly onTrouble: (reason: string) => void;
  /** Those of a log unless given. */
  readonly limits?: GzipLimits;
}

/** How much may come out of a gzip file before it counts as a bomb. */
export interface GzipLimits {
  /** Most bytes that may come out for one that went in, once `freeBytes` came out. */
  readonly ratio: number;
  readonly freeBytes: number;
  /** Most bytes that may come out at all. */
  readonly bytes: number;
}

export const CUT_SHORT = 'the compressed data ends early: what it held after this is missing';
export const TRAILING_BYTES = 'bytes after the compressed data are not gzip: left out';

/** Takes chunks of one coding and gives the bytes that they stand for. */
export interface Unpacker {
  feed(chunk: Uint8Array): Iterable<Uint8Array>;
  /** Called once, after the last chunk. */
  end(): Iterable<Uint8Array>;
}

/** RFC 1952, ID1 and ID2. */
export const MAGIC = [0x1f, 0x8b];

/** Whether bytes begin as a gzip file does. */
export function isGzip(bytes: Uint8Array): boolean {
  return MAGIC.every((byte, at) => bytes[at] === byte);
}
