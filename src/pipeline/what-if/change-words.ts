import { formatBytes, formatNumber, formatSpan } from '../../charts/format.ts';
import type { RawColumn, RawValue } from './raw-values.ts';

/** How a change of a column is said after "if it". */
interface Saying {
  /** `sent`, `lasted` */
  readonly verb: string;
  readonly less: string;
  readonly more: string;
  readonly asMuch: string;
  readonly none?: string;
}

const SAYINGS: Readonly<Record<string, Saying>> = {
  bytes_sent: { verb: 'sent', less: 'less', more: 'more', asMuch: 'as much', none: 'sent nothing' },
  bytes_recv: {
    verb: 'received',
    less: 'less',
    more: 'more',
    asMuch: 'as much',
    none: 'received nothing',
  },
  packets_sent: {
    verb: 'sent',
    less: 'fewer packets',
    more: 'more packets',
    asMuch: 'as many packets',
    none: 'sent no packets',
  },
  packets_recv: {
    verb: 'received',
    less: 'fewer packets',
    more: 'more packets',
    asMuch: 'as many packets',
    none: 'received no packets',
  },
  duration: { verb: 'lasted', less: 'less long', more: 'longer', asMuch: 'as long' },
};

/** `sent 61 % less (812 kB)`, `used port 443`: what follows "if it". */
export function changeInWords(column: RawColumn, from: RawValue | undefined, to: RawValue): string {
  const { name } = column;
  const value = valueInWords(column, to);
  switch (name) {
    case 'dst_port':
      return `used port ${to}`;
    case 'protocol':
      return `used ${to}`;
    case 'src_ip_count':
      return `was among flows of ${hosts(to)} to its responder`;
    case 'dst_ip_count':
      return `was of a host that reached ${hosts(to)}`;
    case 'hour':
      return `began at ${value}`;
    case 'gap':
      return `began ${value} after the last flow of the two hosts`;
  }
  const saying = SAYINGS[name];
  if (saying === undefined) return `had ${name} ${value}`;
  const { verb, less, more, asMuch, none } = saying;
  const [before, after] = [Number(from ?? 0), Number(to)];
  if (after === 0 && none !== undefined) return none;
  if (before <= 0) return `${verb} ${value}`;
  const factor = after / before;
  if (factor < 0.01 || factor > 1000) {
    return `${verb} ${value} in place of ${valueInWords(column, before)}`;
  }
  if (factor < 1) return `${verb} ${percent(1 - factor)} ${less} (${value})`;
  if (factor < 2) return `${verb} ${percent(factor - 1)} ${more} (${value})`;
  return `${verb} ${formatNumber(Number(factor.toPrecision(2)))} times ${asMuch} (${value})`;
}

function percent(share: number): string {
  return `${share < 0.01 ? (100 * share).toPrecision(1) : Math.round(100 * share)} %`;
}

function hosts(count: RawValue): string {
  return count === 1 ? '1 host' : `${formatNumber(Number(count))} hosts`;
}

/** A raw value as a person reads it. */
export function valueInWords(
  { name, unit }: Pick<RawColumn, 'name' | 'unit'>,
  value: RawValue,
): string {
  if (typeof value === 'string' || unit === 'port') return String(value);
  if (name === 'hour') {
    const minutes = Math.floor(value * 60);
    return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
  }
  if (unit === 'bytes') return formatBytes(value);
  if (unit === 'seconds') return formatSpan(value);
  if (unit === 'packets') return `${formatNumber(value)} ${value === 1 ? 'packet' : 'packets'}`;
  return formatNumber(Number(value.toPrecision(6)));
}

/** `bytes_sent=812345,dst_port=443`: what the command line reads back as the same doubles. */
export function changesInArguments(changes: Readonly<Record<string, RawValue>>): string {
  return Object.entries(changes)
    .map(([name, value]) => `${name}=${value}`)
    .join(',');
}
