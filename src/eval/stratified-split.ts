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
