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
