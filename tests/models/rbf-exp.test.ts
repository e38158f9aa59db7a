import fc from 'fast-check';
import { expect, test } from 'vitest';
import { exponentiate } from '../../src/models/kernels/rbf-exp.ts';

function exp(x: number): number {
  const values = Float64Array.of(x);
  exponentiate(values, 1);
  return values[0];
}

const BITS = 200n;

/** An oracle: eˣ × 2²⁰⁰ × 2^shift in integers, by the series at x / 2¹⁰ squared ten times. */
function exactExp(x: number, shift: bigint): bigint {
  const bits = BITS + shift;
  const [mantissa, exponent] = [BigInt(x * 2 ** 60), 60n];
  const reduced = (mantissa << bits) >> (exponent + 10n);
  let term = 1n << bits;
  let sum = term;
  for (let n = 1n; term !== 0n && term !== -1n; n++) {
    term = ((term * reduced) >> bits) / n;
    sum += term;
  }
  for (let squaring = 0; squaring < 10; squaring++) sum = (sum * sum) >> bits;
  return sum;
}

test('the exponential is within 0.51 units in the last place', () => {
  fc.assert(
    fc.property(fc.double({ min: -30, max: 1, noNaN: true }), (raw) => {
      const x = Math.round(raw * 2 ** 40) / 2 ** 40;
      const shift = 100n;
      const value = exp(x);
      const unit = 2 ** (Math.floor(Math.log2(value)) - 52);
      const scaled = BigInt(value * 2 ** 100) << (BITS + shift - 100n);
      const error = Number(scaled - exactExp(x, shift)) / 2 ** 300 / unit;
      expect(Math.abs(error)).toBeLessThan(0.51);
    }),
    { numRuns: 2000 },
  );
});

test('it agrees with Math.exp to a unit or so over its whole range', () => {
  fc.assert(
    fc.property(fc.double({ min: -760, max: 709, noNaN: true }), (x) => {
      expect(Math.abs(exp(x) - Math.exp(x))).toBeLessThanOrEqual(Math.exp(x) * 2 ** -52);
    }),
    { numRuns: 5000 },
  );
});

test('the ends are exact', () => {
  expect(exp(0)).toBe(1);
  expect(exp(-0)).toBe(1);
  expect(exp(-Infinity)).toBe(0);
  expect(exp(Infinity)).toBe(Infinity);
  expect(exp(Number.NaN)).toBeNaN();
  expect(exp(-1e300)).toBe(0);
});
