import type { Operand } from './formula.ts';
import { FUNCTIONS } from './functions.ts';
import { OPERATORS } from './operators.ts';

/** Where formulas find their columns. Both throw for a name that is none. */
export interface Columns {
  /** Rows of every column. */
  readonly rows: number;
  readonly numbers: (name: string) => Float64Array;
  /** Of a column of words: 1 in the rows that hold this word, else 0. */
  readonly isWord: (name: string, word: string) => Float64Array;
}

/**
 * The values of a formula, row by row, computed in the order of operations in which it is written.
 * O(rows × operations); a column for each operation while it works. A column's own numbers come back
 * as they are: not to be written to.
 */
export function valuesOf(operand: Operand, columns: Columns): Float64Array {
  if (typeof operand === 'number') return new Float64Array(columns.rows).fill(operand);
  if (typeof operand === 'string') return columns.numbers(operand);
  if (operand.length === 3 && operand[1] === 'is') return columns.isWord(operand[0], operand[2]);
  const result = new Float64Array(columns.rows);
  if (operand.length === 2) {
    FUNCTIONS[operand[0]].fill(result, valuesOf(operand[1], columns));
  } else if (operand[1] === 'in') {
    const numbers = new Set(operand[2].values);
    const values = columns.numbers(operand[0]);
    for (let i = 0; i < result.length; i++) result[i] = Number(numbers.has(values[i]));
  } else {
    const [left, operator, right] = operand;
    OPERATORS[operator].fill(result, valuesOf(left, columns), valuesOf(right, columns));
  }
  return result;
}
