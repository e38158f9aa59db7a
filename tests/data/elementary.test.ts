import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  cosineOfTurn,
  exp,
  exp2,
  log,
  log1p,
  log2,
  sineOfTurn,
} from '../../src/data/elementary.ts';
import { MersenneTwister } from '../../src/data/random.ts';

const BITS = 200n;
const ONE = 1n << BITS;

/** A double as a whole number of 2⁻²⁰⁰, exactly; it must be a multiple of that. */
function fixed(x: number): bigint {
  let scaled = x;
  let shift = BITS;
  while (!Number.isInteger(scaled)) {
    scaled *= 2;
    shift--;
  }
  return BigInt(scaled) << shift;
}

/** The nearest double to e^x: halved until small, summed as a series, squared back. */
function exponentialOracle(x: number): number {
  return exponentialOf(fixed(x));
}

/** The nearest double to 2^x. */
function powerOfTwoOracle(x: number): number {
  return exponentialOf((fixed(x) * logarithmOfTwo()) >> BITS);
}

/** ln 2 = 1/2 + 1/8 + 1/24 + 1/64 + …, 1 / (k 2^k) in turn. */
function logarithmOfTwo(): bigint {
  let ln2 = 0n;
  for (let k = 1n; k <= BITS; k++) ln2 += ONE / (k << k);
  return ln2;
}

function exponentialOf(x: bigint): number {
  const halvings = 40n;
  const argument = x >> halvings;
  let sum = ONE;
  let term = ONE;
  for (let k = 1n; term !== 0n && k < 20n; k++) {
    term = (term * argument) / (ONE * k);
    sum += term;
  }
  for (let i = 0n; i < halvings; i++) sum = (sum * sum) >> BITS;
  return Number(sum) / Number(ONE);
}

/** The nearest double to ln (base + x): Newton's step from the engine's own, in whole numbers. */
function logarithmOracle(x: number, base = 0n): number {
  return Number(logarithmOf(x, base)) / Number(ONE);
}

/** The nearest double to log₂ x. */
function binaryLogarithmOracle(x: number): number {
  return Number((logarithmOf(x, 0n) * ONE) / logarithmOfTwo()) / Number(ONE);
}

function logarithmOf(x: number, base: bigint): bigint {
  const near = fixed(base === 0n ? Math.log(x) : Math.log1p(x));
  let term = ONE;
  let inverse = ONE;
  for (let k = 1n; term !== 0n; k++) {
    term = (term * -near) / (ONE * k);
    inverse += term;
  }
  const excess = (((fixed(x) + base) * inverse) >> BITS) - ONE;
  return near + excess - (excess * excess) / (2n * ONE);
}

function sample(count: number, from: number, to: number): number[] {
  const source = new MersenneTwister(20);
  return Array.from({ length: count }, () => from + (to - from) * source.double());
}

function mismatches(xs: number[], got: (x: number) => number, expected: (x: number) => number) {
  return xs.filter((x) => got(x) !== expected(x)).length;
}

describe('the exponential', () => {
  it.each([
    [-20, 20],
    [-1e-3, 1e-3],
    [6, 14],
  ])('is the nearest double between %f and %f, but for 1 in 500 at most', (from, to) => {
    expect(mismatches(sample(1500, from, to), exp, exponentialOracle)).toBeLessThanOrEqual(3);
  });

  it('is within one unit in the last place anywhere', () => {
    fc.assert(
      fc.property(fc.double({ min: -745, max: 709, noNaN: true }), (x) => {
        expect(Math.abs(exp(x) - Math.exp(x))).toBeLessThanOrEqual(2 ** -52 * Math.exp(x));
      }),
    );
  });

  it('knows its ends', () => {
    expect([0, -0, -1000, 1000, -Infinity, Infinity, Number.NaN].map(exp)).toEqual([
      1,
      1,
      0,
      Infinity,
      0,
      Infinity,
      Number.NaN,
    ]);
    expect(exp(1)).toBe(Math.E);
  });
});

