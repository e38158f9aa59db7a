import { type Arrays, HEAP_ARRAYS } from '../compiled/arrays.ts';

/** Computes entries `from … to` of the rows of some points. */
type FillRows = (
  ids: readonly number[],
  from: number,
  to: number,
  rows: readonly Float32Array[],
) => void;

/** Points whose rows will be asked for soon, most likely, now that that of point `id` is. */
type ForeseeRows = (id: number) => readonly number[];

/** A cache takes no rows in beforehand unless it holds so many times more. */
const ROOM = 3;

interface CachedRow {
  /** Entries 0 … length hold kernel values. */
  length: number;
  readonly values: Float32Array;
  /** So much of the log of exchanges has been made in it. */
  swapped: number;
}

/** How many rows of `points` entries each a cache holds: as `bytes` allow, at least two. */
export function cachedRows(bytes: number, points: number): number {
  const fitting = Math.floor(bytes / (points * Float32Array.BYTES_PER_ELEMENT));
  return Math.max(2, Math.min(fitting, points));
}

/**
 * Kernel rows within a bound of memory; the row used longest ago goes first. Rows are looked up
 * by the point's id, which stays, while their entries follow the positions of the points, which
 * `swapEntries` moves. What it holds changes how long a fit takes, never its result.
 */
export class KernelCache {
  /** In order of use, the latest last. */
  readonly #rows = new Map<number, CachedRow>();
  readonly #fill: FillRows;
  readonly #foresee: ForeseeRows;
  readonly #arrays: Arrays;
  readonly #points: number;
  readonly #capacity: number;
  /** Rows that may still be made. */
  #unmade: number;
  /** Pairs of entries that were exchanged, one after the other: made in a row when it is used. */
  readonly #swaps: number[] = [];

  /**
   * @param bytes the bound; room for two whole rows is always given, as a step needs two
   * @param points number of points, the length of a whole row
   * @param arrays makes the rows
   * @param foresee asked when a row is missing: the rows of these points are computed with it
   */
  constructor(
    bytes: number,
    points: number,
    fill: FillRows,
    arrays: Arrays = HEAP_ARRAYS,
    foresee: ForeseeRows = () => [],
  ) {
    this.#fill = fill;
    this.#foresee = foresee;
    this.#arrays = arrays;
    this.#points = points;
    this.#capacity = cachedRows(bytes, points);
    this.#unmade = this.#capacity;
  }

  /**
   * The row of point `id` with at least `length` valid entries. It stays valid until the next
   * but one call.
   */
  row(id: number, length: number): Float32Array {
    const row = this.#rows.get(id);
    if (row === undefined) return this.#missingRow(id, length);
    this.#rows.delete(id);
    this.#rows.set(id, row);
    this.#catchUp(row);
    if (row.length < length) {
      this.#fill([id], row.length, length, [row.values]);
      row.length = length;
    }
    return row.values;
  }

  /** Whether there is a row of point `id`, however long. */
  has(id: number): boolean {
    return this.#rows.has(id);
  }

  #missingRow(id: number, length: number): Float32Array {
    const foreseen = this.#foresee(id).filter((other) => other !== id && !this.#rows.has(other));
    // What is used now comes last, as it goes last.
    const ids = foreseen.length * ROOM > this.#capacity ? [id] : [...foreseen, id];
    const rows = ids.map((one) => {
      const row = this.#emptyRow();
      row.length = length;
      this.#rows.set(one, row);
      return row.values;
    });
    this.#fill(ids, 0, length, rows);
    return rows[rows.length - 1];
  }

  /** Exchanges entries `pairs[0]` and `pairs[1]`, then `pairs[2]` and `pairs[3]`, … of every row. */
  swapEntries(pairs: readonly number[]): void {
    for (const position of pairs) this.#swaps.push(position);
  }

  #catchUp(row: CachedRow): void {
    if (row.swapped === this.#swaps.length) return;
    if (!swapPairs(row, this.#swaps, row.swapped)) row.length = 0;
    row.swapped = this.#swaps.length;
  }

  #emptyRow(): CachedRow {
    return { length: 0, values: this.#emptyValues(), swapped: this.#swaps.length };
  }

  #emptyValues(): Float32Array {
    if (this.#unmade > 0) {
      this.#unmade--;
      return this.#arrays.float32(this.#points);
    }
    for (const [id, { values }] of this.#rows) {
      this.#rows.delete(id);
      return values;
    }
    throw new Error('A cache holds at least two rows.');
  }
}

/** False if a pair moves an entry that the row lacks to where it would be needed. */
function swapPairs(row: CachedRow, pairs: readonly number[], from: number): boolean {
  const { values, length } = row;
  for (let k = from; k < pairs.length; k += 2) {
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
