/** An operator between two columns, row by row, written alike on the screen and in Python. */
interface FormulaOperator {
  /** The higher binds the tighter. */
  readonly precedence: number;
  /** It compares: 0 or 1. */
  readonly compares?: true;
  /** What ONNX calls it. */
  readonly onnx: string;
  /** Writes what it makes of each row's two numbers to `to`. */
  readonly fill: (to: Float64Array, left: Float64Array, right: Float64Array) => void;
}

/**
 * What formulas may join numbers by. Each has a loop of its own: a function that is called for every
 * row, of which there are several, takes three times as long.
 */
export const OPERATORS = {
  '+': {
    precedence: 2,
    onnx: 'Add',
    fill: (to, left, right) => {
      for (let i = 0; i < to.length; i++) to[i] = left[i] + right[i];
    },
  },
  '-': {
    precedence: 2,
    onnx: 'Sub',
    fill: (to, left, right) => {
      for (let i = 0; i < to.length; i++) to[i] = left[i] - right[i];
    },
  },
  '*': {
    precedence: 3,
    onnx: 'Mul',
    fill: (to, left, right) => {
      for (let i = 0; i < to.length; i++) to[i] = left[i] * right[i];
    },
  },
  '/': {
    precedence: 3,
    onnx: 'Div',
    fill: (to, left, right) => {
      for (let i = 0; i < to.length; i++) to[i] = left[i] / right[i];
    },
  },
  '>': {
    precedence: 1,
    compares: true,
    onnx: 'Greater',
    fill: (to, left, right) => {
      for (let i = 0; i < to.length; i++) to[i] = Number(left[i] > right[i]);
    },
  },
  '<': {
    precedence: 1,
    compares: true,
    onnx: 'Less',
    fill: (to, left, right) => {
      for (let i = 0; i < to.length; i++) to[i] = Number(left[i] < right[i]);
    },
  },
} as const satisfies Readonly<Record<string, FormulaOperator>>;

export type Operator = keyof typeof OPERATORS;

/** How tightly an operator binds. `in` and `is` compare too. */
export function precedenceOf(operator: Operator | 'in' | 'is'): number {
  return operator === 'in' || operator === 'is' ? 1 : OPERATORS[operator].precedence;
}