describe('the logarithm', () => {
  it.each([
    [0, 1],
    [0.99, 1.01],
    [1, 1e4],
  ])('is the nearest double between %f and %f, but for 1 in 500 at most', (from, to) => {
    expect(mismatches(sample(1500, from, to), log, (x) => logarithmOracle(x))).toBeLessThanOrEqual(
      3,
    );
  });

  it('is within one unit in the last place anywhere', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: Number.MAX_VALUE, noNaN: true }), (x) => {
        fc.pre(x > 0);
        const expected = Math.log(x);
        expect(Math.abs(log(x) - expected)).toBeLessThanOrEqual(2 ** -52 * Math.abs(expected));
      }),
    );
  });

  it('knows its ends', () => {
    expect([1, 0, -1, Infinity, Number.NaN].map(log)).toEqual([
      0,
      -Infinity,
      Number.NaN,
      Infinity,
      Number.NaN,
    ]);
    expect([log(2), log(10), log(5e-324)]).toEqual([Math.LN2, Math.LN10, -744.4400719213812]);
  });
});

describe('the logarithm to base 2', () => {
  it.each([
    [0, 1],
    [0.99, 1.01],
    [1, 1e4],
  ])('is the nearest double between %f and %f, but for 1 in 500 at most', (from, to) => {
    expect(mismatches(sample(1500, from, to), log2, binaryLogarithmOracle)).toBeLessThanOrEqual(3);
  });

  it('is whole for the powers of two', () => {
    for (let power = -1074; power <= 1023; power++) expect(log2(2 ** power)).toBe(power);
  });

  it('knows its ends', () => {
    expect([1, 0, -1, Infinity, Number.NaN].map(log2)).toEqual([
      0,
      -Infinity,
      Number.NaN,
      Infinity,
      Number.NaN,
    ]);
  });
});

describe('the logarithm of 1 + x', () => {
  it.each([
    [1e-3, 1],
    [-0.9, 0.1],
    [1, 3000],
  ])('is the nearest double between %f and %f, but for 1 in 500 at most', (from, to) => {
    const oracle = (x: number) => logarithmOracle(x, ONE);
    expect(mismatches(sample(1500, from, to), log1p, oracle)).toBeLessThanOrEqual(3);
  });

  it('is within one unit in the last place anywhere', () => {
    fc.assert(
      fc.property(fc.double({ min: -0.999, max: Number.MAX_VALUE, noNaN: true }), (x) => {
        const expected = Math.log1p(x);
        expect(Math.abs(log1p(x) - expected)).toBeLessThanOrEqual(2 ** -52 * Math.abs(expected));
      }),
    );
  });

  it('knows its ends', () => {
    const ends = [-1, -2, 0, 1e-300, Infinity, Number.NaN].map(log1p);
    expect(ends).toEqual([-Infinity, Number.NaN, 0, 1e-300, Infinity, Number.NaN]);
  });
});

describe('the power of two', () => {
  it('is the nearest double but for one in fifty, and then its neighbour', () => {
    const xs = sample(2000, -12, 1);
    expect(mismatches(xs, exp2, powerOfTwoOracle)).toBeLessThan(40);
    for (const x of xs) {
      const expected = powerOfTwoOracle(x);
      expect(Math.abs(exp2(x) - expected)).toBeLessThanOrEqual(Number.EPSILON * expected);
    }
  });

  it('is exact for whole numbers', () => {
    for (let x = -1000; x <= 1000; x++) expect(exp2(x)).toBe(2 ** x);
  });
});

describe('sine and cosine of turns', () => {
  const turns = Array.from({ length: 2401 }, (_, i) => i / 2400);

  it('are those of the engine, within two units of the last digit of 1', () => {
    for (const turn of turns) {
      const angle = 2 * Math.PI * turn;
      // The engine's angle is rounded itself, by up to a unit of 2π.
      expect(Math.abs(sineOfTurn(turn) - Math.sin(angle))).toBeLessThan(1e-15);
      expect(Math.abs(cosineOfTurn(turn) - Math.cos(angle))).toBeLessThan(1e-15);
    }
  });

  it('lie on the circle', () => {
    for (const turn of turns) {
      const [x, y] = [cosineOfTurn(turn), sineOfTurn(turn)];
      expect(Math.abs(x * x + y * y - 1)).toBeLessThan(5e-16);
    }
  });

  it('are exact at the quarters', () => {
    expect([0, 0.25, 0.5, 0.75, 1].map((turn) => sineOfTurn(turn) + 0)).toEqual([0, 1, 0, -1, 0]);
    expect([0, 0.25, 0.5, 0.75, 1].map((turn) => cosineOfTurn(turn) + 0)).toEqual([1, 0, -1, 0, 1]);
  });
});
