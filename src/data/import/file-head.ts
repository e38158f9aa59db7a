import { normalName } from './header.ts';
import { type DateOrder, type TimeColumn, timeColumn } from './times.ts';

/**
 * What is known of a delimited file before its rows are read: the names of its columns and its
 * first records, from which fields decide how they are read. It keeps account of the columns that
 * they use, and of what there is to say about the way they are read.
 */
export class FileHead {
  readonly header: readonly string[];
  /** The first whole records of data, some hundreds of them. */
  readonly records: readonly (readonly string[])[];
  /** How the file is read, a few words each, for the name of its format. */
  readonly remarks: string[] = [];
  readonly #timeZone: string;
  readonly #used = new Set<number>();
  readonly #times = new Map<number, TimeColumn>();
  readonly #columnOf = new Map<string, number>();

  constructor(
    header: readonly string[],
    records: readonly (readonly string[])[],
    timeZone: string,
  ) {
    this.header = header;
    this.records = records.filter(({ length }) => length === header.length);
    this.#timeZone = timeZone;
    // Of two columns of one name the first is meant.
    header.forEach((name, column) => {
      const key = normalName(name);
      if (!this.#columnOf.has(key)) this.#columnOf.set(key, column);
    });
  }

  /** The column that has the first of these names that any column has; it is used from now on. */
  column(names: readonly string[]): number | undefined {
    for (const name of names) {
      const column = this.#columnOf.get(normalName(name));
      if (column === undefined) continue;
      this.#used.add(column);
      return column;
    }
    return undefined;
  }

  /** The first cells of a column that are not empty. */
  cells(column: number): string[] {
    return this.records.map((record) => record[column] ?? '').filter((cell) => cell !== '');
  }

  /** The column as times, judged once. */
  times(column: number, order: DateOrder = 'day first'): TimeColumn {
    let times = this.#times.get(column);
    if (times === undefined) {
      times = timeColumn(this.cells(column), this.#timeZone, order);
      this.#times.set(column, times);
      this.remark(`times: ${times.reading}`);
    }
    return times;
  }

  /** Says once how the file is read. */
  remark(words: string): void {
    if (!this.remarks.includes(words)) this.remarks.push(words);
  }

  /** The columns read as times. */
  get timesRead(): readonly TimeColumn[] {
    return [...this.#times.values()];
  }

  /** The names of columns that nothing reads, such as the second of two of one name. */
  get unused(): string[] {
    return this.header.filter((_, column) => !this.#used.has(column));
  }
}
