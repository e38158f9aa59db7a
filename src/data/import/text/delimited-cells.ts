import type { GrowingTexts } from '../flows/columns.ts';
import { UnsetWords } from '../kinds/unset-words.ts';
import type { CellSource } from './cell-source.ts';
import { parseNumber } from './cells.ts';
import type { RecordFields } from './record-fields.ts';
import type { WordDictionary } from './words.ts';

/** The current record of a record reader as a row: field i is column `positions[i]`. */
export class DelimitedCells implements CellSource {
  readonly #reader: RecordFields;
  #positions = new Int32Array(0);
  #unset = new UnsetWords([]);
  readonly #present: boolean[] = [];

  constructor(reader: RecordFields) {
    this.#reader = reader;
  }

  /**
   * Says where the fields stand from here on.
   * @param positions column of field i, −1 where the file has none
   * @param unsetWords what stands for no value, besides an empty cell
   */
  bind(positions: Int32Array<ArrayBuffer>, unsetWords: readonly string[]): void {
    this.#positions = positions;
    this.#unset = new UnsetWords(unsetWords);
    positions.forEach((position, field) => {
      this.#present[field] ||= position >= 0;
    });
  }

  get line(): number {
    return this.#reader.line;
  }

  isPresent(field: number): boolean {
    return this.#present[field];
  }

  isUnset(field: number): boolean {
    const { starts, ends, bytes } = this.#reader;
    const position = this.#positions[field];
    return position < 0 || this.#unset.has(bytes, starts[position], ends[position]);
  }

  number(field: number): number {
    const { starts, ends, bytes } = this.#reader;
    const position = this.#positions[field];
    return parseNumber(bytes, starts[position], ends[position]);
  }

  text(field: number): string {
    return this.#reader.text(this.#positions[field]);
  }

  intern(field: number, words: WordDictionary): number {
    const { starts, ends, bytes } = this.#reader;
    const position = this.#positions[field];
    return words.intern(bytes, starts[position], ends[position]);
  }

  append(field: number, texts: GrowingTexts): void {
    const { starts, ends, bytes } = this.#reader;
    const position = this.#positions[field];
    texts.push(bytes, starts[position], ends[position]);
  }
}
