import { exp } from '../data/elementary.ts';

/** Below, the series needs fewer terms; above, the continued fraction. */
const TURN = 2;

/** Beyond, erfc is less than half the last bit of 1. */
const SATURATED = 6;

/** Terms of the fraction: enough for the last bit from `TURN` on. */
const FRACTION_TERMS = 60;

/**
 * The error function, 2/√π ∫₀ˣ exp(−t²) dt, within 1e−15 of its size. Odd and rising from −1 to 1.
 * Source: Abramowitz and Stegun, "Handbook of Mathematical Functions", 7.1.6 and 7.1.14.
 */
export function erf(x: number): number {
  const size = Math.abs(x);
  if (size < TURN) return series(x);
  return Math.sign(x) * (size > SATURATED ? 1 : 1 - fraction(size));
}

/** 2/√π exp(−x²) Σ 2ⁿ x²ⁿ⁺¹ / (2n+1)!!: all terms of one sign, so that nothing cancels. */
function series(x: number): number {
  let term = x;
  let sum = x;
  for (let n = 1; Math.abs(term) > 1e-17 * Math.abs(sum); n++) {
    term *= (2 * x * x) / (2 * n + 1);
    sum += term;
  }
  return (2 / Math.sqrt(Math.PI)) * exp(-x * x) * sum;
}

/** erfc(x) = exp(−x²)/√π · 1/(x + (1/2)/(x + 1/(x + (3/2)/(x + …)))), worked out from its end. */
function fraction(x: number): number {
  let below = x;
  for (let n = FRACTION_TERMS; n > 0; n--) below = x + n / 2 / below;
  return exp(-x * x) / Math.sqrt(Math.PI) / below;
}
