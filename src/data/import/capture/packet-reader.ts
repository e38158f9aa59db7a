import type { CapturedPacket } from './captured-packet.ts';
import { portAt } from './connections/connection.ts';
import type { Arrival, ConnectionTracker } from './connections/connection-tracker.ts';
import { FragmentTable } from './fragments.ts';
import { emptyIpPacket, readIp } from './ip-packet.ts';
import { findNetworkLayer } from './link-types.ts';
import { emptySegment, readSegment, UDP, UDP_HEADER } from './segment.ts';
import { MOST_TUNNELS, type Tunnel, tunnelInIp } from './tunnels.ts';
import { tunnelInUdp } from './udp-tunnels.ts';

/** Told of packets that go into no connection, and of some that go there after a change. */
export interface PacketLog {
  ignore(packetNumber: number, reason: string, count?: number): void;
  repair(packetNumber: number, reason: string): void;
}

/** A file may hold any number of strange packets; its report stays readable. */
const MOST_REASONS = 50;
const OTHER_REASON = 'packet that cannot be used, for yet another reason';

const LONGER = 'IP length is more than the packet had on the wire: taken for a packet cut before';

const TOO_DEEP = `tunnel within ${MOST_TUNNELS} others: not opened, but a flow of its own`;

/** Reads the headers of packets one after another and hands them to a tracker of connections. */
export class PacketReader {
  /** Whole seconds since 1970 that the tracker's times count from: those of the first packet. */
  base: number | undefined;
  readonly #tracker: ConnectionTracker;
  readonly #log: PacketLog;
  readonly #fragments: FragmentTable;
  readonly #reasons = new Set<string>();
  readonly #ip = emptyIpPacket();
  readonly #segment = emptySegment();
  readonly #arrival: Arrival = { number: 0, time: 0, isTimed: true };

  constructor(tracker: ConnectionTracker, log: PacketLog) {
    this.#tracker = tracker;
    this.#log = log;
    this.#fragments = new FragmentTable((firstPacket, parts) =>
      log.ignore(firstPacket, 'fragments of a datagram that never came whole', parts),
    );
  }

  read(packet: CapturedPacket): void {
    const arrival = this.#arrival;
    arrival.number = packet.number;
    arrival.isTimed = packet.hasTime;
    this.base ??= packet.seconds;
    // Small numbers keep the nanoseconds that seconds since 1970 have no room for.
    arrival.time = packet.seconds - this.base + packet.fraction;
    const complaint = this.#dissect(packet, arrival);
    if (complaint !== undefined) this.#log.ignore(packet.number, this.#bounded(complaint));
  }

  #bounded(reason: string): string {
    if (this.#reasons.size < MOST_REASONS) this.#reasons.add(reason);
    return this.#reasons.has(reason) ? reason : OTHER_REASON;
  }

  /** To be called after the last packet. */
  end(): void {
    this.#fragments.end();
    this.#tracker.end();
  }

  /** What keeps the packet, or one inside it, out of every connection; or nothing. */
  #dissect(packet: CapturedPacket, arrival: Arrival): string | undefined {
    const at = findNetworkLayer(packet);
    if (typeof at === 'string') return at;
    const ip = this.#ip;
    const onWire = packet.length - (at - packet.start);
    let complaint = readIp(ip, packet.bytes, at, packet.end, onWire);
    for (let tunnels = 0; complaint === undefined; tunnels++) {
      if (ip.isLonger) this.#log.repair(arrival.number, LONGER);
      if (ip.fragment.isPart) {
        const outcome = this.#fragments.take(ip, arrival.number, arrival.time);
        if (outcome === 'waiting') return undefined;
        if (outcome !== 'whole') return outcome.complaint;
      }
      const inside = this.#countOrOpen(arrival, tunnels < MOST_TUNNELS);
      if (typeof inside !== 'object') return inside;
      const { name, start } = inside;
      const beside = ip.protocol === UDP ? ', beside that of the tunnel' : '';
      complaint = readIp(ip, ip.bytes, start, ip.end, ip.payload - (start - ip.start));
      if (complaint !== undefined) return `within ${name}: ${complaint}`;
      this.#log.repair(arrival.number, `packet within ${name}: the flow inside is read${beside}`);
    }
    return complaint;
  }

  /**
   * The tunnel that the packet at hand is. Unless it is one without a transport layer, it counts in
   * a connection. A complaint where it, or what it carries, does not.
   */
  #countOrOpen(arrival: Arrival, mayOpen: boolean): Tunnel | string | undefined {
    const ip = this.#ip;
    const segment = this.#segment;
    const tunnel = tunnelInIp(ip);
    if (tunnel !== undefined && mayOpen) return tunnel;
    const complaint = readSegment(segment, ip);
    if (complaint !== undefined) return complaint;
    const connection = this.#tracker.take(ip, segment, arrival);
    const inside = ip.protocol === UDP ? this.#openDatagram(portAt(connection, false)) : tunnel;
    if (mayOpen || typeof inside !== 'object') return inside;
    this.#log.repair(arrival.number, TOO_DEEP);
    return undefined;
  }

  /** The tunnel that the datagram at hand is. */
  #openDatagram(responderPort: number): Tunnel | string | undefined {
    const ip = this.#ip;
    // What follows the datagram in its packet is no part of it.
    ip.payload = UDP_HEADER + this.#segment.payload;
    ip.end = Math.min(ip.end, ip.start + ip.payload);
    const wireEnd = ip.start + ip.payload;
    return tunnelInUdp(responderPort, ip.bytes, ip.start + UDP_HEADER, ip.end, wireEnd);
  }
}
