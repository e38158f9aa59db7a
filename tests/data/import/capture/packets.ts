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

export const MACS = [2, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 2];
export const isV6 = (packet: Uint8Array) => packet[0] >> 4 === 6;
export const etherType = (packet: Uint8Array) => u16(isV6(packet) ? 0x86dd : 0x0800);

/** An Ethernet frame under VLAN tags, the outer first, filled up to 60 bytes as on the wire. */
export function ethernet(packet: Uint8Array, vlans: readonly number[] = []): Uint8Array {
  const tags = vlans.flatMap((vlan, i) => [
    ...u16(i + 1 < vlans.length ? 0x88a8 : 0x8100),
    ...u16(vlan),
  ]);
  const frame = bytes(MACS, tags, etherType(packet), packet);
  return bytes(frame, new Uint8Array(Math.max(0, 60 - frame.length)));
}
