import type { ProblemLog } from './problems.ts';

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
const MAGIC = [0x1f, 0x8b];

const AS_IT_IS: Unpacker = { feed: (chunk) => [chunk], end: () => [] };

/**
 * The bytes of a file, unpacked if it begins as gzip does, else as they come; its name plays no
 * part. Several gzip members one after another are one file (`cat a.gz b.gz`, bgzip), zeros after
 * the last are padding. Each member's checksum and length are held against its content.
 *
 *     const plain = unpacked(file.chunks, {
 *       log,
 *       onRead: (bytes) => { bytesRead = bytes; },
 *       onTrouble: (reason) => log.ignore(reader.line, reason),
 *     });
 *     for await (const block of blocksOf(plain)) { … onProgress(bytesRead, rows); }
 *
 * Holds a chunk of the source and 256 KiB. The code that unpacks is loaded when a gzip file comes.
 *
 * @throws InputError when the data is damaged, packed twice, or unpacks to so much more than it
 *   is that it can be no log (`GzipLimits`)
 */
export async function* unpacked(
  chunks: AsyncIterable<Uint8Array>,
  unpacking: Unpacking,
): AsyncGenerator<Uint8Array, void> {
  let head = new Uint8Array(0);
  let unpacker: Unpacker | undefined;
  let read = 0;
  for await (const chunk of chunks) {
    read += chunk.length;
    unpacking.onRead?.(read);
    if (unpacker !== undefined) {
      yield* unpacker.feed(chunk);
      continue;
    }
    head = joined(head, chunk);
    if (head.length < MAGIC.length) continue;
    unpacker = isGzip(head) ? await gzipUnpacker(unpacking) : AS_IT_IS;
    yield* unpacker.feed(head);
  }
  // A file of a single byte is too short to be gzip.
  if (unpacker !== undefined) yield* unpacker.end();
  else if (head.length > 0) yield head;
}

/** Whether bytes begin as a gzip file does. */
export function isGzip(bytes: Uint8Array): boolean {
  return MAGIC.every((byte, at) => bytes[at] === byte);
}

async function gzipUnpacker(unpacking: Unpacking): Promise<Unpacker> {
  const { GzipUnpacker } = await import('./gzip-unpacker.ts');
  return new GzipUnpacker(unpacking);
}

function joined(head: Uint8Array, tail: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(head.length + tail.length);
  both.set(head);
  both.set(tail, head.length);
  return both;
}
