import { type AddressBytes, inNetwork, parseAddress, parseNetwork } from '../../data/addresses.ts';
import type { CategoryColumn, FlowTable } from '../../data/flow-table.ts';
import type { Traffic } from '../traffic/generate.ts';
import type { AllowRule } from './rules.ts';

/** How far one rule reaches. */
export interface Coverage {
  readonly rule: AllowRule;
  /** Flows that it covers, whether another rule covers them too or not. */
  readonly flows: number;
  /** What the rule asks for and the traffic does not tell: `addresses`; `null` where it does. */
  readonly lacks: string | null;
}

/** What rules cover. */
export interface Allowance {
  /** 1 for each flow that a rule covers. */
  readonly allowed: Uint8Array;
  /** Flows that some rule covers. */
  readonly flows: number;
  /** One per rule, in their order. */
  readonly coverage: readonly Coverage[];
}

/** What one rule accepts of each flow: 1 for each code that is accepted, and the code of each row. */
interface Look {
  readonly accepted: Uint8Array;
  readonly values: ArrayLike<number>;
}

/**
 * The flows that rules cover. An address is read once for each column, and a word looked at once
 * per rule, however many flows have it: O(rules × (words + rows)).
 */
export function allowedRows(
  { flows, summary }: Pick<Traffic, 'flows' | 'summary'>,
  rules: readonly AllowRule[],
): Allowance {
  const allowed = new Uint8Array(summary.total);
  const covered = new Uint8Array(summary.total);
  const coverage = rules.map((rule): Coverage => {
    const looks = flows === null ? [] : looksOf(rule, flows);
    if (looks.length === 0) return { rule, flows: 0, lacks: LACKS[rule.about] };
    covered.fill(0);
    for (const { accepted, values } of looks) {
      for (let row = 0; row < covered.length; row++) covered[row] |= accepted[values[row]];
    }
    for (let row = 0; row < covered.length; row++) allowed[row] |= covered[row];
    return { rule, flows: countOnes(covered), lacks: null };
  });
  return { allowed, flows: countOnes(allowed), coverage };
}

function countOnes(mask: Uint8Array): number {
  let ones = 0;
  for (let row = 0; row < mask.length; row++) ones += mask[row];
  return ones;
}

const LACKS: Readonly<Record<AllowRule['about'], string>> = {
  address: 'addresses',
  port: 'ports',
  service: 'services',
  protocol: 'protocols',
};

/** Where the rule looks; nowhere if the traffic has no such column. */
function looksOf(rule: AllowRule, flows: FlowTable): Look[] {
  if (rule.about === 'port') {
    const accepted = new Uint8Array(65536);
    accepted[rule.port] = 1;
    return [{ accepted, values: flows.dstPort }];
  }
  if (rule.about === 'address') {
    return columnsOf(rule.side, flows).map((column) => addressLook(column, rule.address));
  }
  const column = flows[rule.about];
  if (column === undefined) return [];
  // Zeek names several services of one flow with commas between.
  return [wordLook(column, (word) => word.split(',').includes(rule.name))];
}

function columnsOf(
  side: 'either' | 'originator' | 'responder',
  { originatorAddress, responderAddress }: FlowTable,
): CategoryColumn[] {
  const columns = [
    ...(side === 'responder' ? [] : [originatorAddress]),
    ...(side === 'originator' ? [] : [responderAddress]),
  ];
  return columns.filter((column) => column !== undefined);
}

/** @param accepts is given words in lower case */
function wordLook({ codes, names }: CategoryColumn, accepts: (word: string) => boolean): Look {
  const accepted = new Uint8Array(names.length);
  names.forEach((word, code) => {
    if (accepts(word.toLowerCase())) accepted[code] = 1;
  });
  return { accepted, values: codes };
}

function addressLook(column: CategoryColumn, address: string): Look {
  const network = parseNetwork(address);
  if (network === undefined) return wordLook(column, (word) => word === address);
  const { names, codes } = column;
  const { lengths, firstWords, addresses } = addressesOf(names);
  const { bytes, prefix } = network;
  const first = firstWord(bytes);
  const mask = prefix === 0 ? 0 : -1 << Math.max(0, 32 - prefix);
  const accepted = new Uint8Array(names.length);
  for (let code = 0; code < accepted.length; code++) {
    if (lengths[code] !== bytes.length || ((firstWords[code] ^ first) & mask) !== 0) continue;
    // The first 32 bits are all of IPv4.
    const whole = prefix <= 32 ? undefined : addresses.get(code);
    accepted[code] = whole === undefined || inNetwork(whole, network) ? 1 : 0;
  }
  return { accepted, values: codes };
}

/** The addresses among the words of a column, laid out to be compared fast. */
interface ColumnAddresses {
  /** Bytes of each address; 0 for a word that is none. */
  readonly lengths: Uint8Array;
  /** The first 32 bits of each. */
  readonly firstWords: Int32Array;
  /** The longer ones, of IPv6, by code. */
  readonly addresses: ReadonlyMap<number, AddressBytes>;
}

/** A column is read when a rule first asks for it: a hundred thousand words take some time. */
const known = new WeakMap<readonly string[], ColumnAddresses>();

function addressesOf(names: readonly string[]): ColumnAddresses {
  const before = known.get(names);
  if (before !== undefined) return before;
  const lengths = new Uint8Array(names.length);
  const firstWords = new Int32Array(names.length);
  const addresses = new Map<number, AddressBytes>();
  for (let code = 0; code < names.length; code++) {
    const bytes = parseAddress(names[code]);
    if (bytes === undefined) continue;
    lengths[code] = bytes.length;
    firstWords[code] = firstWord(bytes);
    if (bytes.length > 4) addresses.set(code, bytes);
  }
  const read = { lengths, firstWords, addresses };
  known.set(names, read);
  return read;
}

function firstWord(bytes: AddressBytes): number {
  return (bytes[0] << 24) | (bytes[1] << 16) | (bytes[2] << 8) | bytes[3];
}
