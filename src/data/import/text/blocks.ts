/** Largest block, in bytes. */
export const BLOCK_BYTES = 1 << 20;

const FIRST_ALLOCATION = 1 << 14;

/**
 * The same bytes cut anew into blocks of `size` bytes, the last one shorter. A reader of blocks
 * cannot depend on how the source happened to cut its chunks, and never holds more than a block of
 * a large chunk. Blocks are copies, theirs to keep and to change. O(bytes); holds one block.
 */
export async function* blocksOf(
  chunks: AsyncIterable<Uint8Array>,
  size: number = BLOCK_BYTES,
): AsyncGenerator<Uint8Array<ArrayBuffer>, void> {
  let block = new Uint8Array(Math.min(FIRST_ALLOCATION, size));
  let length = 0;
  for await (const chunk of chunks) {
    for (let at = 0; at < chunk.length; ) {
      if (length === block.length) block = enlarged(block, size);
      const taken = chunk.subarray(at, at + block.length - length);
      block.set(taken, length);
      length += taken.length;
      at += taken.length;
      if (length === size) {
        yield block;
        block = new Uint8Array(size);
        length = 0;
      }
    }
  }
  if (length > 0) yield block.subarray(0, length);
}

function enlarged(block: Uint8Array<ArrayBuffer>, most: number): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(Math.min(most, 2 * block.length));
  larger.set(block);
  return larger;
}
