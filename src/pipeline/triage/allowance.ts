import { type AddressBytes, inNetwork, parseAddress, parseNetwork } from '../../data/addresses.ts';
import type { CategoryColumn, FlowTable } from '../../data/flow-table.ts';
import type { Traffic } from '../generate.ts';
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

/** What one rule accepts of each flow; a row passes where any of the looks accepts it. */
interface Look {
  /** 1 for each word, or value, that is accepted. */
  readonly accepted: Uint8Array;
  readonly values: ArrayLike<number>;
}

/**
 * The flows that rules cover. An address is read once and a word looked at once per rule, however
 * many flows have it: O(rules × (words + rows)).
 */
export function allowedRows(
  { flows, summary }: Pick<Traffic, 'flows' | 'summary'>,
  rules: readonly AllowRule[],
): Allowance {
  const allowed = new Uint8Array(summary.total);
  const read = addressReader();
  const coverage = rules.map((rule): Coverage => {
    const looks = flows === null ? [] : looksOf(rule, flows, read);
    if (looks.length === 0) return { rule, flows: 0, lacks: LACKS[rule.about] };
    let covered = 0;
    for (let row = 0; row < allowed.length; row++) {
      let accepts = 0;
      for (const { accepted, values } of looks) accepts |= accepted[values[row]];
      covered += accepts;
      allowed[row] |= accepts;
    }
    return { rule, flows: covered, lacks: null };
  });
  return { allowed, flows: allowed.reduce((sum, one) => sum + one, 0), coverage };
}

const LACKS: Readonly<Record<AllowRule['about'], string>> = {
  address: 'addresses',
  port: 'ports',
  service: 'services',
  protocol: 'protocols',
};

/** The addresses among the words of a column. */
type AddressReader = (column: CategoryColumn) => readonly (AddressBytes | undefined)[];

/** Reads the words of a column when a rule first asks for them. */
function addressReader(): AddressReader {
  const known = new Map<CategoryColumn, readonly (AddressBytes | undefined)[]>();
  return (column) => {
    const read = known.get(column) ?? column.names.map(parseAddress);
    known.set(column, read);
    return read;
  };
}

/** Where the rule looks; nowhere if the traffic has no such column. */
function looksOf(rule: AllowRule, flows: FlowTable, read: AddressReader): Look[] {
  if (rule.about === 'port') {
    const accepted = new Uint8Array(65536);
    accepted[rule.port] = 1;
    return [{ accepted, values: flows.dstPort }];
  }
  if (rule.about === 'address') {
    return columnsOf(rule.side, flows).map((column) => addressLook(column, rule.address, read));
  }
  const column = flows[rule.about];
  if (column === undefined) return [];
  // Zeek names several services of one flow with commas between.
  return [lookAt(column, (word) => word.toLowerCase().split(',').includes(rule.name))];
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

function addressLook(column: CategoryColumn, address: string, read: AddressReader): Look {
  const network = parseNetwork(address);
  if (network === undefined) return lookAt(column, (word) => word.toLowerCase() === address);
  const addresses = read(column);
  return lookAt(column, (_, code) => {
    const bytes = addresses[code];
    return bytes !== undefined && inNetwork(bytes, network);
  });
}

function lookAt(
  { codes, names }: CategoryColumn,
  accepts: (word: string, code: number) => boolean,
): Look {
  const accepted = Uint8Array.from(names, (word, code) => (accepts(word, code) ? 1 : 0));
  return { accepted, values: codes };
}
