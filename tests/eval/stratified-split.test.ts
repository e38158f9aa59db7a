import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MersenneTwister } from '../../src/data/random.ts';
import { NO_CLASS, stratifiedHalves, stratifiedSplit } from '../../src/eval/stratified-split.ts';

/** Rows of 3 to 40 per class, mixed with rows of none. */
const mixed = fc
  .tuple(
    fc.array(fc.integer({ min: 3, max: 40 }), { minLength: 1, maxLength: 6 }),
    fc.nat(10),
    fc.nat(2 ** 32 - 1),
    fc.double({ min: 0.05, max: 0.5, noNaN: true }),
    fc.double({ min: 0.05, max: 0.45, noNaN: true }),
  )
  .map(([counts, none, seed, test, validation]) => {
    const classes = counts.flatMap((count, one) => Array.from({ length: count }, () => one));
    const all = [...Array.from({ length: none }, () => NO_CLASS), ...classes];
    return { counts, classes: Int32Array.from(all), seed, test, validation };
  });

describe('a stratified split', () => {
  test('puts every row of a class in one part, each class in every part, by the shares asked', () => {
    fc.assert(
      fc.property(mixed, ({ counts, classes, seed, test: testShare, validation }) => {
        const parts = stratifiedSplit(classes, testShare, validation, new MersenneTwister(seed));
        const rows = [...parts.train, ...parts.validation, ...parts.test].sort((a, b) => a - b);
        const labelled = [...classes.keys()].filter((row) => classes[row] !== NO_CLASS);
        expect(rows).toEqual(labelled);
        counts.forEach((count, one) => {
          const of = (part: Uint32Array) => part.filter((row) => classes[row] === one).length;
          expect(of(parts.train)).toBeGreaterThan(0);
          expect(of(parts.validation)).toBeGreaterThan(0);
          expect(of(parts.test)).toBeGreaterThan(0);
          if (count >= 20) expect(Math.abs(of(parts.test) - testShare * count)).toBeLessThan(1);
        });
      }),
    );
  });

  test('is the same for the same seed, and another for another', () => {
    const classes = Int32Array.from({ length: 60 }, (_, row) => row % 3);
    const split = (seed: number) => stratifiedSplit(classes, 0.3, 0.2, new MersenneTwister(seed));
    expect(split(1)).toEqual(split(1));
    expect(split(1).test).not.toEqual(split(2).test);
  });

  test('refuses a class too small for three parts', () => {
    const classes = Int32Array.of(0, 0, 0, 1, 1);
    expect(() => stratifiedSplit(classes, 0.3, 0.2, new MersenneTwister(1))).toThrow('too few');
  });
});

describe('stratified halves', () => {
  const any = fc.tuple(
    fc.array(fc.integer({ min: NO_CLASS, max: 5 }), { maxLength: 80 }),
    fc.nat(2 ** 32 - 1),
  );

  test('hold every row of a class once, and of each class as many but for one', () => {
    fc.assert(
      fc.property(any, ([classes, seed]) => {
        const halves = stratifiedHalves(Int32Array.from(classes), new MersenneTwister(seed));
        const [first, second] = halves.map((half) => [...half]);
        const labelled = [...classes.keys()].filter((row) => classes[row] !== NO_CLASS);
        expect([...first, ...second].sort((a, b) => a - b)).toEqual(labelled);
        for (const one of new Set(classes)) {
          const of = (half: number[]) => half.filter((row) => classes[row] === one).length;
          expect(Math.abs(of(first) - of(second))).toBeLessThanOrEqual(1);
        }
        for (const half of [first, second]) expect(half).toEqual(half.toSorted((a, b) => a - b));
      }),
    );
  });

  test('share classes of one row out by turns', () => {
    const [first, second] = stratifiedHalves(Int32Array.of(0, 1, 2, 3), new MersenneTwister(1));
    expect([first.length, second.length]).toEqual([2, 2]);
  });
});
