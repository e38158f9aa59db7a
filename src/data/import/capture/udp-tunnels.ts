import { uint16, uint32 } from './byte-queue.ts';
import { afterEthernet, afterTags, BRIDGED, CUT, type NetworkStart } from './ether-types.ts';
import { greTunnel, type Tunnel } from './tunnels.ts';

/**
 * Finds the IP packet in the payload of a datagram, `bytes[at … end)` as far as it was captured.
 * `undefined` where the payload does not begin as this tunnel does.
 *
 * @param wireEnd where the payload ends on the wire
 */
type Find = (
  bytes: Uint8Array,
  at: number,
  end: number,
  wireEnd: number,
) => NetworkStart | undefined;

interface UdpTunnel {
  readonly name: string;
  readonly find: Find;
}

const GTP: UdpTunnel = { name: 'GTP-U', find: afterGtp };
const TEREDO: UdpTunnel = { name: 'Teredo', find: afterTeredo };
const AYIYA: UdpTunnel = { name: 'AYIYA', find: afterAyiya };

/** By the port of the responder: those of Zeek, and that of VXLAN-GPE. */
const BY_PORT: ReadonlyMap<number, UdpTunnel> = new Map<number, UdpTunnel>([
  [2123, GTP],
  [2152, GTP],
  [3544, TEREDO],
  [4754, { name: 'GRE in UDP', find: (bytes, at, end) => greTunnel(bytes, at, end)?.start }],
  [4789, { name: 'VXLAN', find: afterVxlan }],
  [4790, { name: 'VXLAN-GPE', find: afterVxlanGpe }],
  [5072, AYIYA],
  [6081, { name: 'Geneve', find: afterGeneve }],
]);

/**
 * The IP packet that a datagram carries through a tunnel: told by the port of its responder and a
 * valid header; Teredo and AYIYA, whose peers choose their ports, on any port by their headers alone.
 * A complaint where the capture cut off the packet inside; `undefined` where it is no tunnel, or one
 * that carries no IP. O(tags). Source: Zeek 9, src/packet_analysis/protocol
 *
 * @param end where the payload ends as captured
 * @param wireEnd where it ends on the wire, `end` or more
 */
export function tunnelInUdp(
  responderPort: number,
  bytes: Uint8Array,
  at: number,
  end: number,
  wireEnd: number,
): Tunnel | string | undefined {
  const tunnel = BY_PORT.get(responderPort) ?? detected(bytes, at, end);
  const start = tunnel?.find(bytes, at, end, wireEnd);
  if (tunnel === undefined || start === undefined) return undefined;
  const isCut = end < wireEnd && (start === CUT || (typeof start === 'number' && start >= end));
  if (isCut) return `within ${tunnel.name}: ${CUT}`;
  return typeof start === 'string' || start >= end ? undefined : { name: tunnel.name, start };
}

const IPV6_HEADER = 40;
const NO_NEXT_HEADER = 59;
/** The first word of an address under Teredo's prefix, 2001::/32. */
const TEREDO_PREFIX = 0x20010000;

/** What the payload looks like on a port that tells nothing. */
function detected(bytes: Uint8Array, at: number, end: number): UdpTunnel | undefined {
  if (at + IPV6_HEADER > end) return undefined;
  const tag = uint16(bytes, at, false);
  if (bytes[at + 1] === 0x52 && bytes[at + 2] === 0x11) return AYIYA;
  const hasPrefix = uint32(bytes, at + 8, false) === TEREDO_PREFIX;
  const isTo = uint32(bytes, at + 24, false) === TEREDO_PREFIX;
  return tag <= 1 || (tag >> 12 === 6 && (hasPrefix || isTo)) ? TEREDO : undefined;
}

/** Eight bytes, of which a flag must be set, then a frame. Source: RFC 7348 */
function afterVxlan(bytes: Uint8Array, at: number, end: number): NetworkStart | undefined {
  if (at + 8 > end || (bytes[at] & 0x08) === 0) return undefined;
  return afterEthernet(bytes, at + 8, end);
}

