/** Numbers as people read them, the same in charts and tables. */

const WHOLE = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const SIX_DIGITS = new Intl.NumberFormat('en', { maximumSignificantDigits: 6 });

/** `2210` as `2,210`. */
export function formatCount(value: number): string {
  return WHOLE.format(value);
}

/** A share 0 … 1 as `14.0 %`. */
export function formatPercent(share: number, digits = 1): string {
  return `${(100 * share).toFixed(digits)} %`;
}

/** Six significant digits, without an exponent where that stays readable. */
export function formatNumber(value: number): string {
  if (Number.isInteger(value) && Math.abs(value) < 1e12) return WHOLE.format(value);
  const size = Math.abs(value);
  return size >= 1e9 || size < 1e-4 ? value.toExponential(3) : SIX_DIGITS.format(value);
}

/** An expected number, which need not be whole: a digit more where it is small. */
export function formatExpected(count: number): string {
  return count < 10 ? formatNumber(Number(count.toFixed(1))) : formatCount(count);
}

/** A measure 0 … 1 with its digits, or a dash where it is undefined. */
export function formatMeasure(value: number | null, digits = 3): string {
  return value === null ? '–' : value.toFixed(digits);
}

/** `port_scan` as `port scan`. */
export function formatType(type: string): string {
  return type.replaceAll('_', ' ');
}

/** Milliseconds as `38 ms`, or `1.2 s` from a second on. */
export function formatDuration(milliseconds: number): string {
  return milliseconds < 1000
    ? `${Math.max(1, Math.round(milliseconds))} ms`
    : `${(milliseconds / 1000).toFixed(1)} s`;
}
