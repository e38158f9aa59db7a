import { cosineOfTurn, log, log1p, sineOfTurn } from '../../data/elementary.ts';

/** A function of one number: how it is computed, and written on the screen and in Python. */
interface FormulaFunction {
  readonly of: (value: number) => number;
  readonly words: (argument: string) => string;
  readonly python: (argument: string) => string;
}

/** What formulas may call. A turn is a share of the circle: 0 … 1. */
export const FUNCTIONS = {
  log1p: {
    of: log1p,
    words: (argument) => `log1p(${argument})`,
    python: (argument) => `np.log1p(${argument})`,
  },
  log: {
    of: log,
    words: (argument) => `log(${argument})`,
    python: (argument) => `np.log(${argument})`,
  },
  sineOfTurn: {
    of: sineOfTurn,
    words: (argument) => `sin(2π ${argument})`,
    python: (argument) => `np.sin(2 * np.pi * ${argument})`,
  },
  cosineOfTurn: {
    of: cosineOfTurn,
    words: (argument) => `cos(2π ${argument})`,
    python: (argument) => `np.cos(2 * np.pi * ${argument})`,
  },
} as const satisfies Readonly<Record<string, FormulaFunction>>;

export type FunctionName = keyof typeof FUNCTIONS;
