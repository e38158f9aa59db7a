import { uint16 } from './byte-queue.ts';

const IPV4 = 0x0800;
const IPV6 = 0x86dd;
const PPPOE_SESSION = 0x8864;
const MPLS: ReadonlySet<number> = new Set([0x8847, 0x8848]);
/** Ethernet inside of GRE, Geneve and the like. */
export const BRIDGED = 0x6558;
/**
 * Headers that end in another EtherType, and the bytes from behind the first to behind the second:
 * IEEE 802.1Q, 802.1ad and what switches used before it, VN-Tag, provider backbone bridges (IEEE
 * 802.1ah: four bytes, then an Ethernet header), a whole Ethernet header.
 */
const WRAPPERS: ReadonlyMap<number, number> = new Map([
  [0x8100, 4],
  [0x88a8, 4],
  [0x9100, 4],
  [0x9200, 4],
  [0x8926, 6],
  [0x88e7, 18],
  [BRIDGED, 14],
]);
/** Where the EtherType of an Ethernet frame stands, behind two addresses. */
const ADDRESSES = 12;
/** Smaller numbers in the place of an EtherType are the length of an IEEE 802.3 frame. */
const FIRST_ETHERTYPE = 0x0600;
const PPP_IP: ReadonlySet<number> = new Set([0x0021, 0x0057]);
const PPP_MPLS: ReadonlySet<number> = new Set([0x0281, 0x0283]);

/** Bytes of the header of IEEE 802.2 that carries an EtherType. */
const SNAP_BYTES = 8;
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

/** Why there is no network layer where not enough of the packet was captured. */
export const CUT = 'packet cut off before its IP header';

/**
 * Where the network layer of a packet begins, an index; or why there is none: the packet carries no
 * IP, or not enough of it was captured. The index may be the end of what was captured.
 */
export type NetworkStart = number | string;

/** From an Ethernet header at `at` on. O(tags). */
export function afterEthernet(bytes: Uint8Array, at: number, end: number): NetworkStart {
  return afterEtherType(bytes, at + ADDRESSES, end);
}

/** From the EtherType at `at` on. O(tags). */
export function afterEtherType(bytes: Uint8Array, at: number, end: number): NetworkStart {
  if (at + 2 > end) return CUT;
  return afterTags(bytes, at + 2, end, uint16(bytes, at, false));
}

/** From behind an EtherType on; each tag and each wrapper ends in the next type. O(tags). */
export function afterTags(
  bytes: Uint8Array,
  at: number,
  end: number,
  etherType: number,
): NetworkStart {
  for (let tags = 0; tags <= MOST_TAGS; tags++) {
    if (etherType === IPV4 || etherType === IPV6) return at;
    if (MPLS.has(etherType)) return afterLabels(bytes, at, end);
    if (etherType === PPPOE_SESSION) return afterPpp(bytes, at + 6, end);
    if (etherType < FIRST_ETHERTYPE && !isSnap(bytes, at, end)) {
      return 'packet that is not IP: IEEE 802.3';
    }
    const step = etherType < FIRST_ETHERTYPE ? SNAP_BYTES : WRAPPERS.get(etherType);
    if (step === undefined) return `packet that is not IP: ${etherTypeName(etherType)}`;
    at += step;
    if (at > end) return CUT;
    etherType = uint16(bytes, at - 2, false);
  }
  return `packet under more than ${MOST_TAGS} VLAN tags`;
}

function etherTypeName(etherType: number): string {
  return NAMES.get(etherType) ?? `EtherType 0x${etherType.toString(16).padStart(4, '0')}`;
}

/** AA AA 03, an organisation of zeros, and an EtherType. */
function isSnap(bytes: Uint8Array, at: number, end: number): boolean {
  if (at + SNAP_BYTES > end) return false;
  if (uint16(bytes, at, false) !== 0xaaaa || bytes[at + 2] !== 3) return false;
  return (bytes[at + 3] | bytes[at + 4] | bytes[at + 5]) === 0;
}

/** From a header of IEEE 802.2 at `at` on, as it stands where no EtherType does. */
export function afterLlc(bytes: Uint8Array, at: number, end: number): NetworkStart {
  if (at + SNAP_BYTES > end) return CUT;
  return isSnap(bytes, at, end)
    ? afterEtherType(bytes, at + SNAP_BYTES - 2, end)
    : 'packet that is not IP: IEEE 802.2';
}

/** MPLS labels of four bytes; the last one is marked. What follows is told by its IP version. */
export function afterLabels(bytes: Uint8Array, at: number, end: number): NetworkStart {
  for (let label = 0; label < MOST_TAGS && at + 4 <= end; label++, at += 4) {
    if ((bytes[at + 2] & 1) === 0) continue;
    const version = at + 4 < end ? bytes[at + 4] >> 4 : 0;
    return version === 4 || version === 6 ? at + 4 : 'packet that is not IP: MPLS';
  }
  return CUT;
}

/** Two bytes, before them FF 03 in some kinds of frame; or one byte, if it is odd. */
export function afterPpp(bytes: Uint8Array, at: number, end: number): NetworkStart {
  if (at + 1 < end && bytes[at] === 0xff && bytes[at + 1] === 0x03) at += 2;
  if (at + 2 > end) return CUT;
  const isShort = (bytes[at] & 1) === 1;
  const protocol = isShort ? bytes[at] : uint16(bytes, at, false);
  at += isShort ? 1 : 2;
  if (PPP_MPLS.has(protocol)) return afterLabels(bytes, at, end);
  return PPP_IP.has(protocol)
    ? at
    : `packet that is not IP: PPP 0x${protocol.toString(16).padStart(4, '0')}`;
}
