import { InputError } from '../errors.ts';

/** What numbers of places count in files that have no lines, or whose lines mean nothing. */
export type PlaceUnit = 'packet' | 'object' | 'record';

/** One kind of trouble met while reading, with the rows it met. */
export interface ImportProblem {
  /** The file's name, where there are several. */
  readonly file?: string;
  /** What is wrong, in words that are the same for every row: `duration is unset: 0 used`. */
  readonly reason: string;
  /** What became of the rows, or of the columns. */
  readonly effect: 'refused' | 'repaired' | 'ignored';
  /** Number of rows; of columns where columns were ignored. */
  readonly count: number;
  /** 1-based line numbers in the file, the first five; none where it is every line. */
  readonly firstLines: readonly number[];
  /** What those numbers count, where it is not lines. */
  readonly unit?: PlaceUnit;
  /** The first offending text, shortened. */
  readonly example?: string;
}

interface OpenProblem {
  readonly reason: string;
  readonly effect: ImportProblem['effect'];
  readonly firstLines: number[];
  readonly example: string | undefined;
  /** Whether it met records, not columns nor the file as a whole. */
  readonly isRecord: boolean;
  count: number;
}

/** Why a line without a character is left out. */
export const BLANK_LINE = 'blank line';

const LINES_KEPT = 5;
const EXAMPLE_LENGTH = 40;
const EFFECTS: readonly ImportProblem['effect'][] = ['refused', 'repaired', 'ignored'];

/** Gathers what goes wrong in one file. Its size depends on the kinds of trouble, not on rows. */
export class ProblemLog {
  readonly fileName: string;
  /** What the numbers of places count. */
  unit: 'line' | PlaceUnit = 'line';
  /** Why the first refused row was refused, as an error would say it. */
  firstRefusal: string | undefined;
  readonly #problems = new Map<string, OpenProblem>();

  constructor(fileName = 'the file') {
    this.fileName = fileName;
  }

  /** A row that cannot be used: `duration "abc" is not a number`, with `text` between. */
  refuse(line: number, subject: string, complaint: string, text?: string): void {
    const example = text === undefined ? undefined : shortened(text);
    const quoted = example === undefined ? '' : ` "${example}"`;
    this.firstRefusal ??= `${this.unit} ${line}: ${subject}${quoted} ${complaint}`;
    this.#add('refused', `${subject} ${complaint}`, line, 1, example);
  }

  /** A row that is used, after a change. */
  repair(line: number, reason: string): void {
    this.#add('repaired', reason, line, 1, undefined);
  }

  /** A change to every row, all `count` of them. */
  repairAll(reason: string, count: number): void {
    if (count > 0) this.#add('repaired', reason, undefined, count, undefined);
  }

  /** What became of the file as a whole. */
  note(reason: string): void {
    this.#add('ignored', reason, undefined, 1, undefined);
  }

  /** Something that carries no row, or columns that nothing reads. */
  ignore(line: number, reason: string, count = 1, text?: string): void {
    this.#add('ignored', reason, line, count, text === undefined ? undefined : shortened(text));
  }

  /** The kinds of records that were no rows, with their numbers: `2 × alert event, which is no flow`. */
  leftOut(): string[] {
    return [...this.#problems.values()]
      .filter(({ effect, isRecord }) => effect === 'ignored' && isRecord)
      .map(({ reason, count }) => `${count} × ${reason}`);
  }

  /** An error of this file, to be thrown. */
  error(message: string, line?: number): InputError {
    return new InputError(
      `${this.fileName}${line === undefined ? '' : ` ${this.unit} ${line}`}: ${message}`,
    );
  }

  /** Refused rows first, then repaired, then ignored; each in order of first appearance. */
  report(): ImportProblem[] {
    const all = [...this.#problems.values()];
    return EFFECTS.flatMap((effect) => all.filter((problem) => problem.effect === effect)).map(
      ({ example, isRecord: _, ...rest }) => ({
        ...rest,
        ...(this.unit !== 'line' && rest.firstLines.length > 0 ? { unit: this.unit } : {}),
        ...(example === undefined ? {} : { example }),
      }),
    );
  }

  #add(
    effect: ImportProblem['effect'],
    reason: string,
    line: number | undefined,
    count: number,
    example: string | undefined,
  ): void {
    let problem = this.#problems.get(reason);
    if (problem === undefined) {
      const isRecord = line !== undefined && example === undefined && reason !== BLANK_LINE;
      problem = { reason, effect, firstLines: [], example, isRecord, count: 0 };
      this.#problems.set(reason, problem);
    }
    problem.count += count;
    if (line !== undefined && problem.firstLines.length < LINES_KEPT) problem.firstLines.push(line);
  }
}

/** A few words of a file, on one line, for a message. */
export function shortened(text: string, length: number = EXAMPLE_LENGTH): string {
  const printable = text.slice(0, length + 1).replaceAll(/\p{Cc}/gu, '\ufffd');
  return printable.length > length ? `${printable.slice(0, length - 1)}…` : printable;
}
