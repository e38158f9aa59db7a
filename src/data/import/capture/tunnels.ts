import { uint16 } from './byte-queue.ts';
import type { IpPacket } from './ip-packet.ts';

/** Tunnels within each other that are opened, as many as Zeek opens (`Tunnel::max_depth`). */
export const MOST_TUNNELS = 2;

const IPV4_IN_IP = 4;
const IPV6_IN_IP = 41;
const GRE = 47;

const CHECKSUM = 0x8000;
const ROUTING = 0x4000;
const KEY = 0x2000;
const SEQUENCE = 0x1000;
const VERSION = 7;
/** EtherTypes of IPv4 and IPv6. */
const IP_TYPES: ReadonlySet<number> = new Set([0x0800, 0x86dd]);

/**
 * Where in a packet's bytes another IP packet begins that it carries: IP in IP, or GRE of version 0.
 * `undefined` where it is no tunnel, or one that carries something else. Sources: RFC 2003,
 * RFC 2473, RFC 4213, RFC 2784, RFC 2890
 */
export function innerPacket({ protocol, bytes, start, end }: IpPacket): number | undefined {
  const at = protocol === GRE ? afterGre(bytes, start, end) : start;
  const isTunnel = protocol === GRE || protocol === IPV4_IN_IP || protocol === IPV6_IN_IP;
  if (!isTunnel || at >= end) return undefined;
  const version = bytes[at] >> 4;
  return version === 4 || version === 6 ? at : undefined;
}

/** Behind a GRE header and what its flags add to it; `end` where no IP follows. */
function afterGre(bytes: Uint8Array, start: number, end: number): number {
  if (start + 4 > end) return end;
  const flags = uint16(bytes, start, false);
  const isOther = (flags & (ROUTING | VERSION)) !== 0;
  if (isOther || !IP_TYPES.has(uint16(bytes, start + 2, false))) return end;
  const fields = [CHECKSUM, KEY, SEQUENCE].filter((flag) => (flags & flag) !== 0);
  return start + 4 + 4 * fields.length;
}
