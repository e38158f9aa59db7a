import type { TextColumn } from '../../flow-table.ts';

const SEGMENT = 1 << 13;

/**
 * A column that grows by segments: appending never copies what is there, and n values hold at most
 * one segment more than they need until the column is finished.
 */
export class GrowingColumn<T extends Float64Array | Uint32Array> {
  readonly #Kind: new (
    length: number,
  ) => T;
  #full: T[] = [];
  #segment: T;
  #used = 0;

  /** @param Kind `Float64Array` for numbers, `Uint32Array` for the codes of words */
  constructor(Kind: new (length: number) => T) {
    this.#Kind = Kind;
    this.#segment = new Kind(SEGMENT);
  }

  push(value: number): void {
    if (this.#used === SEGMENT) {
      this.#full.push(this.#segment);
      this.#segment = new this.#Kind(SEGMENT);
      this.#used = 0;
    }
    this.#segment[this.#used++] = value;
  }

  /** Everything pushed, in one array; the column is empty afterwards. O(n). */
  finish(): T {
    const values = new this.#Kind(this.#full.length * SEGMENT + this.#used);
    this.#full.forEach((segment, i) => {
      values.set(segment, i * SEGMENT);
    });
    values.set(this.#segment.subarray(0, this.#used), this.#full.length * SEGMENT);
    this.#full = [];
    this.#used = 0;
    return values;
  }
}

/** A column of texts that grows: UTF-8 end to end. Holds at most twice what was appended. */
export class GrowingTexts {
  #bytes = new Uint8Array(1 << 12);
  #length = 0;
  readonly #ends = new GrowingColumn<Uint32Array>(Uint32Array);

  /** Appends `bytes[start … end)` as a text. */
  push(bytes: Uint8Array, start: number, end: number): void {
    const length = this.#length + end - start;
    if (length > this.#bytes.length) {
      const larger = new Uint8Array(Math.max(length, 2 * this.#bytes.length));
      larger.set(this.#bytes.subarray(0, this.#length));
      this.#bytes = larger;
    }
    // A loop copies a few bytes faster than the call of `set`.
    const into = this.#bytes;
    for (let from = start, to = this.#length; from < end; ) into[to++] = bytes[from++];
    this.#length = length;
    this.#ends.push(length);
  }

  pushEmpty(): void {
    this.#ends.push(this.#length);
  }

  /** Everything appended; the column is empty afterwards. O(bytes). */
  finish(): TextColumn {
    const texts = { bytes: this.#bytes.slice(0, this.#length), ends: this.#ends.finish() };
    this.#length = 0;
    return texts;
  }
}
