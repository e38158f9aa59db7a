/** Packets as a host would send them, written byte by byte for tests. */

export const FIN = 1;
export const SYN = 2;
export const RST = 4;
export const ACK = 16;

export function bytes(...parts: readonly (ArrayLike<number> | number)[]): Uint8Array {
  return concat(parts.map((part) => (typeof part === 'number' ? [part] : part)));
}

/** Joins pieces, as many as there are. */
export function concat(pieces: readonly ArrayLike<number>[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

export function u16(value: number, isLittle = false): number[] {
  const big = [(value >>> 8) & 255, value & 255];
  return isLittle ? big.reverse() : big;
}

export function u32(value: number, isLittle = false): number[] {
  const big = [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) & 255);
  return isLittle ? big.reverse() : big;
}

/** The bytes of `a.b.c.d`, or of IPv6 with at most one `::`. */
function address(text: string): number[] {
  if (!text.includes(':')) return text.split('.').map(Number);
  const [before, after = ''] = text.split('::');
  const groups = (part: string) => (part === '' ? [] : part.split(':'));
  const zeros = 8 - groups(before).length - groups(after).length;
  const all = [...groups(before), ...Array<string>(zeros).fill('0'), ...groups(after)];
  return all.flatMap((group) => u16(Number.parseInt(group, 16)));
}

export interface IpOptions {
  readonly protocol: number;
  readonly id?: number;
  readonly hasMore?: boolean;
  /** Bytes before this part of a datagram. */
  readonly offset?: number;
  /** Bytes of options of IPv4, a multiple of four. */
  readonly options?: readonly number[];
  /** The length to claim, in place of the true one. */
  readonly length?: number;
  /** Headers of IPv6 between the first and the payload: a number, and bytes of which the first is filled in. */
  readonly extensions?: readonly (readonly [number, readonly number[]])[];
}

/** An IP packet of either version, by the form of the addresses. */
export function ip(
  source: string,
  destination: string,
  options: IpOptions,
  payload: Uint8Array,
): Uint8Array {
  return source.includes(':')
    ? ipv6(source, destination, options, payload)
    : ipv4(source, destination, options, payload);
}

function ipv4(source: string, destination: string, facts: IpOptions, payload: Uint8Array) {
  const { protocol, id = 0, hasMore = false, offset = 0, options = [], length } = facts;
  const header = 20 + options.length;
  return bytes(
    0x40 | (header / 4),
    0,
    u16(length ?? header + payload.length),
    u16(id),
    u16((hasMore ? 0x2000 : 0) | (offset / 8)),
    64,
    protocol,
    u16(0),
    address(source),
    address(destination),
    options,
    payload,
  );
}

function ipv6(source: string, destination: string, facts: IpOptions, payload: Uint8Array) {
  const { protocol, id = 0, hasMore = false, offset = 0, extensions = [], length } = facts;
  const isPart = hasMore || offset > 0;
  const fragment = [0, 0, ...u16(offset | (hasMore ? 1 : 0)), ...u32(id)];
  const chain = isPart ? [...extensions, [44, fragment] as const] : extensions;
  const numbers = [...chain.map(([number]) => number), protocol];
  const between = chain.flatMap(([, body], i) => [numbers[i + 1], ...body.slice(1)]);
  return bytes(
    u32(0x60000000),
    u16(length ?? between.length + payload.length),
    numbers[0],
    64,
    address(source),
    address(destination),
    between,
    payload,
  );
}

export interface TcpFacts {
  readonly from: number;
  readonly to: number;
  readonly flags: number;
  readonly sequence?: number;
  readonly acknowledgement?: number;
  readonly options?: readonly number[];
}

export function tcp(facts: TcpFacts, payload: Uint8Array = new Uint8Array(0)): Uint8Array {
  const { from, to, flags, sequence = 0, acknowledgement = 0, options = [] } = facts;
  return bytes(
    u16(from),
    u16(to),
    u32(sequence >>> 0),
    u32(acknowledgement >>> 0),
    (5 + options.length / 4) << 4,
    flags,
    u16(8192),
    u32(0),
    options,
    payload,
  );
}

export function udp(from: number, to: number, payload: Uint8Array): Uint8Array {
  return bytes(u16(from), u16(to), u16(8 + payload.length), u16(0), payload);
}

export function icmp(type: number, code: number, payload: Uint8Array): Uint8Array {
  return bytes(type, code, u16(0), u32(7), payload);
}

const MACS = [2, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 2];
const etherType = (packet: Uint8Array) => u16(packet[0] >> 4 === 6 ? 0x86dd : 0x0800);
const ppp = (packet: Uint8Array) => u16(packet[0] >> 4 === 6 ? 0x0057 : 0x0021);
const family = (packet: Uint8Array) => (packet[0] >> 4 === 6 ? 30 : 2);

/** An Ethernet frame under VLAN tags, the outer first, filled up to 60 bytes as on the wire. */
export function ethernet(packet: Uint8Array, vlans: readonly number[] = []): Uint8Array {
  const tags = vlans.flatMap((vlan, i) => [
    ...u16(i + 1 < vlans.length ? 0x88a8 : 0x8100),
    ...u16(vlan),
  ]);
  const frame = bytes(MACS, tags, etherType(packet), packet);
  return bytes(frame, new Uint8Array(Math.max(0, 60 - frame.length)));
}

/** How a packet looks under every link type that is read, by its number and a remark. */
export const FRAMES: readonly {
  readonly name: string;
  readonly linkType: number;
  readonly frame: (packet: Uint8Array) => Uint8Array;
}[] = [
  { name: 'Ethernet', linkType: 1, frame: (packet) => ethernet(packet) },
  { name: 'one VLAN tag', linkType: 1, frame: (packet) => ethernet(packet, [5]) },
  { name: 'three VLAN tags', linkType: 1, frame: (packet) => ethernet(packet, [5, 6, 7]) },
  {
    name: 'IEEE 802.3 with SNAP',
    linkType: 1,
    frame: (packet) =>
      bytes(MACS, u16(packet.length + 8), [0xaa, 0xaa, 3, 0, 0, 0], etherType(packet), packet),
  },
  {
    name: 'MPLS',
    linkType: 1,
    frame: (packet) => bytes(MACS, u16(0x8847), [0, 1, 0, 9], [0, 2, 1, 9], packet),
  },
  {
    name: 'PPPoE in Ethernet',
    linkType: 1,
    frame: (packet) =>
      bytes(MACS, u16(0x8864), [0x11, 0, 0, 1], u16(packet.length + 2), ppp(packet), packet),
  },
  {
    name: 'Linux cooked v1',
    linkType: 113,
    frame: (packet) =>
      bytes(u16(0), u16(1), u16(6), new Array(8).fill(2), etherType(packet), packet),
  },
  {
    name: 'Linux cooked v2',
    linkType: 276,
    frame: (packet) => bytes(etherType(packet), new Array(18).fill(2), packet),
  },
  ...[12, 14, 101, 228, 229].map((linkType) => ({
    name: `raw IP ${linkType}`,
    linkType,
    frame: (packet: Uint8Array) => packet,
  })),
  {
    name: 'loopback of a little machine',
    linkType: 0,
    frame: (packet) => bytes(u32(family(packet), true), packet),
  },
  {
    name: 'loopback of a big machine',
    linkType: 0,
    frame: (packet) => bytes(u32(family(packet)), packet),
  },
  {
    name: 'OpenBSD loopback',
    linkType: 108,
    frame: (packet) => bytes(u32(family(packet)), packet),
  },
  { name: 'PPP', linkType: 9, frame: (packet) => bytes([0xff, 3], ppp(packet), packet) },
  { name: 'short PPP', linkType: 9, frame: (packet) => bytes(ppp(packet).slice(1), packet) },
];
