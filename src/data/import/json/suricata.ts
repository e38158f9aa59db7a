import { protocolName } from '../flows/protocols.ts';
import { ANSWER_VALUES } from '../labels/answer-fields.ts';
import { attackName } from '../labels/labels.ts';
import type { JsonDialect } from './json-flows.ts';
import { type JsonNumber, type JsonRow, pathOf } from './json-row.ts';

const EVENT_TYPE = pathOf('event_type');

const WITH_HEADERS = 'bytes count whole packets with their headers, not payload alone';
/** Where Suricata is told which events to write. */
const SETTING = 'in suricata.yaml, outputs, eve-log, types';

/** What events of flows and of one direction have in common; ICMP's type and code stand where Zeek puts them. */
const ENDS = [
  { key: 'originatorAddress', names: ['src_ip'], whenUnset: 'refuse' },
  { key: 'originatorPort', names: ['src_port', 'icmp_type'], whenUnset: 'zero' },
  { key: 'responderAddress', names: ['dest_ip'], whenUnset: 'refuse' },
  { key: 'dstPort', names: ['dest_port', 'icmp_code'], whenUnset: 'zero' },
  { key: 'protocol', names: ['proto'], whenUnset: 'refuse' },
  { key: 'service', names: ['app_proto'], whenUnset: 'empty', optional: true },
  { key: 'uid', names: ['flow_id', 'community_id'], whenUnset: 'empty', optional: true },
] as const;

/**
 * Suricata's `eve.json`, of which the events of type `flow` are flows; alerts, DNS and so on are left
 * out, and so are `netflow` events, which tell each direction by itself and double the flows.
 *
 * That a rule fired on a flow (`alerted`) is no judgement of it, and no label.
 * Source: Suricata's user guide, "Eve JSON Format", event type flow.
 */
export const SURICATA: JsonDialect = {
  format: 'Suricata eve.json',
  mapping: {
    fields: [
      { key: 'startTime', names: ['flow.start', 'timestamp'], whenUnset: 'refuse' },
      ...ENDS,
      { key: 'duration', names: ['flow.age'], whenUnset: 'zero' },
      { key: 'bytesSent', names: ['flow.bytes_toserver'], whenUnset: 'zero' },
      { key: 'bytesRecv', names: ['flow.bytes_toclient'], whenUnset: 'zero' },
      { key: 'packetsSent', names: ['flow.pkts_toserver'], whenUnset: 'zero' },
      { key: 'packetsRecv', names: ['flow.pkts_toclient'], whenUnset: 'zero' },
      { key: 'connState', names: ['flow.state'], whenUnset: 'empty', optional: true },
      ...ANSWER_VALUES,
    ],
    nameAttack: attackName,
    spell: ({ key }, raw) => (key === 'protocol' ? protocolName(raw) : raw),
  },
  computed: { duration: elapsed('flow') },
  // Said of the application protocol once its detection was given up.
  unsetWords: ['failed'],
  alsoRead: ['event_type', 'flow.end'],
  otherEvent: (row) => eventOtherThan(row, 'flow'),
  notes: [WITH_HEADERS, 'alerted says that a rule fired, not what the flow was: it is no label'],
  advice: `enable the event type flow (${SETTING}) and log anew`,
};

/**
 * The same where only `netflow` events were logged, as AWS Network Firewall does: each is one
 * direction of a flow, so what came back is not known, nor which end opened the flow.
 */
export const SURICATA_NETFLOW: JsonDialect = {
  ...SURICATA,
  format: 'Suricata eve.json, netflow events',
  mapping: {
    ...SURICATA.mapping,
    fields: [
      { key: 'startTime', names: ['netflow.start', 'timestamp'], whenUnset: 'refuse' },
      ...ENDS,
      { key: 'duration', names: ['netflow.age'], whenUnset: 'zero' },
      { key: 'bytesSent', names: ['netflow.bytes'], whenUnset: 'zero' },
      { key: 'packetsSent', names: ['netflow.pkts'], whenUnset: 'zero' },
      ...ANSWER_VALUES,
    ],
  },
  computed: { duration: elapsed('netflow') },
  alsoRead: ['event_type', 'netflow.end'],
  otherEvent: (row) => eventOtherThan(row, 'netflow'),
  doubtsDirection: () => true,
  notes: [WITH_HEADERS, 'each event is one direction of a flow: what came back is not known'],
};

function eventOtherThan(row: JsonRow, wanted: string): string | undefined {
  const type = row.word(EVENT_TYPE);
  return type === wanted ? undefined : type || 'unnamed';
}

/** Seconds from start to end, whose fractions `age` lacks; to the microsecond, as Suricata writes. */
function elapsed(holder: string): JsonNumber {
  const start = pathOf(`${holder}.start`);
  const end = pathOf(`${holder}.end`);
  return (row) => {
    const seconds = row.time(end) - row.time(start);
    // Clocks that were set back leave an end before the start: then the age in whole seconds counts.
    return seconds >= 0 ? Math.round(1e6 * seconds) / 1e6 : undefined;
  };
}
