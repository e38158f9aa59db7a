import {
  cumulative,
  exponential,
  lognormal,
  normal,
  poisson,
  randint,
  uniform,
  weightedIndex,
} from './distributions.ts';
import type { RandomSource } from './random.ts';

/** How the values of one column are drawn, as data: the profiles' vocabulary. */
export type Draw<T = number> =
  | { readonly kind: 'lognormal'; readonly mean: number; readonly sigma: number }
  | {
      readonly kind: 'normal';
      readonly loc: number;
      readonly scale: number;
      readonly min: number;
      readonly max: number;
    }
  | { readonly kind: 'poisson'; readonly lam: number }
  | { readonly kind: 'exponential'; readonly scale: number }
  | { readonly kind: 'uniform'; readonly low: number; readonly high: number }
  | { readonly kind: 'randint'; readonly low: number; readonly high: number }
  | {
      readonly kind: 'choice';
      readonly values: readonly T[];
      readonly probabilities: readonly number[] | undefined;
    }
  | { readonly kind: 'constant'; readonly value: T };

/** Words of the vocabulary, as short as the table of profiles needs them. */
export const draw = {
  lognormal: (mean: number, sigma: number): Draw => ({ kind: 'lognormal', mean, sigma }),
  /** Normal, then cut off at `min` and `max`. */
  normal: (loc: number, scale: number, min = -Infinity, max = Infinity): Draw => ({
    kind: 'normal',
    loc,
    scale,
    min,
    max,
  }),
  poisson: (lam: number): Draw => ({ kind: 'poisson', lam }),
  exponential: (scale: number): Draw => ({ kind: 'exponential', scale }),
  uniform: (low: number, high: number): Draw => ({ kind: 'uniform', low, high }),
  /** Integers, `high` excluded. */
  randint: (low: number, high: number): Draw => ({ kind: 'randint', low, high }),
  choice: <T>(values: readonly T[], probabilities?: readonly number[]): Draw<T> => ({
    kind: 'choice',
    values,
    probabilities,
  }),
  constant: <T>(value: T): Draw<T> => ({ kind: 'constant', value }),
} as const;

/** A function that draws one value after another from `source`. */
export function sampler<T>(column: Draw<T>, source: RandomSource): () => number | T {
  switch (column.kind) {
    case 'lognormal':
      return () => lognormal(source, column.mean, column.sigma);
    case 'normal':
      return () =>
        Math.min(column.max, Math.max(column.min, normal(source, column.loc, column.scale)));
    case 'poisson':
      return () => poisson(source, column.lam);
    case 'exponential':
      return () => exponential(source, column.scale);
    case 'uniform':
      return () => uniform(source, column.low, column.high);
    case 'randint':
      return () => randint(source, column.low, column.high);
    case 'choice': {
      const { values, probabilities } = column;
      if (probabilities === undefined) return () => values[randint(source, 0, values.length)];
      const cdf = cumulative(probabilities);
      return () => values[weightedIndex(source, cdf)];
    }
    case 'constant':
      return () => column.value;
  }
}
