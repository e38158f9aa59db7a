import type { Operand } from './formula.ts';
import { type AddNode, FUNCTIONS } from './functions.ts';
import { OPERATORS } from './operators.ts';

/** How a formula becomes nodes: a value per flow each, all of double precision. */
export interface FormulaNodes {
  readonly add: AddNode;
  /** The value that stands for a column of numbers. */
  readonly column: (name: string) => string;
  /** True or false as 1 or 0. */
  readonly flag: (condition: string) => string;
  /** Whether a value is among numbers. */
  readonly among: (value: string, numbers: readonly number[]) => string;
  /** Whether a column of words holds this one. */
  readonly isWord: (name: string, word: string) => string;
}

/** The nodes of a formula, in the order of operations in which it is written; the last one's name. */
export function nodesOf(operand: Operand, nodes: FormulaNodes): string | number {
  if (typeof operand === 'number') return operand;
  if (typeof operand === 'string') return nodes.column(operand);
  if (operand.length === 2) {
    return FUNCTIONS[operand[0]].onnx(nodes.add, nodesOf(operand[1], nodes));
  }
  if (operand[1] === 'in') {
    return nodes.flag(nodes.among(nodes.column(operand[0]), operand[2].values));
  }
  if (operand[1] === 'is') return nodes.flag(nodes.isWord(operand[0], operand[2]));
  const [left, operator, right] = operand;
  const facts = OPERATORS[operator];
  const result = nodes.add(facts.onnx, nodesOf(left, nodes), nodesOf(right, nodes));
  return 'compares' in facts ? nodes.flag(result) : result;
}
