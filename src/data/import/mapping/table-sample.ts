import { GrowingColumn } from '../flows/columns.ts';
import type { FlowParts } from '../flows/flow-parts.ts';

/** The rows of a table of numbers, and a uniform sample once there are more than wanted. */
export class TableSample {
  readonly #columns: number;
  readonly #parts: FlowParts;
  readonly #data = new GrowingColumn<Float64Array>(Float64Array);
  readonly #pairs = new GrowingColumn<Uint32Array>(Uint32Array);
  readonly #keys = new GrowingColumn<Float64Array>(Float64Array);
  #length = 0;

  /** @param parts decides by each row's key, as it does for flows */
  constructor(columns: number, parts: FlowParts) {
    this.#columns = columns;
    this.#parts = parts;
  }

  /** @param pair the number of the row's pair of words, label and attack's name */
  push(row: Float64Array, pair: number): void {
    const key = this.#parts.drawKey();
    if (!this.#parts.admits(key)) return;
    for (let i = 0; i < row.length; i++) this.#data.push(row[i]);
    this.#pairs.push(pair);
    this.#keys.push(key);
    this.#length++;
    if (this.#length >= this.#parts.most + this.#parts.partRows) this.#trim();
  }

  finish(): { data: Float64Array; pairs: Uint32Array } {
    if (this.#length > this.#parts.most) this.#trim();
    return { data: this.#data.finish(), pairs: this.#pairs.finish() };
  }

  /** Keeps the rows of the smallest keys, in their order. */
  #trim(): void {
    const [data, pairs, keys] = [this.#data.finish(), this.#pairs.finish(), this.#keys.finish()];
    this.#parts.lower(keys.slice().sort()[this.#parts.most]);
    this.#length = 0;
    keys.forEach((key, row) => {
      if (!this.#parts.admits(key)) return;
      for (let j = 0; j < this.#columns; j++) this.#data.push(data[row * this.#columns + j]);
      this.#pairs.push(pairs[row]);
      this.#keys.push(key);
      this.#length++;
    });
  }
}
