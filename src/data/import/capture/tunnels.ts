import { uint16 } from './byte-queue.ts';
import {
  afterEthernet,
  afterLabels,
  afterPpp,
  afterTags,
  CUT,
  type NetworkStart,
} from './ether-types.ts';
import type { IpPacket } from './ip-packet.ts';
import { afterWifi } from './wifi.ts';

/** Tunnels within each other that are opened, as many as Zeek opens since 6.2 (`Tunnel::max_depth`). */
export const MOST_TUNNELS = 4;

/** Another IP packet within the bytes of one. */
export interface Tunnel {
  /** The tunnel's name for people. */
  readonly name: string;
  /** Where the packet inside begins, an index of the same bytes. */
  readonly start: number;
}

const IPV4_IN_IP = 4;
const IPV6_IN_IP = 41;
const GRE = 47;
const ETHER_IP = 97;
const MPLS_IN_IP = 137;

/**
 * The packet that an IP packet carries without a transport layer between: IP in IP, GRE, Ethernet
 * or MPLS in IP. `undefined` where it is no tunnel, or one that carries no IP. O(tags). Sources: RFC
 * 2003, RFC 2473, RFC 4213, RFC 3378, RFC 4023
 */
export function tunnelInIp({ protocol, bytes, start, end }: IpPacket): Tunnel | undefined {
  switch (protocol) {
    case IPV4_IN_IP:
    case IPV6_IN_IP:
      return opened('IP in IP', start, bytes, end);
    case GRE:
      return greTunnel(bytes, start, end);
    case ETHER_IP:
      if (start + 2 > end || bytes[start] >> 4 !== 3) return undefined;
      return opened('EtherIP', afterEthernet(bytes, start + 2, end), bytes, end);
    case MPLS_IN_IP:
      return opened('MPLS in IP', afterLabels(bytes, start, end), bytes, end);
    default:
      return undefined;
  }
}

/** The tunnel, if an IP header seems to stand where its packet begins. */
function opened(
  name: string,
  at: NetworkStart,
  bytes: Uint8Array,
  end: number,
): Tunnel | undefined {
  if (typeof at === 'string' || at >= end) return undefined;
  const version = bytes[at] >> 4;
  return version === 4 || version === 6 ? { name, start: at } : undefined;
}

const CHECKSUM = 0x8000;
const ROUTING = 0x4000;
const KEY = 0x2000;
const SEQUENCE = 0x1000;
const ACKNOWLEDGEMENT = 0x0080;
/** Bits that no version uses. */
const RESERVED = 0x0078;
const VERSION = 7;

const PPP = 0x880b;
const ERSPAN = 0x88be;
const ERSPAN_III = 0x22eb;
const ERSPAN_II_HEADER = 8;
const ERSPAN_III_HEADER = 12;
const ERSPAN_SUBHEADER = 8;

/** The packet behind a GRE header at `at`. Sources: RFC 2784, RFC 2890, RFC 2637 */
export function greTunnel(bytes: Uint8Array, at: number, end: number): Tunnel | undefined {
  if (at + 4 > end) return undefined;
  const flags = uint16(bytes, at, false);
  const type = uint16(bytes, at + 2, false);
  if ((flags & (ROUTING | RESERVED)) !== 0) return undefined;
  const isPptp = (flags & VERSION) === 1 && type === PPP;
  if ((flags & VERSION) !== 0 && !isPptp) return undefined;
  const fields = [CHECKSUM, KEY, SEQUENCE, ...(isPptp ? [ACKNOWLEDGEMENT] : [])];
  const inner = at + 4 + 4 * fields.filter((flag) => (flags & flag) !== 0).length;
  if (type === ERSPAN || type === ERSPAN_III) {
    const hasHeader = (flags & SEQUENCE) !== 0;
    return opened('ERSPAN', afterErspan(bytes, inner, end, type, hasHeader), bytes, end);
  }
  return opened('GRE', afterGre(bytes, inner, end, type), bytes, end);
}

function afterGre(bytes: Uint8Array, at: number, end: number, type: number): NetworkStart {
  if (type === PPP) return afterPpp(bytes, at, end);
  return isWifi(type) ? afterWifi(bytes, at, end) : afterTags(bytes, at, end, type);
}

/** The types under which Aruba's access points send Wi-Fi frames, as Zeek knows them. */
function isWifi(type: number): boolean {
  return type >= 0x8200 && type <= 0x8370 && (type & 15) === 0;
}

/**
 * Behind the header of a mirrored frame: none in type I of ERSPAN, which has no sequence number, 8
 * bytes in type II, in type III 12 and perhaps 8 more. Source: draft-foschiano-erspan-03
 */
function afterErspan(
  bytes: Uint8Array,
  at: number,
  end: number,
  type: number,
  hasHeader: boolean,
): NetworkStart {
  if (type === ERSPAN) return afterEthernet(bytes, at + (hasHeader ? ERSPAN_II_HEADER : 0), end);
  if (at + ERSPAN_III_HEADER > end) return CUT;
  const hasSubheader = (bytes[at + ERSPAN_III_HEADER - 1] & 1) === 1;
  return afterEthernet(bytes, at + ERSPAN_III_HEADER + (hasSubheader ? ERSPAN_SUBHEADER : 0), end);
}
