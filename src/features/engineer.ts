import { log1p } from '../data/elementary.ts';
import type { FlowTable } from '../data/flow-table.ts';
import type { Unknown } from '../data/import/flows/unknown.ts';
import { type Matrix, matrix } from './matrix.ts';
import { HIGHEST_SYSTEM_PORT, SUSPICIOUS_PORTS, WELL_KNOWN_PORTS } from './ports.ts';

/** Shorter flows count as this long, so that rates stay finite. Seconds. */
export const SHORTEST_DURATION = 0.001;

/** What a feature may look at: one flow, its duration at least `SHORTEST_DURATION`. */
interface Flow {
  bytesSent: number;
  bytesRecv: number;
  packetsSent: number;
  packetsRecv: number;
  duration: number;
  dstPort: number;
  srcIpCount: number;
  dstIpCount: number;
  protocol: string;
}

/** An engineered feature: what it is called, what it is, why it helps and how it is computed. */
export interface Feature {
  readonly name: string;
  readonly group: 'volume' | 'rate' | 'ratio' | 'port' | 'pattern' | 'protocol' | 'log';
  /** In the names of the flow table's columns and of earlier features. */
  readonly formula: string;
  /** Empty for ratios of like quantities; '0/1' for flags. */
  readonly unit: string;
  readonly why: string;
  /** What of a flow it means little without: where that is unknown, zeros stand in the columns. */
  readonly needs: readonly Unknown[];
  readonly of: (flow: Flow) => number;
}

const totalBytes = (f: Flow) => f.bytesSent + f.bytesRecv;
const totalPackets = (f: Flow) => f.packetsSent + f.packetsRecv;
const bytesPerSecond = (f: Flow) => totalBytes(f) / f.duration;
const packetsPerSecond = (f: Flow) => totalPackets(f) / f.duration;
const wellKnown = new Set(WELL_KNOWN_PORTS);
const suspicious = new Set(SUSPICIOUS_PORTS);

