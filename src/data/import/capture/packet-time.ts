/** How one interface of a pcapng file counts time. */
export interface TimeScale {
  /** Units in a second. */
  readonly resolution: number;
  /** Seconds to add to every time. */
  readonly offset: number;
}

/** Microseconds, unless the interface says otherwise. */
export const MICROSECONDS: TimeScale = { resolution: 1e6, offset: 0 };

/** Up to here, a remainder and sixteen more bits are one exact double. */
const MOST_EXACT = 2 ** 37;

/**
 * Units in a second as the option `if_tsresol` gives them: the highest bit chooses powers of two
 * over powers of ten, the others are the exponent.
 */
export function resolutionOf(option: number): number {
  const exponent = option & 0x7f;
  return (option & 0x80) !== 0 ? 2 ** exponent : Number(`1e${exponent}`);
}

/**
 * Splits a time of 64 bits into whole seconds and a fraction of one. A double cannot hold the 64
 * bits: nanoseconds since 1970 are beyond 2⁵³. So it is divided by hand, sixteen bits at a time.
 *
 * @param into takes the time, the scale's offset included
 */
export function readTime(
  high: number,
  low: number,
  { resolution, offset }: TimeScale,
  into: { seconds: number; fraction: number },
): void {
  if (resolution > MOST_EXACT) {
    const seconds = (high * 2 ** 32 + low) / resolution;
    into.seconds = Math.floor(seconds) + offset;
    into.fraction = seconds - Math.floor(seconds);
    return;
  }
  let seconds = 0;
  let remainder = 0;
  for (const digit of [high >>> 16, high & 0xffff, low >>> 16, low & 0xffff]) {
    const dividend = remainder * 0x10000 + digit;
    const quotient = Math.floor(dividend / resolution);
    seconds = seconds * 0x10000 + quotient;
    remainder = dividend - quotient * resolution;
  }
  into.seconds = seconds + offset;
  into.fraction = remainder / resolution;
}
