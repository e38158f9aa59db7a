import { cosineOfTurn, log, log1p, sineOfTurn } from '../../data/elementary.ts';

/** A function of each row's number: how it is computed, and written on the screen and in Python. */
interface FormulaFunction {
  /** Writes the function's values to `to`, by a loop of its own, as operators do. */
  readonly fill: (to: Float64Array, values: Float64Array) => void;
  readonly words: (argument: string) => string;
  readonly python: (argument: string) => string;
}

/** What formulas may call. A turn is a share of the circle: 0 … 1. */
export const FUNCTIONS = {
  log1p: {
    fill: (to, values) => {
      for (let i = 0; i < to.length; i++) to[i] = log1p(values[i]);
    },
    words: (argument) => `log1p(${argument})`,
    python: (argument) => `np.log1p(${argument})`,
  },
  log: {
    fill: (to, values) => {
      for (let i = 0; i < to.length; i++) to[i] = log(values[i]);
    },
    words: (argument) => `log(${argument})`,
    python: (argument) => `np.log(${argument})`,
  },
  sineOfTurn: {
    fill: (to, values) => {
      for (let i = 0; i < to.length; i++) to[i] = sineOfTurn(values[i]);
    },
    words: (argument) => `sin(2π ${argument})`,
    python: (argument) => `np.sin(2 * np.pi * ${argument})`,
  },
  cosineOfTurn: {
    fill: (to, values) => {
      for (let i = 0; i < to.length; i++) to[i] = cosineOfTurn(values[i]);
    },
    words: (argument) => `cos(2π ${argument})`,
    python: (argument) => `np.cos(2 * np.pi * ${argument})`,
  },
} as const satisfies Readonly<Record<string, FormulaFunction>>;

export type FunctionName = keyof typeof FUNCTIONS;
