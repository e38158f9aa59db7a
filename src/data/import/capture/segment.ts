import { uint16, uint32 } from './byte-queue.ts';
import { icmpCounterpart } from './icmp.ts';
import type { IpPacket } from './ip-packet.ts';

export const ICMP = 1;
export const TCP = 6;
export const UDP = 17;
export const ICMPV6 = 58;

export const FIN = 1;
export const SYN = 2;
export const RST = 4;
export const ACK = 16;

const TCP_HEADER = 20;
export const UDP_HEADER = 8;
const ICMP_HEADER = 8;

/** What the transport header of a packet says. One object serves all packets. */
export interface Segment {
  sourcePort: number;
  destinationPort: number;
  /** Payload in bytes, as the headers tell it. */
  payload: number;
  /** An ICMP message that has no counterpart in the other direction. */
  isOneWay: boolean;
  /** Of TCP only: the flags, and the numbers in sequence space. */
  flags: number;
  sequence: number;
  acknowledgement: number;
}

export function emptySegment(): Segment {
  return {
    sourcePort: 0,
    destinationPort: 0,
    payload: 0,
    isOneWay: false,
    flags: 0,
    sequence: 0,
    acknowledgement: 0,
  };
}

/**
 * Reads the transport header of a whole packet; protocols other than TCP, UDP and ICMP have no
 * ports. Gives what is wrong with it, or nothing. Sources: RFC 9293, RFC 768, RFC 792, RFC 4443
 */
export function readSegment(segment: Segment, packet: IpPacket): string | undefined {
  segment.isOneWay = false;
  switch (packet.protocol) {
    case TCP:
      return readTcp(segment, packet);
    case UDP:
      return readUdp(segment, packet);
    case ICMP:
    case ICMPV6:
      return readIcmp(segment, packet);
    default:
      segment.sourcePort = 0;
      segment.destinationPort = 0;
      segment.payload = packet.payload;
      return undefined;
  }
}

function readTcp(segment: Segment, { bytes, start, end, payload }: IpPacket): string | undefined {
  if (payload < TCP_HEADER) return 'packet is shorter than a TCP header';
  if (end - start < TCP_HEADER) return 'packet cut off within its TCP header';
  const header = 4 * (bytes[start + 12] >> 4);
  if (header < TCP_HEADER || header > payload) return 'TCP header length cannot be true';
  segment.sourcePort = uint16(bytes, start, false);
  segment.destinationPort = uint16(bytes, start + 2, false);
  segment.sequence = uint32(bytes, start + 4, false);
  segment.acknowledgement = uint32(bytes, start + 8, false);
  segment.flags = bytes[start + 13];
  segment.payload = payload - header;
  return undefined;
}

/** The datagram's own length tells its payload, if it is one that the packet has room for. */
function readUdp(segment: Segment, { bytes, start, end, payload }: IpPacket): string | undefined {
  if (payload < UDP_HEADER) return 'packet is shorter than a UDP header';
  if (end - start < UDP_HEADER) return 'packet cut off within its UDP header';
  const length = uint16(bytes, start + 4, false);
  const isTold = length >= UDP_HEADER && length <= payload;
  segment.sourcePort = uint16(bytes, start, false);
  segment.destinationPort = uint16(bytes, start + 2, false);
  segment.payload = (isTold ? length : payload) - UDP_HEADER;
  return undefined;
}

/** In place of ports: the type of the message, and that of its answer; or type and code. */
function readIcmp(segment: Segment, packet: IpPacket): string | undefined {
  const { bytes, start, end, payload } = packet;
  if (payload < ICMP_HEADER) return 'packet is shorter than an ICMP header';
  if (end - start < ICMP_HEADER) return 'packet cut off within its ICMP header';
  const counterpart = icmpCounterpart(bytes[start], packet.protocol === ICMPV6);
  segment.sourcePort = bytes[start];
  segment.destinationPort = counterpart ?? bytes[start + 1];
  segment.isOneWay = counterpart === undefined;
  segment.payload = payload - ICMP_HEADER;
  return undefined;
}
