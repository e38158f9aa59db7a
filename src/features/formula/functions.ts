import { cosineOfTurn, log, log1p, sineOfTurn } from '../../data/elementary.ts';

/**
 * Adds a node of a standard ONNX operator to a graph and gives the name of what it computes. Inputs are
 * names of values, or numbers.
 */
export type AddNode = (operator: string, ...inputs: readonly (string | number)[]) => string;

/**
 * The sine, so many quarters of a turn on, by the same arithmetic as `sineOfTurn`: to the bit, where an
 * operator's own sine would differ in the last one.
 */
function turnNodes(add: AddNode, turns: string | number, quartersOn: 0 | 1): string {
  const nearest = add('Floor', add('Add', add('Mul', turns, 4), 0.5));
  const angle = add('Mul', add('Sub', turns, add('Div', nearest, 4)), 2 * Math.PI);
  const negatedSquare = add('Neg', add('Mul', angle, angle));
  const series = (from: number, to: number) => {
    let sum: string | number = 0;
    for (let n = from; n >= to; n -= 2) {
      sum = add('Mul', add('Add', 1, sum), add('Div', negatedSquare, n * (n + 1)));
    }
    return sum;
  };
  const sine = add('Add', angle, add('Mul', angle, series(16, 2)));
  const cosine = add('Add', 1, series(17, 1));
  const quarter = add('Add', nearest, quartersOn);
  // Of four quarters the first and third are sines, the third and fourth negative.
  const isOf = (period: number, least: number) => {
    const rest = add('Sub', quarter, add('Mul', add('Floor', add('Div', quarter, period)), period));
    return add('Less', rest, least);
  };
  const size = add('Where', isOf(2, 1), sine, cosine);
  return add('Where', isOf(4, 2), size, add('Neg', size));
}

/** A function of each row's number: how it is computed, and written on the screen, in Python, in ONNX. */
interface FormulaFunction {
  /** Writes the function's values to `to`, by a loop of its own, as operators do. */
  readonly fill: (to: Float64Array, values: Float64Array) => void;
  readonly words: (argument: string) => string;
  readonly python: (argument: string) => string;
  /** The name of what the last of its nodes computes. */
  readonly onnx: (add: AddNode, argument: string | number) => string;
}

/** What formulas may call. A turn is a share of the circle: 0 … 1. */
export const FUNCTIONS = {
  log1p: {
    fill: (to, values) => {
      for (let i = 0; i < to.length; i++) to[i] = log1p(values[i]);
    },
    words: (argument) => `log1p(${argument})`,
    python: (argument) => `np.log1p(${argument})`,
    onnx: (add, argument) => {
      const sum = add('Add', argument, 1);
      // What rounding has taken from 1 + x, over the sum, is what the logarithm lacks.
      const lacking = add('Sub', argument, add('Sub', sum, 1));
      return add('Add', add('Log', sum), add('Div', lacking, sum));
    },
  },
  log: {
    fill: (to, values) => {
      for (let i = 0; i < to.length; i++) to[i] = log(values[i]);
    },
    words: (argument) => `log(${argument})`,
    python: (argument) => `np.log(${argument})`,
    onnx: (add, argument) => add('Log', argument),
  },
  sineOfTurn: {
    fill: (to, values) => {
      for (let i = 0; i < to.length; i++) to[i] = sineOfTurn(values[i]);
    },
    words: (argument) => `sin(2π ${argument})`,
    python: (argument) => `np.sin(2 * np.pi * ${argument})`,
    onnx: (add, argument) => turnNodes(add, argument, 0),
  },
  cosineOfTurn: {
    fill: (to, values) => {
      for (let i = 0; i < to.length; i++) to[i] = cosineOfTurn(values[i]);
    },
    words: (argument) => `cos(2π ${argument})`,
    python: (argument) => `np.cos(2 * np.pi * ${argument})`,
    onnx: (add, argument) => turnNodes(add, argument, 1),
  },
} as const satisfies Readonly<Record<string, FormulaFunction>>;

export type FunctionName = keyof typeof FUNCTIONS;
