import { uint16, uint32 } from './byte-queue.ts';

/**
 * One IP packet, its header read. One object serves all packets. Lengths are those that the header
 * tells, which a capture may have cut.
 */
export interface IpPacket {
  bytes: Uint8Array;
  /** What was captured behind the IP header is `bytes[start … end)`. */
  start: number;
  end: number;
  version: 4 | 6;
  /** Four words; those of IPv4 are ::ffff:a.b.c.d. */
  readonly source: Int32Array;
  readonly destination: Int32Array;
  /** What the payload is: the number of its protocol. */
  protocol: number;
  /** Bytes of header and payload. */
  length: number;
  /** Bytes of the payload: those after the header and its extensions. */
  payload: number;
  /** The header tells more bytes than the capture says there were on the wire. */
  isLonger: boolean;
  fragment: FragmentInfo;
}

/** Which part of a datagram a packet is; a whole one is not `isPart`. */
export interface FragmentInfo {
  isPart: boolean;
  /** Bytes of the datagram before this part. */
  offset: number;
  isLast: boolean;
  id: number;
}

export function emptyIpPacket(): IpPacket {
  return {
    bytes: new Uint8Array(0),
    start: 0,
    end: 0,
    version: 4,
    source: new Int32Array(4),
    destination: new Int32Array(4),
    protocol: 0,
    length: 0,
    payload: 0,
    isLonger: false,
    fragment: { isPart: false, offset: 0, isLast: true, id: 0 },
  };
}

const IPV4_HEADER = 20;
const IPV6_HEADER = 40;
const NO_NEXT_HEADER = 59;
const FRAGMENT_HEADER = 44;
const AUTHENTICATION_HEADER = 51;
/** Hop-by-hop, routing and destination options: a next header and a length. */
const EXTENSIONS: ReadonlySet<number> = new Set([0, 43, 60]);
/** More than any packet has reason for. */
const MOST_EXTENSIONS = 16;

const CUT = 'packet cut off before the end of its IP header';

/**
 * Reads the IP header at `bytes[start … end)` into `packet`. A length of 0, which a host leaves to
 * its network card, is taken from the packet itself; of any other it is the header that counts, also
 * where the packet was cut and the capture lost its length.
 *
 * @param onWire bytes that the packet had from `start` on, before the capture cut it
 * @returns what is wrong with the packet, or nothing. Sources: RFC 791, RFC 8200
 */
export function readIp(
  packet: IpPacket,
  bytes: Uint8Array,
  start: number,
  end: number,
  onWire: number,
): string | undefined {
  packet.bytes = bytes;
  if (start >= end) return CUT;
  const version = bytes[start] >> 4;
  if (version === 4) return readIpv4(packet, start, end, onWire);
  if (version === 6) return readIpv6(packet, start, end, onWire);
  return 'IP version is neither 4 nor 6';
}

function readIpv4(packet: IpPacket, at: number, end: number, onWire: number): string | undefined {
  const { bytes, source, destination, fragment } = packet;
  if (at + IPV4_HEADER > end) return CUT;
  const header = 4 * (bytes[at] & 15);
  const length = uint16(bytes, at + 2, false) || onWire;
  if (header < IPV4_HEADER || header > length) return 'IPv4 header length cannot be true';
  packet.isLonger = length > onWire;
  packet.version = 4;
  source.fill(0);
  destination.fill(0);
  source[2] = 0xffff;
  destination[2] = 0xffff;
  source[3] = uint32(bytes, at + 12, false);
  destination[3] = uint32(bytes, at + 16, false);
  packet.protocol = bytes[at + 9];
  packet.length = length;
  packet.payload = length - header;
  packet.start = Math.min(at + header, end);
  packet.end = Math.min(at + length, end);
  const flags = uint16(bytes, at + 6, false);
  fragment.offset = 8 * (flags & 0x1fff);
  fragment.isLast = (flags & 0x2000) === 0;
  fragment.isPart = fragment.offset > 0 || !fragment.isLast;
  fragment.id = uint16(bytes, at + 4, false);
  return undefined;
}

function readIpv6(packet: IpPacket, at: number, end: number, onWire: number): string | undefined {
  const { bytes } = packet;
  if (at + IPV6_HEADER > end) return CUT;
  const next = bytes[at + 6];
  const payload = uint16(bytes, at + 4, false);
  const length = payload === 0 && next !== NO_NEXT_HEADER ? onWire : IPV6_HEADER + payload;
  packet.isLonger = length > onWire;
  packet.version = 6;
  for (let word = 0; word < 4; word++) {
    packet.source[word] = uint32(bytes, at + 8 + 4 * word, false);
    packet.destination[word] = uint32(bytes, at + 24 + 4 * word, false);
  }
  packet.length = length;
  packet.fragment.isPart = false;
  packet.end = Math.min(at + length, end);
  return readExtensions(packet, at + IPV6_HEADER, at + length, next);
}

/**
 * Walks the headers between the IPv6 header and the payload, which ends on the wire at `wireEnd`;
 * what is wrong with them, or nothing.
 *
 * @param next what the header at `at` is
 */
export function readExtensions(
  packet: IpPacket,
  at: number,
  wireEnd: number,
  next: number,
): string | undefined {
  const { bytes, end } = packet;
  for (let headers = 0; headers <= MOST_EXTENSIONS; headers++) {
    const isExtension = EXTENSIONS.has(next) || next === AUTHENTICATION_HEADER;
    if (next !== FRAGMENT_HEADER && !isExtension) return closeHeader(packet, at, wireEnd, next);
    if (at + 8 > end) return CUT;
    const following = bytes[at];
    if (next === FRAGMENT_HEADER) {
      readFragmentHeader(packet.fragment, bytes, at);
      at += 8;
      // What follows is to be read once the datagram is whole.
      if (packet.fragment.isPart) return closeHeader(packet, at, wireEnd, following);
    } else {
      at += next === AUTHENTICATION_HEADER ? 4 * (bytes[at + 1] + 2) : 8 * (bytes[at + 1] + 1);
    }
    next = following;
  }
  return `IPv6 header has more than ${MOST_EXTENSIONS} extensions`;
}

function readFragmentHeader(fragment: FragmentInfo, bytes: Uint8Array, at: number): void {
  const field = uint16(bytes, at + 2, false);
  fragment.offset = field & 0xfff8;
  fragment.isLast = (field & 1) === 0;
  fragment.isPart = fragment.offset > 0 || !fragment.isLast;
  fragment.id = uint32(bytes, at + 4, false);
}

function closeHeader(
  packet: IpPacket,
  at: number,
  wireEnd: number,
  protocol: number,
): string | undefined {
  if (at > wireEnd) return 'IPv6 extensions are longer than the packet';
  packet.protocol = protocol;
  packet.payload = wireEnd - at;
  packet.start = Math.min(at, packet.end);
  return undefined;
}