/** EtherTypes of what the fourth byte of VXLAN-GPE announces. */
const GPE_TYPES: ReadonlyMap<number, number> = new Map([
  [1, 0x0800],
  [2, 0x86dd],
  [3, BRIDGED],
  [5, 0x8847],
]);

/** Version 0, and what follows is told where a flag says so. Source: draft-ietf-nvo3-vxlan-gpe */
function afterVxlanGpe(bytes: Uint8Array, at: number, end: number): NetworkStart | undefined {
  if (at + 8 > end || (bytes[at] & 0x38) !== 0x08) return undefined;
  const type = (bytes[at] & 0x04) === 0 ? BRIDGED : GPE_TYPES.get(bytes[at + 3]);
  return type === undefined ? undefined : afterTags(bytes, at + 8, end, type);
}

/** Version 0, options whose length in words is told, an EtherType. Source: RFC 8926 */
function afterGeneve(bytes: Uint8Array, at: number, end: number): NetworkStart | undefined {
  if (at + 8 > end || bytes[at] >> 6 !== 0) return undefined;
  const options = 4 * (bytes[at] & 0x3f);
  return afterTags(bytes, at + 8 + options, end, uint16(bytes, at + 2, false));
}

const GTP_DATA = 255;

/**
 * Version 1, a message that carries data, then four bytes more if any of three flags is set, and
 * extensions of so many words that each end in the type of the next. Source: 3GPP TS 29.281
 */
function afterGtp(
  bytes: Uint8Array,
  at: number,
  end: number,
  wireEnd: number,
): NetworkStart | undefined {
  if (at + 12 > end || bytes[at] >> 4 !== 3 || bytes[at + 1] !== GTP_DATA) return undefined;
  const [hasMore, hasExtensions] = [(bytes[at] & 7) !== 0, (bytes[at] & 4) !== 0];
  let inner = at + (hasMore ? 12 : 8);
  for (let next = hasExtensions ? bytes[at + 11] : 0; next !== 0; ) {
    const length = inner < end ? 4 * bytes[inner] : 0;
    if (length === 0 || inner + length > end) return undefined;
    inner += length;
    next = bytes[inner - 1];
  }
  return wholePacket(bytes, inner, end, wireEnd);
}

/**
 * An IPv6 packet, before it perhaps the sender's authentication and the address that it is seen
 * under. A bubble, which carries nothing, opens no flow. Source: RFC 4380
 */
function afterTeredo(
  bytes: Uint8Array,
  at: number,
  end: number,
  wireEnd: number,
): NetworkStart | undefined {
  let inner = at;
  if (inner + 4 <= end && uint16(bytes, inner, false) === 1) {
    inner += 13 + bytes[inner + 2] + bytes[inner + 3];
  }
  if (inner + 2 <= end && uint16(bytes, inner, false) === 0) inner += 8;
  if (inner + 8 > end || bytes[inner] >> 4 !== 6) return undefined;
  return bytes[inner + 6] === NO_NEXT_HEADER ? undefined : wholePacket(bytes, inner, end, wireEnd);
}

/** A header that tells the lengths of its parts and what follows. Source: draft-massar-v6ops-ayiya */
function afterAyiya(
  bytes: Uint8Array,
  at: number,
  end: number,
  wireEnd: number,
): NetworkStart | undefined {
  if (at + 8 > end || (bytes[at + 2] & 15) !== 1) return undefined;
  const inner = at + 8 + 2 ** (bytes[at] >> 4) + 4 * (bytes[at + 1] >> 4);
  return wholePacket(bytes, inner, end, wireEnd);
}

/** The IP packet at `at`, if by its own account it ends where the payload does. */
function wholePacket(
  bytes: Uint8Array,
  at: number,
  end: number,
  wireEnd: number,
): NetworkStart | undefined {
  if (at + 8 > end) return CUT;
  const version = bytes[at] >> 4;
  if (version !== 4 && version !== 6) return undefined;
  const length =
    version === 4 ? uint16(bytes, at + 2, false) : IPV6_HEADER + uint16(bytes, at + 4, false);
  return at + length === wireEnd ? at : undefined;
}
