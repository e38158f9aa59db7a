/** A kind of column. */
export type ColumnKind =
  | typeof Float64Array
  | typeof Uint32Array
  | typeof Int32Array
  | typeof Int8Array;
export type ColumnValues = InstanceType<ColumnKind>;

/** Rows that are gathered before they are dealt to the columns: few enough for the nearest cache. */
const GATHERED = 64;
const SEGMENT = 128 * GATHERED;

/**
 * Columns that grow together, a row at a time. A row is written in one place, and many at once are
 * dealt to the columns: to write each number to a column of its own costs several times as much.
 * Columns grow by segments: what is there is never copied until they are finished.
 */
export class GrowingRows {
  readonly #kinds: readonly ColumnKind[];
  readonly #gathered: Float64Array;
  /** Rows gathered. */
  #rows = 0;
  /** Full segments and the one being filled, by column. */
  readonly #segments: ColumnValues[][];
  /** Rows dealt. */
  #dealt = 0;

  /** @param kinds of column i; its values must fit in them */
  constructor(kinds: readonly ColumnKind[]) {
    this.#kinds = kinds;
    this.#gathered = new Float64Array(GATHERED * kinds.length);
    this.#segments = kinds.map(() => []);
  }

  get length(): number {
    return this.#dealt + this.#rows;
  }

  /** Appends a row: a value for each column. */
  push(row: Float64Array): void {
    const gathered = this.#gathered;
    const width = this.#kinds.length;
    const at = this.#rows * width;
    for (let i = 0; i < width; i++) gathered[at + i] = row[i];
    if (++this.#rows === GATHERED) this.#deal();
  }

  /** All rows, a column each; there are none afterwards. O(columns × rows). */
  finish(): ColumnValues[] {
    const { length } = this;
    if (this.#rows > 0) this.#deal();
    this.#dealt = 0;
    return this.#segments.map((segments, column) => {
      const values = new this.#kinds[column](length);
      segments.forEach((segment, i) => {
        values.set(segment.subarray(0, length - i * SEGMENT), i * SEGMENT);
      });
      segments.length = 0;
      return values;
    });
  }

  #deal(): void {
    const gathered = this.#gathered;
    const width = this.#kinds.length;
    const at = this.#dealt % SEGMENT;
    for (let column = 0; column < width; column++) {
      const segments = this.#segments[column];
      if (at === 0) segments.push(new this.#kinds[column](SEGMENT));
      const segment = segments[segments.length - 1];
      const end = this.#rows * width;
      for (let from = column, to = at; from < end; from += width) segment[to++] = gathered[from];
    }
    this.#dealt += this.#rows;
    this.#rows = 0;
  }
}
