import { takeRows } from '../../../data/flow-rows.ts';
import type { CategoryColumn, FlowTable } from '../../../data/flow-table.ts';
import type { AttackGoal, LeverKey } from './attacks.ts';

/** How an attack is made stealthier; 1 and `false`: not at all. */
export interface Stealth {
  /** Flows in place of each. */
  readonly spread: number;
  /** Factor of durations, and of the gaps between the attack's flows. */
  readonly stretch: number;
  /** Factor of all bytes. */
  readonly pad: number;
  /** Over TCP to `STEALTHY_PORT`. */
  readonly port: boolean;
}

export const STEALTHY_PORT = 443;

/** Payload that a packet of padding carries: an Ethernet frame less headers, in round numbers. */
export const PAYLOAD = 1400;

/** Padding beyond this looks like nothing that is normal: all together pads no more. */
const MOST_PADDED_TOGETHER = 5;

/** What pulling a lever so hard comes to, as far as the attacker can pull it. */
export function stealthOf(lever: LeverKey, times: number, { levers }: AttackGoal): Stealth {
  const pulls = (one: LeverKey) => lever === one || (lever === 'together' && levers.includes(one));
  return {
    spread: pulls('spread') ? times : 1,
    stretch: pulls('stretch') ? times : 1,
    pad: !pulls('pad') ? 1 : lever === 'pad' ? times : Math.min(times, MOST_PADDED_TOGETHER),
    port: pulls('port'),
  };
}

/** Traffic in which an attack is stealthier, and where its flows are. */
export interface StealthyTraffic {
  /** The other flows as they were and in their order, then those of the attack. */
  readonly flows: FlowTable;
  /** The attack's flows. */
  readonly rows: Uint32Array;
  /** For each of these the place, among the attack's flows before, of the one that it is part of. */
  readonly origins: Uint32Array;
}

/** One flow as its columns have it, as far as stealth changes them. */
interface Part {
  readonly bytesSent: number;
  readonly bytesRecv: number;
  readonly packetsSent: number;
  readonly packetsRecv: number;
  readonly duration: number;
  readonly dstIpCount: number;
  /** Seconds behind the beginning of the flow that it is part of. */
  readonly offset: number;
}

/**
 * Makes the flows of one attack stealthier and leaves all others. Packets stay whole, bytes have
 * packets that carry them, and what the attack is for does not become less. O(flows made).
 *
 * A flow is spread over no more flows than it has packets sent, and hosts where these are shared out:
 * to come again would buy nothing. Parts keep the addresses of the flow
 * that they are part of.
 *
 * @param attacked rows of the attack, ascending
 * @param window seconds for which a host that was reached is counted
 */
export function stealthyTraffic(
  flows: FlowTable,
  attacked: Uint32Array,
  attack: AttackGoal,
  stealth: Stealth,
  window: number,
): StealthyTraffic {
  const isAttacked = new Set(attacked);
  const others = Uint32Array.from({ length: flows.length }, (_, row) => row).filter(
    (row) => !isAttacked.has(row),
  );
  const parts = Array.from(attacked, (row) => partsOf(flows, row, attack, stealth, window));
  const origins = Uint32Array.from(parts.flatMap((of, at) => of.map(() => at)));
  const order = new Uint32Array(others.length + origins.length);
  order.set(others);
  order.set(
    origins.map((at) => attacked[at]),
    others.length,
  );
  // Arrays of its own: what is written into it is written nowhere else.
  const made = takeRows(flows, order);
  const rows = origins.map((_, at) => others.length + at);
  const first = flows.startTime === undefined ? 0 : earliest(flows.startTime, attacked);
  parts.flat().forEach((part, at) => {
    const row = rows[at];
    const { offset, ...columns } = part;
    for (const [key, value] of Object.entries(columns))
      made[key as keyof typeof columns][row] = value;
    if (stealth.port) made.dstPort[row] = STEALTHY_PORT;
    if (made.startTime === undefined) return;
    made.startTime[row] = first + stealth.stretch * (made.startTime[row] - first) + offset;
  });
  return {
    flows: stealth.port ? { ...made, protocol: overTcp(made.protocol, rows) } : made,
    rows,
    origins,
  };
}

function partsOf(
  flows: FlowTable,
  row: number,
  { ownsFarEnd, parallel, sharesHosts }: AttackGoal,
  { spread, stretch, pad }: Stealth,
  window: number,
): Part[] {
  const bytes = { sent: flows.bytesSent[row], recv: flows.bytesRecv[row] };
  const packets = {
    sent: Math.max(flows.packetsSent[row], bytes.sent > 0 ? 1 : 0),
    recv: Math.max(flows.packetsRecv[row], bytes.recv > 0 ? 1 : 0),
  };
  const hosts = flows.dstIpCount[row];
  const most = sharesHosts ? Math.min(packets.sent, hosts) : packets.sent;
  const count = Math.max(1, Math.min(spread, most));
  const seconds = flows.duration[row];
  const duration = stretch * (parallel ? seconds : seconds / count);
  const step = parallel ? 0 : duration + (sharesHosts ? window : 0);
  return Array.from({ length: count }, (_, at) => {
    const sent = wholePart(packets.sent, count, at);
    const recv = wholePart(packets.recv, count, at);
    const carried = {
      sent: { bytes: carriedBy(sent, bytes.sent, packets.sent), packets: sent },
      recv: { bytes: carriedBy(recv, bytes.recv, packets.recv), packets: recv },
    };
    const padding = (pad - 1) * (carried.sent.bytes + carried.recv.bytes);
    const out = ownsFarEnd ? carried.sent : padded(carried.sent, padding);
    const back = ownsFarEnd ? padded(carried.recv, padding) : carried.recv;
    return {
      bytesSent: out.bytes,
      bytesRecv: back.bytes,
      packetsSent: out.packets,
      packetsRecv: back.packets,
      duration,
      dstIpCount: sharesHosts ? wholePart(hosts, count, at) : hosts,
      offset: at * step,
    };
  });
}

/** The part `at` of `count` whole ones that differ by 1 at most and sum to the whole. */
function wholePart(whole: number, count: number, at: number): number {
  return Math.floor(((at + 1) * whole) / count) - Math.floor((at * whole) / count);
}

function carriedBy(packets: number, bytes: number, ofPackets: number): number {
  return packets === 0 ? 0 : (bytes * packets) / ofPackets;
}

/** More bytes, in the packets that there are while they have room. */
function padded(side: { bytes: number; packets: number }, padding: number) {
  if (padding === 0) return side;
  const bytes = side.bytes + padding;
  return { bytes, packets: Math.max(side.packets, Math.ceil(bytes / PAYLOAD)) };
}

function earliest(times: Float64Array, rows: Uint32Array): number {
  return rows.reduce((least, row) => Math.min(least, times[row]), Number.POSITIVE_INFINITY);
}

function overTcp({ codes, names }: CategoryColumn, rows: Uint32Array): CategoryColumn {
  const known = names.includes('TCP') ? names : [...names, 'TCP'];
  const changed = codes.slice();
  for (const row of rows) changed[row] = known.indexOf('TCP');
  return { codes: changed, names: known };
}
