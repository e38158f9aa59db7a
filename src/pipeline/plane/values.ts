import { formatInUnit } from '../../charts/format.ts';
import { InputError } from '../../data/errors.ts';
import { withUnit } from '../../data/import/numbers/number-units.ts';
import { type PlaneAxis, shareOf, valueAt } from './axes.ts';

/** A value with what is counted: `8,070 packets`. */
export function valueWords({ unit, title }: PlaneAxis, value: number): string {
  const text = formatInUnit(value, unit);
  if (unit === 's' || unit.startsWith('bytes')) return text;
  return unit === '' ? `${title} ${text}` : `${text} ${unit}`;
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
  const example = formatInUnit(valueAt(axis, 0.5), axis.unit);
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
    .map((value) => ({ share: shareOf(axis, value), label: formatInUnit(value, axis.unit) }))
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
