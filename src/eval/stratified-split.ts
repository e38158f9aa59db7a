import { permutation } from '../data/distributions.ts';
import type { RandomSource } from '../data/random.ts';

/** Rows to learn from, to stop learning by, and to judge by; each ascending, no row in two parts. */
export interface StratifiedSplit {
  readonly train: Uint32Array;
  readonly validation: Uint32Array;
  readonly test: Uint32Array;
}

/** Rows that a class needs to be in every part. */
export const FEWEST_OF_A_CLASS = 3;

/** The class of a row that belongs to no part. */
export const NO_CLASS = -1;

/**
 * Splits rows at random so that every class is in each part by the same share, as near as whole rows
 * allow, with at least one row in each. Shuffled once; of every class the first rows go to the test
 * part, the next to validation, the rest to training. O(rows).
 *
 * @param classes the class of each row, or `NO_CLASS`; a class has `FEWEST_OF_A_CLASS` rows at least
 * @param testShare of each class; together with `validationShare` below 1
 * @throws RangeError for a class with fewer rows
 */
export function stratifiedSplit(
  classes: Int32Array,
  testShare: number,
  validationShare: number,
  source: RandomSource,
): StratifiedSplit {
  const quotas = quotasOf(classes, testShare, validationShare);
  const train: number[] = [];
  const validation: number[] = [];
  const test: number[] = [];
  for (const row of permutation(source, classes.length)) {
    const quota = quotas.get(classes[row]);
    if (quota === undefined) continue;
    if (quota.test > 0) {
      quota.test--;
      test.push(row);
    } else if (quota.validation > 0) {
      quota.validation--;
      validation.push(row);
    } else train.push(row);
  }
  const ascending = (rows: number[]) => Uint32Array.from(rows).sort();
  return { train: ascending(train), validation: ascending(validation), test: ascending(test) };
}

/**
 * Splits rows at random into two halves so that of every class they hold equally many, or one half one
 * row more: by turns, and classes begin with either half by turns. Shuffled once. O(rows).
 *
 * @param classes the class of each row, or `NO_CLASS`
 * @returns row numbers, each half ascending
 */
export function stratifiedHalves(
  classes: Int32Array,
  source: RandomSource,
): readonly [Uint32Array, Uint32Array] {
  const halves: [number[], number[]] = [[], []];
  const next = new Map<number, number>();
  for (const row of permutation(source, classes.length)) {
    const one = classes[row];
    if (one === NO_CLASS) continue;
    const half = next.get(one) ?? next.size % 2;
    halves[half].push(row);
    next.set(one, 1 - half);
  }
  return [Uint32Array.from(halves[0]).sort(), Uint32Array.from(halves[1]).sort()];
}

/** How many rows of each class go to the test part and to validation. */
function quotasOf(classes: Int32Array, testShare: number, validationShare: number) {
  const counts = new Map<number, number>();
  for (const one of classes) {
    if (one !== NO_CLASS) counts.set(one, (counts.get(one) ?? 0) + 1);
  }
  return new Map(
    Array.from(counts, ([one, count]) => {
      if (count < FEWEST_OF_A_CLASS) {
        throw new RangeError(`Class ${one} has ${count} rows: too few to be in three parts.`);
      }
      const test = within(Math.round(testShare * count), 1, count - 2);
      const validation = within(Math.round(validationShare * count), 1, count - test - 1);
      return [one, { test, validation }];
    }),
  );
}

function within(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}
