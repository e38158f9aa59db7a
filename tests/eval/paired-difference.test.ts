import { describe, expect, it, test } from 'vitest';
import { mayBeNone, pairedDifference, studentsT95 } from '../../src/eval/paired-difference.ts';

// scipy.stats.t.ppf(0.975, n), SciPy 1.17.
test.each([
  [1, 12.706204736174694],
  [2, 4.302652729749462],
  [3, 3.1824463052837078],
  [4, 2.7764451051977934],
  [19, 2.0930240544083087],
  [20, 2.085963447265864],
  [999, 1.9623414611334493],
])('Student’s t of %i degrees of freedom', (freedom, expected) => {
  expect(studentsT95(freedom)).toBeCloseTo(expected, 9);
});

describe('a paired difference', () => {
  it('has Student’s interval around its mean', () => {
    const found = pairedDifference([1, 2, 3, 4]);
    expect(found?.mean).toBe(2.5);
    // 2.5 ± 3.182446305284263 · √(5/3) / 2
    expect(found?.interval?.low).toBeCloseTo(0.4457397432391214, 9);
    expect(found?.interval?.high).toBeCloseTo(4.554260256760879, 9);
    expect(found?.pairs).toBe(4);
  });

  it('may be none where the interval holds 0, and of one pair', () => {
    const of = (...differences: number[]) => {
      const found = pairedDifference(differences);
      return found && mayBeNone(found);
    };
    expect(of(1, 2, 3, 4)).toBe(false);
    expect(of(-1, -2, -3, -4)).toBe(false);
    expect(of(-1, 2, -3, 4)).toBe(true);
    expect(of(0, 0)).toBe(true);
    expect(of(0.5, 0.5)).toBe(false);
    expect(of(1)).toBe(true);
    expect(of()).toBeNull();
  });
});
