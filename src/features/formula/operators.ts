/** An operator between two numbers, written alike on the screen and in Python. */
interface FormulaOperator {
  /** The higher binds the tighter. */
  readonly precedence: number;
  /** It compares: 0 or 1. */
  readonly compares?: true;
  readonly of: (left: number, right: number) => number;
}

/** What formulas may join numbers by. */
export const OPERATORS = {
  '+': { precedence: 2, of: (left, right) => left + right },
  '-': { precedence: 2, of: (left, right) => left - right },
  '*': { precedence: 3, of: (left, right) => left * right },
  '/': { precedence: 3, of: (left, right) => left / right },
  '>': { precedence: 1, compares: true, of: (left, right) => Number(left > right) },
  '<': { precedence: 1, compares: true, of: (left, right) => Number(left < right) },
} as const satisfies Readonly<Record<string, FormulaOperator>>;

export type Operator = keyof typeof OPERATORS;

/** How tightly an operator binds. `in` and `is` compare too. */
export function precedenceOf(operator: Operator | 'in' | 'is'): number {
  return operator === 'in' || operator === 'is' ? 1 : OPERATORS[operator].precedence;
}
