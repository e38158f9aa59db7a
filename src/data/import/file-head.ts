import { provenDecimal } from './numbers/judge-marks.ts';
import { type NumberDialect, type NumberHints, numberDialect } from './numbers/number-dialect.ts';
import type { DecimalMark } from './numbers/number-marks.ts';
import { normalName } from './text/header.ts';
import { type DateOrder, type TimeColumn, timeColumn } from './times/times.ts';

/** What is known of a file besides its head. */
export interface FileHints {
  /** Whether semicolons are between its fields. */
  readonly semicolons?: boolean;
  /** The decimal mark that a person chose for what no cell tells. */
  readonly chosen?: DecimalMark | undefined;
  /** Seconds since 1970 UTC when it was last changed. */
  readonly latest?: number | undefined;
}

/** Records that are asked which decimal mark the file has. */
const RECORDS_FOR_MARK = 200;

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
  readonly #hints: FileHints;
  readonly #numbers = new Map<number, NumberDialect>();
  /** The decimal mark that its columns prove; `null` until somebody asks. */
  #decimal: DecimalMark | undefined | null = null;
  readonly #used = new Set<number>();
  readonly #times = new Map<string, TimeColumn>();
  readonly #columnOf = new Map<string, number>();

  constructor(
    header: readonly string[],
    records: readonly (readonly string[])[],
    timeZone: string,
    hints: FileHints = {},
  ) {
    this.header = header;
    this.#hints = hints;
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

  /**
   * The column as times, judged once.
   * @param clock the column of its times of day, where it is one of dates alone; −1 for none
   */
  times(column: number, order: DateOrder = 'day first', clock = -1): TimeColumn {
    const key = `${column} ${clock}`;
    let times = this.#times.get(key);
    if (times === undefined) {
      const cells = clock < 0 ? this.cells(column) : this.#joined(column, clock);
      times = timeColumn(cells, this.#timeZone, order, {
        latest: this.#hints.latest,
        ofFile: this.#hints.chosen ?? this.#provenDecimal,
        calendar: true,
      });
      this.#times.set(key, times);
      this.remark(`times: ${times.reading}`);
    }
    return times;
  }

  /** The first cells of two columns that are both filled, a space between the two. */
  #joined(first: number, second: number): string[] {
    const cells = this.records.map((record) => [record[first] ?? '', record[second] ?? '']);
    return cells.filter((pair) => !pair.includes('')).map((pair) => pair.join(' '));
  }

  /** The column as numbers, judged once. */
  numbers(column: number, hints: NumberHints): NumberDialect {
    let numbers = this.#numbers.get(column);
    if (numbers === undefined) {
      const { semicolons = false, chosen } = this.#hints;
      const file = { semicolons, chosen, ofFile: this.#provenDecimal };
      numbers = numberDialect(this.cells(column), { ...file, ...hints });
      this.#numbers.set(column, numbers);
      if (numbers.reading !== '') this.remark(`numbers with ${numbers.reading}`);
    }
    return numbers;
  }

  /** Why a cell is no time or number of its column, where more is known than that. */
  complaint(column: number, text: string): string | undefined {
    const times = [...this.#times].find(([key]) => key.startsWith(`${column} `))?.[1];
    const asTime = times?.complaint(text);
    const { reading = '' } = this.#numbers.get(column) ?? {};
    return asTime ?? (reading === '' ? undefined : `is not a number with ${reading}`);
  }

  /** What the numbers and times read so far leave in doubt. */
  doubts(): string[] {
    const ofTimes = this.timesRead.flatMap((times) => times.doubts());
    const ofNumbers = [...this.#numbers].flatMap(([column, numbers]) =>
      numbers.doubts().map((doubt) => `${this.header[column].trim()}: ${doubt}`),
    );
    return [...new Set([...ofTimes, ...ofNumbers])];
  }

  get #provenDecimal(): DecimalMark | undefined {
    if (this.#decimal === null) {
      const records = this.records.slice(0, RECORDS_FOR_MARK);
      this.#decimal = provenDecimal(records, this.header.length);
    }
    return this.#decimal;
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
