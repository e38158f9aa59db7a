import { isGzip, MAGIC, type Unpacker, type Unpacking } from './gzip-format.ts';

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
