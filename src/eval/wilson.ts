/** The standard normal's 97.5th percentile, for two-sided 95 %. */
const Z_95 = 1.959963984540054;

/** Where a share probably lies, 0 … 1. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/**
 * Wilson's 95 % score interval for a share of `successes` in `trials`. Unlike mean ± 2 sd it stays
 * inside 0 … 1 and says something sensible at 0 of 30. With no trial it is 0 … 1: nothing is known.
 *
 * Sources: Wilson, JASA 22(158), 1927; Brown, Cai and DasGupta, Statistical Science 16(2), 2001.
 */
export function wilsonInterval(successes: number, trials: number): Interval {
  if (!(successes >= 0 && successes <= trials)) {
    throw new RangeError(`${successes} successes in ${trials} trials cannot be.`);
  }
  if (trials === 0) return { low: 0, high: 1 };
  const z2 = Z_95 * Z_95;
  const share = successes / trials;
  const centre = (share + z2 / (2 * trials)) / (1 + z2 / trials);
  const spread = Math.sqrt((share * (1 - share)) / trials + z2 / (4 * trials * trials));
  const half = (Z_95 * spread) / (1 + z2 / trials);
  // At the ends the formula is exactly 0 or 1, which rounding would miss.
  return {
    low: successes === 0 ? 0 : centre - half,
    high: successes === trials ? 1 : centre + half,
  };
}
