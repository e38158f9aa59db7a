/** Numbers as people read them, the same in charts and tables. */

const WHOLE = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const SIX_DIGITS = new Intl.NumberFormat('en', { maximumSignificantDigits: 6 });
const THREE_DIGITS = new Intl.NumberFormat('en', { maximumSignificantDigits: 3 });

const SIZES = ['', 'k', 'M', 'G', 'T', 'P'];
const SPANS: readonly (readonly [number, string])[] = [
  [86_400, 'd'],
  [3600, 'h'],
  [60, 'min'],
  [1, 's'],
  [0.001, 'ms'],
];

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

/** A number of no unit as precise as it matters: `0.235`, `66`, `8,070`, `1.25e+10`. */
function formatPlain(value: number): string {
  const size = Math.abs(value);
  if (size >= 1e9 || (size > 0 && size < 1e-4)) return value.toExponential(2);
  return size >= 100 && size < 1e6 ? WHOLE.format(value) : THREE_DIGITS.format(value);
}

/** Fewer are written with the fraction that a generated number of bytes has. */
const WHOLE_FROM = 10;

/** `69 B`, `22.2 kB`, `1.67 MB`. */
export function formatBytes(bytes: number): string {
  return scaledBytes(bytes, true);
}

/** @param areCounted not a rate: a part of a byte says nothing */
function scaledBytes(bytes: number, areCounted: boolean): string {
  let power = 0;
  let left = bytes;
  while (Math.abs(left) >= 999.5 && power < SIZES.length - 1) {
    left /= 1000;
    power++;
  }
  const whole = areCounted && power === 0 && Math.abs(left) >= WHOLE_FROM;
  return `${(whole ? WHOLE : THREE_DIGITS).format(left)} ${SIZES[power]}B`;
}

/** `1 packet`, `8,070 packets`. */
export function formatPackets(packets: number): string {
  return `${formatPlain(packets)} ${packets === 1 ? 'packet' : 'packets'}`;
}

/** The time that traffic takes, in seconds: `3.4 ms`, `6.57 s`, `12 min`. */
export function formatSpan(seconds: number): string {
  if (seconds === 0) return '0 s';
  const [size, name] = SPANS.find(([least]) => Math.abs(seconds) >= least) ?? [0.001, 'ms'];
  return `${THREE_DIGITS.format(seconds / size)} ${name}`;
}

/** A value of this unit, without the unit's name where what is counted stands beside it. */
export function formatInUnit(value: number, unit: string): string {
  if (unit === 's' || unit === 'seconds') return formatSpan(value);
  if (unit === 'bytes') return formatBytes(value);
  if (unit.startsWith('bytes')) return scaledBytes(value, false) + unit.slice('bytes'.length);
  return formatPlain(value);
}

/** What is in the brackets of `ln(1 + bytes)`. */
const LOGARITHM = /^ln\(1 \+ (.*)\)$/;

/** A feature's value as `formatInUnit`: a logarithm as what it is of, a flag as a word. */
export function formatFeature(value: number, unit: string): string {
  const inside = LOGARITHM.exec(unit)?.[1];
  if (inside !== undefined) return formatFeature(Math.expm1(value), inside);
  if (unit === '0/1') return value === 1 ? 'yes' : value === 0 ? 'no' : formatPlain(value);
  return formatInUnit(value, unit);
}

/** An anomaly score to so many digits; a very large or small one with an exponent. */
export function formatScore(score: number, digits = 3): string {
  const size = Math.abs(score);
  if (size !== 0 && (size >= 1e6 || size < 1e-4)) return score.toExponential(digits - 1);
  return Number(score.toPrecision(digits)).toLocaleString('en', {
    maximumSignificantDigits: digits,
  });
}

/** Most digits that a number of 64 bits holds. */
const MOST_DIGITS = 17;

/** A score and a threshold with as many digits as tell them apart, three at least. */
export function formatApart(score: number, threshold: number): readonly [string, string] {
  for (let digits = 3; ; digits++) {
    const texts = [formatScore(score, digits), formatScore(threshold, digits)] as const;
    if (texts[0] !== texts[1] || score === threshold || digits === MOST_DIGITS) return texts;
  }
}
