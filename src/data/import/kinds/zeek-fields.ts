import type { FileHead } from '../file-head.ts';
import type { FlowField } from '../flows/flow-fields.ts';
import { ANSWER_FIELDS, ANSWER_VALUES } from '../labels/answer-fields.ts';
import { attackName } from '../labels/labels.ts';
import { type NumberReading, plain, timeOf } from '../mapping/readings.ts';
import type { FlowMapping } from '../text/cell-source.ts';
import type { DialectField, FlowDialect } from './flow-dialect.ts';
import { isRecordDoubtful } from './zeek-direction.ts';

const WHERE_AND_WHEN: readonly FlowField[] = [
  { key: 'startTime', names: ['ts'], whenUnset: 'refuse' },
  { key: 'originatorAddress', names: ['id.orig_h', 'id_orig_h'], whenUnset: 'refuse' },
  { key: 'originatorPort', names: ['id.orig_p', 'id_orig_p'], whenUnset: 'zero' },
  { key: 'responderAddress', names: ['id.resp_h', 'id_resp_h'], whenUnset: 'refuse' },
  { key: 'dstPort', names: ['id.resp_p', 'id_resp_p'], whenUnset: 'zero' },
  { key: 'protocol', names: ['proto'], whenUnset: 'refuse' },
];

/** What no log but that of connections has; it may lack some of them. */
const MEASURES: readonly FlowField[] = [
  { key: 'duration', names: ['duration'], whenUnset: 'zero' },
  { key: 'bytesSent', names: ['orig_bytes'], whenUnset: 'zero' },
  { key: 'bytesRecv', names: ['resp_bytes'], whenUnset: 'zero' },
  { key: 'packetsSent', names: ['orig_pkts'], whenUnset: 'zero' },
  { key: 'packetsRecv', names: ['resp_pkts'], whenUnset: 'zero' },
  { key: 'ipBytesSent', names: ['orig_ip_bytes'], whenUnset: 'zero', optional: true },
  { key: 'ipBytesRecv', names: ['resp_ip_bytes'], whenUnset: 'zero', optional: true },
  { key: 'connState', names: ['conn_state'], whenUnset: 'empty', optional: true },
];

const WORDS: readonly FlowField[] = [
  { key: 'service', names: ['service'], whenUnset: 'empty', optional: true },
  { key: 'uid', names: ['uid'], whenUnset: 'empty', optional: true },
  ...ANSWER_VALUES,
];

/**
 * Zeek's connection log: which field fills which column of a flow table. Bytes are payload; those
 * of IP are told besides. Where Zeek could not know a number it leaves it unset.
 * Source: Zeek's documentation, `Conn::Info` in base/protocols/conn.
 */
export const ZEEK_CONN: FlowMapping = {
  fields: [...WHERE_AND_WHEN, ...MEASURES, ...WORDS],
  nameAttack: (label, word, name) => attackName(label, word.toLowerCase(), name),
  spell: ({ key }, raw) => (key === 'protocol' ? raw.toUpperCase() : raw),
};

/** A connection log as other tools export it: Zeek's names in a header, cells left empty. */
export const ZEEK_CSV: FlowDialect = {
  format: 'Zeek conn.log',
  expects: 'a Zeek conn.log (TSV, JSON or CSV)',
  recognises: hasZeekNames,
  mapping: {
    ...ZEEK_CONN,
    fields: ZEEK_CONN.fields.map((field): DialectField => {
      if (field.key === 'startTime') return { ...field, read: startTime };
      const answer = ANSWER_FIELDS.find(({ key }) => key === field.key);
      if (answer !== undefined) return answer;
      return field.whenUnset === 'zero' ? { ...field, optional: true } : field;
    }),
  },
  unsetWords: ['-', '(empty)'],
  columnsWithoutHeader,
  doubtsDirection(file) {
    const [protocol, history, connState] = DIRECTION_NAMES.map((name) => file.column([name]) ?? -1);
    const columns = { protocol, history, connState, unset: UNSET };
    return (row) => isRecordDoubtful(row.reader, columns);
  },
};

const UNSET = ['-', '(empty)'].map((word) => new TextEncoder().encode(word));

/** Zeek's seconds since 1970, or what another tool made of them. */
function startTime(file: FileHead): NumberReading | undefined {
  const column = file.column(['ts']);
  const isPlain = (cell: string) => Number(cell) < MOST_SECONDS;
  const asZeekWrites = column === undefined || file.cells(column).every(isPlain);
  return (asZeekWrites ? plain('ts') : timeOf(['ts']))(file);
}

/** Larger counts since 1970 are of milliseconds, or less. */
const MOST_SECONDS = 1e11;

/** Whether these are names of a connection log: the endpoints, and what only connections have. */
export function hasZeekNames(has: (name: string) => boolean): boolean {
  const hasField = ({ names }: FlowField) => names.some(has);
  return (
    WHERE_AND_WHEN.filter(({ whenUnset }) => whenUnset === 'refuse').every(hasField) &&
    (MEASURES.some(hasField) || has('history'))
  );
}

/** The columns that tell which end opened a connection. */
export const DIRECTION_NAMES = ['proto', 'history', 'conn_state'] as const;

/** The columns that Zeek writes unless told otherwise, in their order; the newest last. */
const DEFAULT_COLUMNS = (
  'ts uid id.orig_h id.orig_p id.resp_h id.resp_p proto service duration orig_bytes resp_bytes ' +
  'conn_state local_orig local_resp missed_bytes history orig_pkts orig_ip_bytes resp_pkts ' +
  'resp_ip_bytes tunnel_parents ip_proto'
).split(' ');
/** Version 2.3 and before had no `local_resp`. */
const OLDER_COLUMNS = DEFAULT_COLUMNS.slice(0, 21).filter((name) => name !== 'local_resp');
const LAYOUTS = [OLDER_COLUMNS, DEFAULT_COLUMNS.slice(0, 21), DEFAULT_COLUMNS];

/** A log cut off from its directives, as `tail` gives it, if its columns are the usual ones. */
function columnsWithoutHeader(record: readonly string[]): readonly string[] | undefined {
  const [time = '', uid = '', originator = '', port = '', responder = '', , protocol = ''] = record;
  const isRecord =
    /^\d{9,10}\.\d+$/.test(time) &&
    /^C[\dA-Za-z]{8,}$/.test(uid) &&
    [originator, responder].every((address) =>
      /^[\d.]+$|^[\da-fA-F:.]*:[\da-fA-F:.]*$/.test(address),
    ) &&
    /^\d+$/.test(port) &&
    /^[a-z_]+$/.test(protocol);
  return isRecord ? LAYOUTS.find(({ length }) => length === record.length) : undefined;
}
