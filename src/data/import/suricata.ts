import type { JsonDialect } from './json-flows.ts';
import { type JsonRow, pathOf } from './json-row.ts';
import { defaultAttackType } from './labels.ts';
import { protocolName } from './protocols.ts';

const EVENT_TYPE = pathOf('event_type');
const START = pathOf('flow.start');
const END = pathOf('flow.end');

/**
 * Suricata's `eve.json`, of which the events of type `flow` are flows; alerts, DNS and so on are left
 * out, and so are `netflow` events, which tell each direction by itself and double the flows. ICMP's
 * type and code stand where Zeek puts them, in place of ports.
 *
 * That a rule fired on a flow (`alerted`) is no judgement of it, so flows are unlabelled.
 * Source: Suricata's user guide, "Eve JSON Format", event type flow.
 */
export const SURICATA: JsonDialect = {
  format: 'Suricata eve.json',
  mapping: {
    fields: [
      { key: 'startTime', names: ['flow.start', 'timestamp'], whenUnset: 'refuse' },
      { key: 'originatorAddress', names: ['src_ip'], whenUnset: 'refuse' },
      { key: 'originatorPort', names: ['src_port', 'icmp_type'], whenUnset: 'zero' },
      { key: 'responderAddress', names: ['dest_ip'], whenUnset: 'refuse' },
      { key: 'dstPort', names: ['dest_port', 'icmp_code'], whenUnset: 'zero' },
      { key: 'protocol', names: ['proto'], whenUnset: 'refuse' },
      { key: 'duration', names: ['flow.age'], whenUnset: 'zero' },
      { key: 'bytesSent', names: ['flow.bytes_toserver'], whenUnset: 'zero' },
      { key: 'bytesRecv', names: ['flow.bytes_toclient'], whenUnset: 'zero' },
      { key: 'packetsSent', names: ['flow.pkts_toserver'], whenUnset: 'zero' },
      { key: 'packetsRecv', names: ['flow.pkts_toclient'], whenUnset: 'zero' },
      { key: 'service', names: ['app_proto'], whenUnset: 'empty', optional: true },
      { key: 'connState', names: ['flow.state'], whenUnset: 'empty', optional: true },
      { key: 'uid', names: ['flow_id', 'community_id'], whenUnset: 'empty', optional: true },
    ],
    nameAttack: defaultAttackType,
    spell: ({ key }, raw) => (key === 'protocol' ? protocolName(raw) : raw),
  },
  computed: { duration },
  // Said of the application protocol once its detection was given up.
  unsetWords: ['failed'],
  alsoRead: ['event_type', 'flow.end'],
  otherEvent(row) {
    const type = row.word(EVENT_TYPE);
    return type === 'flow' ? undefined : type || 'unnamed';
  },
  notes: [
    'bytes count whole packets with their headers, not payload alone',
    'alerted says that a rule fired, not what the flow was: flows are unlabelled',
  ],
};

/** Seconds from start to end, whose fractions `age` lacks; to the microsecond, as Suricata writes. */
function duration(row: JsonRow): number | undefined {
  const seconds = row.time(END) - row.time(START);
  return Number.isNaN(seconds) ? undefined : Math.round(1e6 * seconds) / 1e6;
}

/** Whether JSON with these keys, at any depth, is a log of Suricata. */
export function hasSuricataKeys(keys: ReadonlySet<string>): boolean {
  return keys.has('event_type') && (keys.has('timestamp') || keys.has('flow_id'));
}
