import { uint16 } from './byte-queue.ts';
import type { CapturedPacket } from './captured-packet.ts';
import { linkLayerOf, linkTypeName } from './link-types.ts';

const IPV4 = 0x0800;
const IPV6 = 0x86dd;
const PPPOE_SESSION = 0x8864;
const MPLS: ReadonlySet<number> = new Set([0x8847, 0x8848]);
/** IEEE 802.1Q, 802.1ad, and what switches used before 802.1ad. */
const VLAN: ReadonlySet<number> = new Set([0x8100, 0x88a8, 0x9100, 0x9200]);
/** Smaller numbers in the place of an EtherType are the length of an IEEE 802.3 frame. */
const FIRST_ETHERTYPE = 0x0600;
const PPP_IPV4 = 0x0021;
const PPP_IPV6 = 0x0057;
/** The address families that systems write before a loopback packet: IPv4, then IPv6 on each. */
const LOOPBACK_FAMILIES: ReadonlySet<number> = new Set([2, 10, 23, 24, 28, 30]);

/** More tags than any network stacks. */
const MOST_TAGS = 8;

const NAMES: ReadonlyMap<number, string> = new Map([
  [0x0806, 'ARP'],
  [0x8035, 'RARP'],
  [0x888e, 'EAPOL'],
  [0x88cc, 'LLDP'],
  [0x8863, 'PPPoE discovery'],
  [0x88e5, 'MACsec'],
  [0x88f7, 'PTP'],
  [0x9000, 'Ethernet loopback test'],
]);

const CUT = 'packet cut off before its IP header';

/**
 * Where the network layer of a packet begins, an index; or why there is none: the packet carries no
 * IP, or not enough of it was captured.
 */
export type NetworkStart = number | string;

/** Finds the IP header behind the link layer and its tags. O(tags). */
export function findNetworkLayer(packet: CapturedPacket): NetworkStart {
  const { bytes, start, end } = packet;
  switch (linkLayerOf(packet.linkType)) {
    case 'Ethernet':
      return afterEtherType(bytes, start + 12, end);
    case 'Linux cooked v1':
      return afterEtherType(bytes, start + 14, end);
    case 'Linux cooked v2':
      return start + 20 > end
        ? CUT
        : afterTags(bytes, start + 20, end, uint16(bytes, start, false));
    case 'IP':
      return start;
    case 'loopback':
      return afterFamily(bytes, start, end);
    case 'PPP':
      return afterPpp(bytes, start, end);
    case 'PPPoE':
      return afterPpp(bytes, start + 6, end);
    case undefined:
      return `packet of ${linkTypeName(packet.linkType)}, which is not read`;
  }
}

/** From the EtherType at `at` on. */
function afterEtherType(bytes: Uint8Array, at: number, end: number): NetworkStart {
  if (at + 2 > end) return CUT;
  return afterTags(bytes, at + 2, end, uint16(bytes, at, false));
}

/** From behind an EtherType on; each tag and each wrapper ends in the next type. */
function afterTags(bytes: Uint8Array, at: number, end: number, etherType: number): NetworkStart {
  for (let tags = 0; tags <= MOST_TAGS; tags++) {
    if (etherType === IPV4 || etherType === IPV6) return at;
    if (MPLS.has(etherType)) return afterLabels(bytes, at, end);
    if (etherType === PPPOE_SESSION) return afterPpp(bytes, at + 6, end);
    let next = at + 4;
    if (etherType < FIRST_ETHERTYPE) {
      if (!isSnap(bytes, at, end)) return 'packet that is not IP: IEEE 802.3';
      next = at + 8;
    } else if (!VLAN.has(etherType)) {
      return `packet that is not IP: ${etherTypeName(etherType)}`;
    }
    if (next > end) return CUT;
    etherType = uint16(bytes, next - 2, false);
    at = next;
  }
  return `packet under more than ${MOST_TAGS} VLAN tags`;
}

function etherTypeName(etherType: number): string {
  return NAMES.get(etherType) ?? `EtherType 0x${etherType.toString(16).padStart(4, '0')}`;
}

/** The header of IEEE 802.2 that carries an EtherType: AA AA 03, and an organisation of zeros. */
function isSnap(bytes: Uint8Array, at: number, end: number): boolean {
  if (at + 8 > end || uint16(bytes, at, false) !== 0xaaaa || bytes[at + 2] !== 3) return false;
  return (bytes[at + 3] | bytes[at + 4] | bytes[at + 5]) === 0;
}

/** MPLS labels of four bytes; the last one is marked. What follows is told by its IP version. */
function afterLabels(bytes: Uint8Array, at: number, end: number): NetworkStart {
  for (let label = 0; label < MOST_TAGS && at + 4 <= end; label++, at += 4) {
    if ((bytes[at + 2] & 1) === 0) continue;
    const version = at + 4 < end ? bytes[at + 4] >> 4 : 0;
    return version === 4 || version === 6 ? at + 4 : 'packet that is not IP: MPLS';
  }
  return CUT;
}

/** Two bytes, before them FF 03 in some kinds of frame; or one byte, if it is odd. */
function afterPpp(bytes: Uint8Array, at: number, end: number): NetworkStart {
  if (at + 1 < end && bytes[at] === 0xff && bytes[at + 1] === 0x03) at += 2;
  if (at + 2 > end) return CUT;
  const isShort = (bytes[at] & 1) === 1;
  const protocol = isShort ? bytes[at] : uint16(bytes, at, false);
  return protocol === PPP_IPV4 || protocol === PPP_IPV6
    ? at + (isShort ? 1 : 2)
    : `packet that is not IP: PPP 0x${protocol.toString(16).padStart(4, '0')}`;
}

/** Four bytes in the byte order of the machine that captured, whichever it was. */
function afterFamily(bytes: Uint8Array, start: number, end: number): NetworkStart {
  if (start + 4 > end) return CUT;
  const family = bytes[start] | bytes[start + 1] || bytes[start + 2] | bytes[start + 3];
  return LOOPBACK_FAMILIES.has(family)
    ? start + 4
    : `packet that is not IP: address family ${family}`;
}
