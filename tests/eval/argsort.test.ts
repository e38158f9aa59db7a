import fc from 'fast-check';
import { expect, test } from 'vitest';
import { argsort } from '../../src/eval/argsort.ts';

const keys = fc.array(
  fc.oneof(
    fc.double(),
    fc.constantFrom(0, -0, 1, -1, Number.POSITIVE_INFINITY, Number.NaN, 5e-324, -5e-324),
    fc.integer({ min: -3, max: 3 }),
  ),
  { maxLength: 60 },
);

/** The slow way: compare, then the lower row first; what is not a number last. */
function sorted(values: readonly number[], sign: number): number[] {
  const rows = values.map((_, row) => row);
  const real = rows.filter((row) => !Number.isNaN(values[row]));
  real.sort((a, b) => (values[a] === values[b] ? a - b : sign * (values[a] < values[b] ? -1 : 1)));
  return [...real, ...rows.filter((row) => Number.isNaN(values[row]))];
}

test('rows come in the order of a comparing sort, ties by row, either way round', () => {
  fc.assert(
    fc.property(keys, (values) => {
      expect([...argsort(values)]).toEqual(sorted(values, 1));
      expect([...argsort(values, true)]).toEqual(sorted(values, -1));
    }),
    { numRuns: 500 },
  );
});
