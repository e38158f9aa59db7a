import type { FunctionName } from './functions.ts';
import type { Operator } from './operators.ts';

/** Numbers that a formula looks a value up in, and what words and Python call them. */
export interface NamedNumbers {
  readonly name: string;
  readonly values: readonly number[];
}

/**
 * How a feature follows from columns, written as it is read: `['bytes_sent', '/', ['total_bytes',
 * '+', 1]]`, `['log1p', 'duration']`, `['dst_port', 'in', PORTS]`, `['protocol', 'is', 'TCP']`.
 * Comparisons, `in` and `is` give 0 or 1. The same formula gives numbers (`valuesOf`), words
 * (`formulaWords`) and Python.
 */
export type Formula =
  | readonly [FunctionName, Operand]
  | readonly [Operand, Operator, Operand]
  | readonly [column: string, 'in', NamedNumbers]
  | readonly [column: string, 'is', word: string];

/** A formula, a column by its name, or a number. */
export type Operand = Formula | string | number;

/** The numbers that a formula looks values up in, in its order. */
export function namedNumbersIn(operand: Operand): NamedNumbers[] {
  if (typeof operand !== 'object') return [];
  if (operand.length === 2) return namedNumbersIn(operand[1]);
  if (operand[1] === 'in') return [operand[2]];
  if (operand[1] === 'is') return [];
  return [...namedNumbersIn(operand[0]), ...namedNumbersIn(operand[2])];
}
