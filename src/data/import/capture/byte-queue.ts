const FIRST_CAPACITY = 1 << 16;

/**
 * Bytes that were fed and not yet taken, in one piece, so that a record may begin in one block and
 * end in another. Holds a block and what the reader leaves of those before it; taking never copies,
 * and a byte is moved a bounded number of times however small the blocks are.
 */
export class ByteQueue {
  /** Valid from `start` to `end`, until the next `feed`. */
  bytes = new Uint8Array(FIRST_CAPACITY);
  start = 0;
  end = 0;

  get length(): number {
    return this.end - this.start;
  }

  feed(block: Uint8Array): void {
    if (this.end + block.length > this.bytes.length) this.#makeRoom(block.length);
    this.bytes.set(block, this.end);
    this.end += block.length;
  }

  /** Drops bytes at the front, at most those that are there; how many were dropped. */
  skip(count: number): number {
    const skipped = Math.min(count, this.length);
    this.start += skipped;
    return skipped;
  }

  #makeRoom(more: number): void {
    const needed = this.length + more;
    if (2 * needed <= this.bytes.length) {
      this.bytes.copyWithin(0, this.start, this.end);
    } else {
      const larger = new Uint8Array(2 * needed);
      larger.set(this.bytes.subarray(this.start, this.end));
      this.bytes = larger;
    }
    this.end = this.length;
    this.start = 0;
  }
}

/** A 16-bit number at `at`, which must be inside. */
export function uint16(bytes: Uint8Array, at: number, isLittle: boolean): number {
  return isLittle ? bytes[at] | (bytes[at + 1] << 8) : (bytes[at] << 8) | bytes[at + 1];
}

/** A 32-bit number at `at`, which must be inside. */
export function uint32(bytes: Uint8Array, at: number, isLittle: boolean): number {
  const high = uint16(bytes, isLittle ? at + 2 : at, isLittle);
  const low = uint16(bytes, isLittle ? at : at + 2, isLittle);
  return high * 0x10000 + low;
}
