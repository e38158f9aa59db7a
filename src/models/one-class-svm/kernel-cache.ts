/** Computes entries `from … to` of the row of point `id` into `row`. */
export type FillRow = (id: number, from: number, to: number, row: Float32Array) => void;

interface CachedRow {
  /** Entries 0 … length hold kernel values. */
  length: number;
  values: Float32Array;
}

/**
 * Kernel rows within a bound of memory; the row used longest ago goes first. Rows are looked up
 * by the point's id, which stays, while their entries follow the positions of the points, which
 * `swapEntries` moves. What it holds changes how long a fit takes, never its result.
 */
export class KernelCache {
  /** In order of use, the latest last. */
  readonly #rows = new Map<number, CachedRow>();
  readonly #fill: FillRow;
  readonly #capacity: number;
  #held = 0;

  /**
   * @param bytes the bound; room for two whole rows is always given, as a step needs two
   * @param points number of points, the length of a whole row
   */
  constructor(bytes: number, points: number, fill: FillRow) {
    this.#capacity = Math.max(Math.floor(bytes / Float32Array.BYTES_PER_ELEMENT), 2 * points);
    this.#fill = fill;
  }

  /**
   * The row of point `id` with at least `length` valid entries. It stays valid until the next
   * but one call.
   */
  row(id: number, length: number): Float32Array {
    const known = this.#rows.get(id);
    if (known !== undefined) this.#rows.delete(id);
    const row =
      known !== undefined && known.values.length >= length ? known : this.#make(length, known);
    this.#rows.set(id, row);
    if (row.length < length) {
      this.#fill(id, row.length, length, row.values);
      row.length = length;
    }
    return row.values;
  }

  /** The row of point `id` if `length` entries of it are at hand; changes nothing. */
  peek(id: number, length: number): Float32Array | undefined {
    const row = this.#rows.get(id);
    return row !== undefined && row.length >= length ? row.values : undefined;
  }

  /** Exchanges entries `pairs[0]` and `pairs[1]`, then `pairs[2]` and `pairs[3]`, … of every row. */
  swapEntries(pairs: readonly number[]): void {
    for (const [id, row] of this.#rows) {
      if (swapPairs(row, pairs)) continue;
      this.#rows.delete(id);
      this.#held -= row.values.length;
    }
  }

  /** A row with room for `length` entries that begins with those of `shorter`. */
  #make(length: number, shorter: CachedRow | undefined): CachedRow {
    if (shorter !== undefined) this.#held -= shorter.values.length;
    let spare: Float32Array | undefined;
    for (const [id, row] of this.#rows) {
      if (this.#held + length <= this.#capacity) break;
      this.#rows.delete(id);
      this.#held -= row.values.length;
      spare = row.values;
    }
    const values = spare?.length === length ? spare : new Float32Array(length);
    this.#held += length;
    if (shorter !== undefined) values.set(shorter.values.subarray(0, shorter.length));
    return { length: shorter?.length ?? 0, values };
  }
}

/** False if a pair moves an entry that the row lacks to where it would be needed. */
function swapPairs(row: CachedRow, pairs: readonly number[]): boolean {
  const { values, length } = row;
  for (let k = 0; k < pairs.length; k += 2) {
    const low = pairs[k];
    const high = pairs[k + 1];
    if (high < length) {
      const value = values[low];
      values[low] = values[high];
      values[high] = value;
    } else if (low < length) {
      return false;
    }
  }
  return true;
}