/** The twenty engineered features of the notebook, in its order. */
export const FEATURES: readonly Feature[] = [
  {
    name: 'total_bytes',
    group: 'volume',
    formula: 'bytes_sent + bytes_recv',
    unit: 'bytes',
    needs: ['bytes'],
    why: 'How much was said in all; theft and floods say a lot.',
    of: totalBytes,
  },
  {
    name: 'total_packets',
    group: 'volume',
    formula: 'packets_sent + packets_recv',
    unit: 'packets',
    needs: ['packets'],
    why: 'Scans and floods need many packets, however small.',
    of: totalPackets,
  },
  {
    name: 'bytes_per_second',
    group: 'rate',
    formula: 'total_bytes / duration',
    unit: 'bytes/s',
    needs: ['bytes', 'duration'],
    why: 'A trickle over hours and a burst look alike in bytes, not in rate.',
    of: bytesPerSecond,
  },
  {
    name: 'packets_per_second',
    group: 'rate',
    formula: 'total_packets / duration',
    unit: 'packets/s',
    needs: ['packets', 'duration'],
    why: 'Machines knock faster than people type.',
    of: packetsPerSecond,
  },
  {
    name: 'bytes_per_packet',
    group: 'rate',
    formula: 'total_bytes / (total_packets + 1)',
    unit: 'bytes/packet',
    needs: ['bytes', 'packets'],
    why: 'Near zero for bare probes, over a thousand for transfers.',
    of: (f) => totalBytes(f) / (totalPackets(f) + 1),
  },
  {
    name: 'bytes_ratio',
    group: 'ratio',
    formula: 'bytes_sent / (total_bytes + 1)',
    unit: '',
    needs: ['bytes', 'direction'],
    why: 'Above one half the client sends more than it gets: an upload, or an unanswered flood.',
    of: (f) => f.bytesSent / (totalBytes(f) + 1),
  },
  {
    name: 'packets_ratio',
    group: 'ratio',
    formula: 'packets_sent / (total_packets + 1)',
    unit: '',
    needs: ['packets', 'direction'],
    why: 'Near one when nobody answers.',
    of: (f) => f.packetsSent / (totalPackets(f) + 1),
  },
  {
    name: 'send_recv_ratio',
    group: 'ratio',
    formula: '(bytes_sent + 1) / (bytes_recv + 1)',
    unit: '',
    needs: ['bytes', 'direction'],
    why: 'Without an upper bound: a one-sided flow reaches a million and drowns its neighbours.',
    of: (f) => (f.bytesSent + 1) / (f.bytesRecv + 1),
  },
  {
    name: 'is_well_known_port',
    group: 'port',
    formula: 'dst_port in WELL_KNOWN_PORTS',
    unit: '0/1',
    needs: ['direction'],
    why: 'Everyday services stay on a short list of ports.',
    of: (f) => Number(wellKnown.has(f.dstPort)),
  },
  {
    name: 'is_suspicious_port',
    group: 'port',
    formula: 'dst_port in SUSPICIOUS_PORTS',
    unit: '0/1',
    needs: ['direction'],
    why: 'Pools, shells and old malware keep to ports of their own. Easy to evade, cheap to check.',
    of: (f) => Number(suspicious.has(f.dstPort)),
  },
  {
    name: 'is_high_port',
    group: 'port',
    formula: `dst_port > ${HIGHEST_SYSTEM_PORT}`,
    unit: '0/1',
    needs: ['direction'],
    why: 'Anyone may listen above the system ports.',
    of: (f) => Number(f.dstPort > HIGHEST_SYSTEM_PORT),
  },
  {
    name: 'is_multi_dest',
    group: 'pattern',
    formula: 'dst_ip_count > 1',
    unit: '0/1',
    needs: ['direction'],
    why: 'One host that reaches many: a scan, or an intruder on the move.',
    of: (f) => Number(f.dstIpCount > 1),
  },
  {
    name: 'is_multi_src',
    group: 'pattern',
    formula: 'src_ip_count > 1',
    unit: '0/1',
    needs: ['direction'],
    why: 'Many hosts that reach one: a flood, or a popular server.',
    of: (f) => Number(f.srcIpCount > 1),
  },
  {
    name: 'is_tcp',
    group: 'protocol',
    formula: 'protocol == "TCP"',
    unit: '0/1',
    needs: [],
    why: 'Connections with a handshake behave unlike datagrams.',
    of: (f) => Number(f.protocol === 'TCP'),
  },
  {
    name: 'is_udp',
    group: 'protocol',
    formula: 'protocol == "UDP"',
    unit: '0/1',
    needs: [],
    why: 'DNS lives here, and so do tunnels and floods.',
    of: (f) => Number(f.protocol === 'UDP'),
  },
  {
    name: 'log_bytes',
    group: 'log',
    formula: 'log1p(total_bytes)',
    unit: 'ln(1 + bytes)',
    needs: ['bytes'],
    why: 'Bytes span seven powers of ten; their logarithm lets small flows count too.',
    of: (f) => log1p(totalBytes(f)),
  },
  {
    name: 'log_packets',
    group: 'log',
    formula: 'log1p(total_packets)',
    unit: 'ln(1 + packets)',
    needs: ['packets'],
    why: 'As for bytes.',
    of: (f) => log1p(totalPackets(f)),
  },
  {
    name: 'log_duration',
    group: 'log',
    formula: 'log1p(duration)',
    unit: 'ln(1 + s)',
    needs: ['duration'],
    why: 'From milliseconds to a day on one scale.',
    of: (f) => log1p(f.duration),
  },
  {
    name: 'log_bps',
    group: 'log',
    formula: 'log1p(bytes_per_second)',
    unit: 'ln(1 + bytes/s)',
    needs: ['bytes', 'duration'],
    why: 'The byte rate without its long tail.',
    of: (f) => log1p(bytesPerSecond(f)),
  },
  {
    name: 'log_pps',
    group: 'log',
    formula: 'log1p(packets_per_second)',
    unit: 'ln(1 + packets/s)',
    needs: ['packets', 'duration'],
    why: 'The packet rate without its long tail.',
    of: (f) => log1p(packetsPerSecond(f)),
  },
];

/** Durations as the features see them: at least `SHORTEST_DURATION`. Seconds, one per flow. */
export function clippedDurations(flows: FlowTable): Float64Array {
  return flows.duration.map((seconds) => Math.max(seconds, SHORTEST_DURATION));
}

/** All twenty features of every flow: rows × 20. O(rows). */
export function engineerFeatures(flows: FlowTable): Matrix {
  const data = new Float64Array(flows.length * FEATURES.length);
  const durations = clippedDurations(flows);
  let at = 0;
  for (let row = 0; row < flows.length; row++) {
    const flow: Flow = {
      bytesSent: flows.bytesSent[row],
      bytesRecv: flows.bytesRecv[row],
      packetsSent: flows.packetsSent[row],
      packetsRecv: flows.packetsRecv[row],
      duration: durations[row],
      dstPort: flows.dstPort[row],
      srcIpCount: flows.srcIpCount[row],
      dstIpCount: flows.dstIpCount[row],
      protocol: flows.protocol.names[flows.protocol.codes[row]],
    };
    for (const feature of FEATURES) data[at++] = feature.of(flow);
  }
  return matrix(
    data,
    FEATURES.map(({ name }) => name),
  );
}
