import { ATTACK, NORMAL } from '../flow-table.ts';
import type { FlowMapping } from './cell-source.ts';
import type { FlowDialect } from './delimited-flows.ts';
import type { FlowField } from './flow-fields.ts';

/**
 * Zeek's connection log: which field fills which column of a flow table. Bytes are payload, not
 * packets' lengths. Where Zeek could not know a number it leaves it unset.
 * Source: Zeek's documentation, `Conn::Info` in base/protocols/conn.
 */
const FIELDS: readonly FlowField[] = [
  { key: 'startTime', names: ['ts'], whenUnset: 'refuse' },
  { key: 'originatorAddress', names: ['id.orig_h', 'id_orig_h'], whenUnset: 'refuse' },
  { key: 'originatorPort', names: ['id.orig_p', 'id_orig_p'], whenUnset: 'zero' },
  { key: 'responderAddress', names: ['id.resp_h', 'id_resp_h'], whenUnset: 'refuse' },
  { key: 'dstPort', names: ['id.resp_p', 'id_resp_p'], whenUnset: 'zero' },
  { key: 'protocol', names: ['proto'], whenUnset: 'refuse' },
  { key: 'duration', names: ['duration'], whenUnset: 'zero' },
  { key: 'bytesSent', names: ['orig_bytes'], whenUnset: 'zero' },
  { key: 'bytesRecv', names: ['resp_bytes'], whenUnset: 'zero' },
  { key: 'packetsSent', names: ['orig_pkts'], whenUnset: 'zero' },
  { key: 'packetsRecv', names: ['resp_pkts'], whenUnset: 'zero' },
  { key: 'service', names: ['service'], whenUnset: 'empty', optional: true },
  { key: 'uid', names: ['uid'], whenUnset: 'empty', optional: true },
  { key: 'label', names: ['label'], whenUnset: 'empty', optional: true },
  {
    key: 'attackType',
    names: ['detailed-label', 'detailed_label', 'detailedlabel'],
    whenUnset: 'empty',
    optional: true,
  },
];

/** The mapping of every form in which a connection log is written. */
export const ZEEK_CONN: FlowMapping = {
  fields: FIELDS,
  nameAttack(label, labelWord, attackName) {
    if (label === NORMAL) return 'normal';
    return label === ATTACK ? attackName || labelWord.trim().toLowerCase() : 'unknown';
  },
  spell: ({ key }, raw) => (key === 'protocol' ? raw.toUpperCase() : raw),
};

/** A connection log as other tools export it: Zeek's names in a header, cells left empty. */
export const ZEEK_CSV: FlowDialect = {
  format: 'Zeek conn.log',
  mapping: ZEEK_CONN,
  unsetWords: ['-', '(empty)'],
};

/** Whether these names are those of a connection log: the two endpoints tell it. */
export function hasZeekNames(names: ReadonlySet<string>): boolean {
  return FIELDS.filter(
    ({ key }) => key === 'originatorAddress' || key === 'responderAddress',
  ).every((field) => field.names.some((name) => names.has(name)));
}
