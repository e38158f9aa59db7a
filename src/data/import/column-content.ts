import { parseAddress } from '../addresses.ts';
import { parseDecimal } from './text-cells.ts';
import { timeColumn } from './times.ts';

/** What stands for no value in tables that people and programs write. */
export const UNSET_WORDS: readonly string[] = [
  ...['-', '(empty)', 'N/A', 'n/a', 'NA', 'NULL', 'Null', 'null', 'NaN', 'nan', '\\N'],
];

/** What the cells of a column look like; shares are of the cells that hold something. */
export interface ColumnContent {
  readonly filled: number;
  /** Distinct cells, in order of first appearance. */
  readonly words: ReadonlySet<string>;
  readonly addresses: number;
  readonly numbers: number;
  /** Whole numbers from 0 to 65535. */
  readonly ports: number;
  /** Names of transport protocols, or 1, 6 and 17. */
  readonly protocols: number;
  /** Dates, or counts since 1970 that fall between 1973 and 2100. */
  readonly times: number;
}

const PROTOCOL_WORD = /^(?:tcp|udp|icmp|icmpv?6|ipv6-icmp|sctp|gre|esp|igmp|arp|1|6|17)$/i;
const EARLIEST = 1e8;
const LATEST = 4.1e9;

const isUnset = new Set(['', ...UNSET_WORDS]);

/** Looks at cells of one column. O(cells). */
export function contentOf(cells: readonly string[]): ColumnContent {
  const filled = cells.map((cell) => cell.trim()).filter((cell) => !isUnset.has(cell));
  const times = timeColumn(filled, 'UTC');
  const share = (holds: (cell: string) => boolean) =>
    filled.length === 0 ? 0 : filled.filter(holds).length / filled.length;
  return {
    filled: filled.length,
    words: new Set(filled),
    addresses: share(isAddress),
    numbers: share(isNumber),
    ports: share((cell) => /^\d{1,5}$/.test(cell) && Number(cell) <= 65535),
    protocols: share((cell) => PROTOCOL_WORD.test(cell)),
    times: share((cell) => {
      const seconds = times.readText(cell);
      return seconds > EARLIEST && seconds < LATEST;
    }),
  };
}

/** Whether a record names columns rather than holding values of them. */
export function looksLikeHeader(record: readonly string[]): boolean {
  const cells = record.map((cell) => cell.trim()).filter((cell) => cell !== '');
  if (cells.length === 0 || cells.some(isAddress)) return false;
  const values = cells.filter((cell) => isNumber(cell) || contentOf([cell]).times > 0);
  return 2 * values.length < cells.length;
}

function isNumber(cell: string): boolean {
  return !Number.isNaN(parseDecimal(cell));
}

function isAddress(cell: string): boolean {
  return parseAddress(cell) !== undefined;
}
