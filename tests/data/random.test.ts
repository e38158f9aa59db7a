import { describe, expect, it } from 'vitest';
import {
  exponential,
  permutation,
  poisson,
  randint,
  standardNormal,
} from '../../src/data/distributions.ts';
import { integerSeed } from '../../src/data/integer-seed.ts';
import { createRandomSource, MersenneTwister, randomStateOf } from '../../src/data/random.ts';

function draw<T>(count: number, one: () => T): T[] {
  return Array.from({ length: count }, one);
}

// Printed by NumPy 2.4.6: np.random.RandomState(42).<method>(…).
describe("NumPy's generator, seed 42", () => {
  const numpy = () => new MersenneTwister(42);

  it('draws the same doubles', () => {
    const source = numpy();
    expect(draw(2, () => source.double())).toEqual([0.3745401188473625, 0.9507143064099162]);
  });

  it('draws the same normal deviates', () => {
    const source = numpy();
    const expected = [0.4967141530112327, -0.13826430117118466, 0.6476885381006925];
    for (const value of expected) expect(standardNormal(source)).toBeCloseTo(value, 14);
  });

  it('draws the same integers, permutation, counts and waiting time', () => {
    const integers = numpy();
    expect(draw(5, () => randint(integers, 0, 100))).toEqual([51, 92, 14, 71, 60]);
    expect([...permutation(numpy(), 10)]).toEqual([8, 1, 5, 0, 7, 2, 9, 4, 3, 6]);
    const counts = numpy();
    expect(draw(5, () => poisson(counts, 3))).toEqual([4, 1, 3, 3, 2]);
    expect(draw(3, () => poisson(counts, 50))).toEqual([49, 52, 45]);
    expect(exponential(numpy(), 1)).toBeCloseTo(0.4692680899768591, 14);
    const large = numpy();
    expect(draw(2, () => randint(large, 0, 2 ** 31 - 1))).toEqual([1608637542, 1273642419]);
  });
});

describe('seeds', () => {
  it('takes an integer up to 2^32 - 1 for NumPy and anything else as text', () => {
    expect(integerSeed('42')).toBe(42);
    expect(integerSeed('4294967295')).toBe(4294967295);
    for (const text of ['4294967296', '-1', '1.5', 'forty-two']) {
      expect(integerSeed(text)).toBeUndefined();
    }
  });

  it('repeats for the same text and differs for another', () => {
    const first = (text: string) => createRandomSource(text).double();
    expect(first('Monday')).toBe(first('Monday'));
    expect(first('Monday')).not.toBe(first('Tuesday'));
    expect(randomStateOf('Monday')).toBe(randomStateOf('Monday'));
    expect(randomStateOf('7')).toBe(7);
  });

  it('refuses an empty seed', () => {
    expect(() => createRandomSource(' ')).toThrow(/seed is empty/);
  });
});
