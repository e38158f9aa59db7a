import { InputError } from '../../data/errors.ts';
import type { RawColumn, RawValue, RawValues } from './raw-values.ts';

const SIZES: Readonly<Record<string, number>> = {
  b: 1,
  kb: 1e3,
  mb: 1e6,
  gb: 1e9,
  tb: 1e12,
  kib: 2 ** 10,
  mib: 2 ** 20,
  gib: 2 ** 30,
};
const SPANS: Readonly<Record<string, number>> = { ms: 0.001, s: 1, min: 60, h: 3600, d: 86_400 };

/**
 * Changes as they are typed: `bytes_sent=2MB,dst_port=443,duration=90s,hour=14:30`. A number without a
 * unit is read as the column's own double, so that what is printed reads back the same.
 *
 * @throws InputError for what is no change
 */
export function parseChanges(text: string, columns: readonly RawColumn[]): RawValues {
  const words = text.split(',').filter((word) => word.trim() !== '');
  if (words.length === 0) {
    throw new InputError('Changes are needed, such as bytes_sent=2MB,dst_port=443.');
  }
  const changes = words.map((word) => {
    const at = word.indexOf('=');
    const name = word.slice(0, at).trim();
    const column = columns.find((one) => one.name === name);
    if (at < 0) throw new InputError(`"${word.trim()}" is no change: write it as bytes_sent=2MB.`);
    if (column === undefined) {
      const names = columns.map((one) => one.name).join(', ');
      throw new InputError(`There is no column "${name}" to change: choose among ${names}.`);
    }
    return [name, parseValue(column, word.slice(at + 1).trim())] as const;
  });
  const names = changes.map(([name]) => name);
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) throw new InputError(`${twice} is changed twice: give it one value.`);
  return Object.fromEntries(changes);
}

function parseValue(column: RawColumn, text: string): RawValue {
  const { name, kind, unit, words } = column;
  if (kind === 'word') {
    return words.find((word) => word.toLowerCase() === text.toLowerCase()) ?? text;
  }
  const clock = /^(\d{1,2}):(\d\d)$/.exec(text);
  if (name === 'hour' && clock !== null) return Number(clock[1]) + Number(clock[2]) / 60;
  const parts = /^([-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?)\s*([a-z]*)$/i.exec(text);
  const units = unit === 'bytes' ? SIZES : unit === 'seconds' ? SPANS : {};
  const suffix = parts?.[2].toLowerCase() ?? '';
  if (parts === null || (suffix !== '' && units[suffix] === undefined)) {
    const forms = Object.keys(units);
    throw new InputError(
      `${name} must be a number${forms.length > 0 ? `, with ${forms.join(', ')} or no unit` : ''}; got "${text}".`,
    );
  }
  return suffix === ''
    ? Number(parts[1])
    : Number((Number(parts[1]) * units[suffix]).toPrecision(15));
}
