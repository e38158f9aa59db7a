import { formatNumber } from '../format.ts';

/*
 * Values as they stand on an axis: with the unit that fits their size, `10 kB` and not 10,000, `1 min`
 * and not 60.
 */

/** What values count. */
export type UnitKind = 'bytes' | 'seconds' | 'plain';

const SECONDS = [
  { name: 'd', size: 86_400 },
  { name: 'h', size: 3600 },
  { name: 'min', size: 60 },
  { name: 's', size: 1 },
  { name: 'ms', size: 1e-3 },
  { name: 'µs', size: 1e-6 },
];

const PREFIXES = [
  { name: 'T', size: 1e12 },
  { name: 'G', size: 1e9 },
  { name: 'M', size: 1e6 },
  { name: 'k', size: 1e3 },
];

/** A unit as features name it, such as `bytes/s`: what is counted, and what stands behind it. */
interface Unit {
  readonly kind: UnitKind;
  readonly behind: string;
}

/** What a feature's unit counts: `bytes/s` are bytes with `/s` behind. */
export function unitKind(unit: string): UnitKind {
  return parseUnit(unit).kind;
}

function parseUnit(unit: string): Unit {
  if (/^bytes(\/|$)/.test(unit)) return { kind: 'bytes', behind: unit.slice('bytes'.length) };
  if (unit === 'seconds' || unit === 's') return { kind: 'seconds', behind: '' };
  return { kind: 'plain', behind: '' };
}

/** `10 kB/s`, `1 min`, `250 k`: a value in three digits and the unit that fits its size. */
export function formatWithUnit(value: number, unit: string): string {
  const { kind, behind } = parseUnit(unit);
  if (kind === 'seconds') return inUnits(value, SECONDS, 's');
  if (kind === 'bytes') {
    return `${inUnits(
      value,
      PREFIXES.map(({ name, size }) => ({ name: `${name}B`, size })),
      'B',
    )}${behind}`;
  }
  // Four digits are read as fast as a prefix.
  return inUnits(value, Math.abs(value) < 1e4 ? [] : PREFIXES, '');
}

/** In the largest of the units that it reaches; `base` stands for 1 where it reaches none. */
function inUnits(
  value: number,
  units: readonly { readonly name: string; readonly size: number }[],
  base: string,
): string {
  // What rounds up to the next unit is written in that.
  const unit = units.find(({ size }) => Math.abs(value) >= 0.9995 * size);
  const { name, size } = unit ?? { name: base, size: 1 };
  return `${formatNumber(Number((value / size).toPrecision(3)))} ${name}`.trim();
}
