import type { Formula, Operand } from './formula.ts';
import { FUNCTIONS } from './functions.ts';
import { OPERATORS } from './operators.ts';

/** A number for each row. */
export type Reader = (row: number) => number;

/** Where formulas find their columns. Both throw for a name that is none. */
export interface ColumnReaders {
  readonly numbers: (name: string) => Reader;
  /** Of a column of words: 1 in the rows that hold this word, else 0. */
  readonly isWord: (name: string, word: string) => Reader;
}

/** What computes a formula row by row, in the order of operations in which it is written. */
export function readerOf(operand: Operand, columns: ColumnReaders): Reader {
  if (typeof operand === 'number') return () => operand;
  if (typeof operand === 'string') return columns.numbers(operand);
  if (operand.length === 2) {
    const { of } = FUNCTIONS[operand[0]];
    const argument = readerOf(operand[1], columns);
    return (row) => of(argument(row));
  }
  return readerOfThree(operand, columns);
}

function readerOfThree(formula: Extract<Formula, { length: 3 }>, columns: ColumnReaders): Reader {
  if (formula[1] === 'is') return columns.isWord(formula[0], formula[2]);
  if (formula[1] === 'in') {
    const value = columns.numbers(formula[0]);
    const numbers = new Set(formula[2].values);
    return (row) => Number(numbers.has(value(row)));
  }
  const { of } = OPERATORS[formula[1]];
  const left = readerOf(formula[0], columns);
  const right = readerOf(formula[2], columns);
  return (row) => of(left(row), right(row));
}
