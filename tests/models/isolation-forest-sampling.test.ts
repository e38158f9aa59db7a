import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boundedInteger, permutation } from '../../src/data/distributions.ts';
import { MersenneTwister } from '../../src/data/random.ts';
import {
  sampleAscending,
  sampleInOrder,
} from '../../src/models/isolation-forest/forest-sampling.ts';

const seeds = fc.integer({ min: 0, max: 2 ** 32 - 1 });

describe('the draws of a shuffle', () => {
  it('are the bounded integers that the generator gives one by one, and leave it as they do', () => {
    fc.assert(
      fc.property(
        seeds,
        fc.integer({ min: 1, max: 3000 }),
        fc.integer({ min: 1, max: 3000 }),
        fc.nat(1000),
        (seed, a, b, skipped) => {
          const [low, high] = a < b ? [a, b] : [b, a];
          const atOnce = new MersenneTwister(seed);
          const oneByOne = new MersenneTwister(seed);
          for (let k = 0; k < skipped; k++) expect(atOnce.uint32()).toBe(oneByOne.uint32());
          const draws = new Int32Array(high + 1);
          atOnce.shuffleDraws(draws, high, low);
          const expected = new Int32Array(high + 1);
          for (let i = high; i >= low; i--) expected[i] = boundedInteger(oneByOne, i);
          expect(draws.subarray(low)).toEqual(expected.subarray(low));
          expect(atOnce.uint32()).toBe(oneByOne.uint32());
        },
      ),
    );
  });
});

describe('a sample without replacement', () => {
  const sizes = fc
    .integer({ min: 1, max: 2000 })
    .chain((n) => fc.tuple(fc.constant(n), fc.integer({ min: 1, max: n })));

  it('in ascending order holds what was drawn', () => {
    fc.assert(
      fc.property(seeds, sizes, (seed, [n, size]) => {
        const inOrder = sampleInOrder(new MersenneTwister(seed), n, size);
        const ascending = sampleAscending(new MersenneTwister(seed), n, size);
        expect([...ascending]).toEqual([...inOrder].sort((a, b) => a - b));
        expect(new Set(ascending).size).toBe(size);
        expect(ascending[size - 1]).toBeLessThan(n);
      }),
    );
  });

  it('is the head of a permutation for shares between 0.01 and 0.99', () => {
    const head = permutation(new MersenneTwister(5), 700).subarray(0, 256);
    expect([...sampleInOrder(new MersenneTwister(5), 700, 256)]).toEqual([...head]);
  });

  // Printed by scikit-learn 1.9.1: sample_without_replacement(n, size, random_state=42).
  it('is what scikit-learn draws', () => {
    const drawn = (n: number, size: number) => [...sampleInOrder(new MersenneTwister(42), n, size)];
    expect(drawn(10, 5)).toEqual([8, 1, 5, 0, 7]);
    expect(drawn(1000, 6)).toEqual([102, 435, 860, 270, 106, 71]);
    expect(drawn(6, 6)).toEqual([0, 1, 2, 3, 4, 5]);
    const replaced = Array.from({ length: 1005 }, (_, i) => i);
    Object.assign(replaced, { 102: 1005, 106: 1009, 270: 1008, 435: 1006, 860: 1007 });
    expect(drawn(1010, 1005)).toEqual(replaced);
  });
});
