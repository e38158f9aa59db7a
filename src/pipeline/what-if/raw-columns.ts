import { FLOW_COLUMNS } from '../../data/flow-columns.ts';
import { categoryAt } from '../../data/flow-rows.ts';
import type { FlowTable } from '../../data/flow-table.ts';
import type { Traffic } from '../traffic/generate.ts';
import type { RawColumn, RawValue } from './raw-values.ts';
import { type Start, type TimeColumn, timeColumns } from './start-time.ts';

/** The flow table's columns that features are made of, and the most that each may be. */
const CHANGEABLE = {
  bytesSent: Number.MAX_SAFE_INTEGER,
  bytesRecv: Number.MAX_SAFE_INTEGER,
  packetsSent: Number.MAX_SAFE_INTEGER,
  packetsRecv: Number.MAX_SAFE_INTEGER,
  // A hundred years.
  duration: 3_155_760_000,
  dstPort: 65_535,
  protocol: 0,
  srcIpCount: 2 ** 32,
  dstIpCount: 2 ** 32,
} as const;
type ChangeableKey = keyof typeof CHANGEABLE;

const USUAL_PROTOCOLS = ['TCP', 'UDP', 'ICMP'];

/** The columns that can be changed: a flow's own, when it began if that is looked at; or a table's. */
export function rawColumns({ flows, table }: Traffic, timeFeatures: boolean): RawColumn[] {
  if (flows === null) return (table?.names ?? []).map(tableColumn);
  const own = FLOW_COLUMNS.flatMap((column) => {
    if (!isChangeable(column.key)) return [];
    const { name, unit, meaning, key } = column;
    return [{ name, unit, meaning, ...rangeOf(key, flows) }];
  });
  return [...own, ...(timeFeatures ? timeColumns() : [])];
}

function isChangeable(key: string): key is ChangeableKey {
  return key in CHANGEABLE;
}

function rangeOf(
  key: ChangeableKey,
  flows: FlowTable,
): Pick<RawColumn, 'kind' | 'whole' | 'lowest' | 'highest' | 'words'> {
  const rest = { lowest: 0, highest: CHANGEABLE[key], words: [] };
  switch (key) {
    case 'protocol':
      return {
        ...rest,
        kind: 'word',
        whole: false,
        words: [...new Set([...flows.protocol.names, ...USUAL_PROTOCOLS])],
      };
    case 'dstPort':
      return { ...rest, kind: 'port', whole: true };
    case 'srcIpCount':
    case 'dstIpCount':
      return { ...rest, kind: 'number', whole: true, lowest: 1 };
    case 'packetsSent':
    case 'packetsRecv':
      return { ...rest, kind: 'number', whole: true };
    case 'duration':
      return { ...rest, kind: 'number', whole: false };
    default:
      // Made-up flows have parts of bytes.
      return { ...rest, kind: 'number', whole: flows[key].every(Number.isInteger) };
  }
}

function tableColumn(name: string): RawColumn {
  const { MAX_VALUE } = Number;
  const range = { lowest: -MAX_VALUE, highest: MAX_VALUE, words: [] };
  return {
    name,
    kind: 'number',
    unit: '',
    meaning: 'A column of the table.',
    whole: false,
    ...range,
  };
}

/**
 * One value of a flow, as measured; `undefined`: a `gap` where the two hosts have no flow before.
 *
 * @param start when it began, where the columns have that
 */
export function rawValue(
  { flows, table }: Traffic,
  row: number,
  name: string,
  start: Start | undefined,
): RawValue | undefined {
  if (flows === null) return table?.data[row * table.columns + table.names.indexOf(name)];
  if (name === 'hour' || name === 'gap') return start?.[name satisfies TimeColumn];
  const key = keyOf(name);
  return key === 'protocol' ? categoryAt(flows.protocol, row) : flows[key][row];
}

/** The key of the flow table for a column's name. */
export function keyOf(name: string): ChangeableKey {
  const key = FLOW_COLUMNS.find((column) => column.name === name)?.key;
  if (key === undefined || !isChangeable(key)) throw new Error(`No flow has a column ${name}.`);
  return key;
}
