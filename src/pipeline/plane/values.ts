import { InputError } from '../../data/errors.ts';
import { withUnit } from '../../data/import/numbers/number-units.ts';
import { type PlaneAxis, shareOf, valueAt } from './axes.ts';

const WHOLE = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const THREE_DIGITS = new Intl.NumberFormat('en', { maximumSignificantDigits: 3 });

const SIZES = ['', 'k', 'M', 'G', 'T', 'P'];
const SPANS: readonly (readonly [number, string])[] = [
  [86_400, 'd'],
  [3600, 'h'],
  [60, 'min'],
  [1, 's'],
  [0.001, 'ms'],
];

/** A value in its unit, as precise as it matters: `1.67 MB`, `12 min`, `8,070`. */
export function valueText(unit: string, value: number): string {
  if (unit === 's') return spanText(value);
  if (unit.startsWith('bytes')) return sizeText(value) + unit.slice('bytes'.length);
  return numberText(value);
}

/** The same with what is counted: `8,070 packets`. */
export function valueWords({ unit, title }: PlaneAxis, value: number): string {
  const text = valueText(unit, value);
  if (unit === 's' || unit.startsWith('bytes')) return text;
  return unit === '' ? `${title} ${text}` : `${text} ${unit}`;
}

function numberText(value: number): string {
  const size = Math.abs(value);
  if (size >= 1e6) return THREE_DIGITS.format(value);
  return size >= 100 ? WHOLE.format(value) : THREE_DIGITS.format(value);
}

function sizeText(value: number): string {
  let power = 0;
  let left = value;
  while (Math.abs(left) >= 999.5 && power < SIZES.length - 1) {
    left /= 1000;
    power++;
  }
  return `${THREE_DIGITS.format(left)} ${SIZES[power]}B`;
}

function spanText(seconds: number): string {
  const [size, name] = SPANS.find(([least]) => Math.abs(seconds) >= least) ?? [0.001, 'ms'];
  return `${THREE_DIGITS.format(seconds / size)} ${name}`;
}

/**
 * The value that a person typed, with a unit or without: `1.5 MB`, `12 min`, `8,070`.
 *
 * @throws InputError for anything else
 */
export function typedValue(axis: PlaneAxis, typed: string): number {
  const text = typed.trim().replace(/\/s$/, '');
  const numberOf = (digits: string) =>
    digits === '' ? Number.NaN : Number(digits.replaceAll(',', '').replace('−', '-'));
  const plain = /^[-−]?[\d.,]+(e[-+]?\d+)?$/i.test(text) ? numberOf(text) : Number.NaN;
  if (Number.isFinite(plain)) return plain;
  const kind = axis.unit === 's' ? 'spans' : axis.unit.startsWith('bytes') ? 'sizes' : undefined;
  const value = kind && withUnit(text, kind, numberOf)?.value;
  if (value !== undefined && Number.isFinite(value)) return value;
  const example = valueText(axis.unit, valueAt(axis, 0.5));
  throw new InputError(`Type ${axis.title} such as ${example}; got “${typed}”.`);
}

/** A mark of an axis. */
export interface Tick {
  /** 0 … 1. */
  readonly share: number;
  readonly label: string;
}

/** Round moments of a logarithmic axis of seconds. */
const ROUND_SPANS = [0.001, 0.01, 0.1, 1, 10, 60, 600, 3600, 36_000, 86_400, 864_000];

/** Marks at round values within the axis, so many at most. */
export function axisTicks(axis: PlaneAxis, most: number): Tick[] {
  const round = axis.scale === 'log' ? roundLogarithmic(axis, most) : roundLinear(axis, most);
  return round
    .map((value) => ({ share: shareOf(axis, value), label: valueText(axis.unit, value) }))
    .filter(({ share }) => share >= 0.02 && share <= 0.98);
}

function roundLogarithmic(axis: PlaneAxis, most: number): number[] {
  const low = Math.max(valueAt(axis, 0), 1e-4);
  const high = valueAt(axis, 1);
  const decades =
    axis.unit === 's' ? ROUND_SPANS : Array.from({ length: 20 }, (_, i) => Number(`1e${i}`));
  const inside = decades.filter((value) => value >= low && value <= high);
  const step = Math.ceil(inside.length / most);
  return inside.filter((_, i) => (inside.length - 1 - i) % step === 0);
}

function roundLinear({ from, to }: PlaneAxis, most: number): number[] {
  const rough = (to - from) / most;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5].find((factor) => factor * power >= rough) ?? 10);
  const first = Math.ceil(from / step);
  return Array.from({ length: Math.floor(to / step) - first + 1 }, (_, i) =>
    Number(((first + i) * step).toPrecision(12)),
  );
}
