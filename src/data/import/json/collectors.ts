import { protocolName } from '../flows/protocols.ts';
import { ANSWER_VALUES } from '../labels/answer-fields.ts';
import { attackName } from '../labels/labels.ts';
import type { JsonDialect } from './json-flows.ts';
import { type JsonNumber, pathOf } from './json-row.ts';

/** Names of what a record of one direction tells, the usual one first. */
interface Names {
  readonly start: readonly string[];
  readonly end: readonly string[];
  readonly source: readonly string[];
  readonly sourcePort: readonly string[];
  readonly destination: readonly string[];
  readonly destinationPort: readonly string[];
  readonly protocol: readonly string[];
  readonly bytes: readonly string[];
  readonly packets: readonly string[];
}

/**
 * Flow logs of Google's Virtual Private Cloud, as Cloud Logging exports them. A record is one
 * direction of a flow, as one of its ends reported it. Bytes count payload and headers above IP.
 * Source: Google Cloud documentation, "VPC Flow Logs records".
 */
export const GOOGLE_VPC = collector(
  'Google VPC flow log',
  {
    start: ['jsonPayload.start_time', 'start_time', 'timestamp'],
    end: ['jsonPayload.end_time', 'end_time'],
    source: ['jsonPayload.connection.src_ip', 'connection.src_ip'],
    sourcePort: ['jsonPayload.connection.src_port', 'connection.src_port'],
    destination: ['jsonPayload.connection.dest_ip', 'connection.dest_ip'],
    destinationPort: ['jsonPayload.connection.dest_port', 'connection.dest_port'],
    protocol: ['jsonPayload.connection.protocol', 'connection.protocol'],
    bytes: ['jsonPayload.bytes_sent', 'bytes_sent'],
    packets: ['jsonPayload.packets_sent', 'packets_sent'],
  },
  ['a flow between two machines of one project is told by both of them (reporter SRC and DEST)'],
);

/** What pmacct's collectors print as JSON. Source: github.com/pmacct/pmacct, `CONFIG-KEYS`. */
export const PMACCT = collector('pmacct', {
  start: ['timestamp_start', 'stamp_inserted', 'timestamp_min', 'timestamp_arrival'],
  end: ['timestamp_end', 'stamp_updated', 'timestamp_max'],
  source: ['ip_src'],
  sourcePort: ['port_src'],
  destination: ['ip_dst'],
  destinationPort: ['port_dst'],
  protocol: ['ip_proto'],
  bytes: ['bytes'],
  packets: ['packets'],
});

/**
 * What goflow2 prints as JSON, in its newer spelling and its older one.
 * Source: github.com/netsampler/goflow2, `pb/flow.proto`.
 */
export const GOFLOW2 = collector(
  'goflow2',
  {
    start: [
      ...['time_flow_start_ns', 'time_flow_start', 'TimeFlowStartNs', 'TimeFlowStart'],
      ...['time_received_ns', 'time_received', 'TimeReceived'],
    ],
    end: ['time_flow_end_ns', 'time_flow_end', 'TimeFlowEndNs', 'TimeFlowEnd'],
    source: ['src_addr', 'SrcAddr'],
    sourcePort: ['src_port', 'SrcPort'],
    destination: ['dst_addr', 'DstAddr'],
    destinationPort: ['dst_port', 'DstPort'],
    protocol: ['proto', 'Proto'],
    bytes: ['bytes', 'Bytes'],
    packets: ['packets', 'Packets'],
  },
  ['where flows are sampled, bytes and packets are those of the sample'],
);

/** Records of one direction: what came back is not known, nor which end opened the flow. */
function collector(format: string, names: Names, notes: readonly string[] = []): JsonDialect {
  return {
    format,
    mapping: {
      fields: [
        { key: 'startTime', names: names.start, whenUnset: 'refuse' },
        { key: 'originatorAddress', names: names.source, whenUnset: 'refuse' },
        { key: 'originatorPort', names: names.sourcePort, whenUnset: 'zero' },
        { key: 'responderAddress', names: names.destination, whenUnset: 'refuse' },
        { key: 'dstPort', names: names.destinationPort, whenUnset: 'zero' },
        { key: 'protocol', names: names.protocol, whenUnset: 'refuse' },
        { key: 'duration', names: names.end, whenUnset: 'zero' },
        { key: 'bytesSent', names: names.bytes, whenUnset: 'zero' },
        { key: 'packetsSent', names: names.packets, whenUnset: 'zero' },
        ...ANSWER_VALUES,
      ],
      nameAttack: attackName,
      spell: ({ key }, raw) => (key === 'protocol' ? protocolName(raw) : raw),
    },
    computed: { startTime: firstTime(names.start), duration: elapsed(names) },
    unsetWords: ['-'],
    alsoRead: [],
    otherEvent: () => undefined,
    doubtsDirection: () => true,
    notes: ['each record is one direction of a flow: what came back is not known', ...notes],
  };
}

/** The first time that is there; 0 stands for none. */
function firstTime(names: readonly string[]): JsonNumber {
  const paths = names.map(pathOf);
  return (row) => paths.map((path) => row.time(path)).find((time) => time > 0);
}

function elapsed({ start, end }: Names): JsonNumber {
  const startOf = firstTime(start);
  const endOf = firstTime(end);
  return (row) => {
    const from = startOf(row);
    const to = endOf(row);
    // The double nearest to the difference of two decimals, within the digits that times have.
    return from === undefined || to === undefined ? undefined : Number((to - from).toFixed(6));
  };
}
