import { uint16, uint32 } from './byte-queue.ts';
import type { CapturedPacket } from './captured-packet.ts';
import {
  afterEthernet,
  afterEtherType,
  afterLabels,
  afterLlc,
  afterPpp,
  CUT,
  type NetworkStart,
} from './ether-types.ts';
import {
  afterCookedV2,
  afterEnc,
  afterFamily,
  afterNflog,
  afterPflog,
  afterSerial,
} from './link-headers.ts';
import { afterPrism, afterRadiotap, afterWifi } from './wifi.ts';

/**
 * Finds the network layer in the packet `bytes[at … end)`.
 *
 * @param isLittle the byte order of the file, in which some headers stand
 */
type Find = (bytes: Uint8Array, at: number, end: number, isLittle: boolean) => NetworkStart;

/** What a packet begins with. */
interface LinkType {
  readonly name: string;
  /** Missing of those that are not read. */
  readonly find?: Find;
}

/** An EtherType so many bytes behind the start. */
const etherTypeAt =
  (offset: number): Find =>
  (bytes, at, end) =>
    afterEtherType(bytes, at + offset, end);

/** So many bytes to pass over, then `find`. */
const skipping =
  (count: number, find: Find): Find =>
  (bytes, at, end, isLittle) =>
    find(bytes, at + count, end, isLittle);

const RAW: LinkType = { name: 'IP', find: (_, at) => at };

/** By their numbers. Source: tcpdump.org, "Link-layer header types". */
const LINK_TYPES: ReadonlyMap<number, LinkType> = new Map<number, LinkType>([
  [0, { name: 'loopback', find: afterFamily }],
  [1, { name: 'Ethernet', find: afterEthernet }],
  [6, { name: 'Token Ring' }],
  [9, { name: 'PPP', find: afterSerial }],
  [10, { name: 'FDDI', find: skipping(13, afterLlc) }],
  [12, RAW],
  [14, RAW],
  [50, { name: 'PPP', find: afterSerial }],
  [51, { name: 'PPPoE', find: skipping(6, afterPpp) }],
  [101, RAW],
  [104, { name: 'Cisco HDLC', find: etherTypeAt(2) }],
  [105, { name: 'IEEE 802.11', find: afterWifi }],
  [107, { name: 'frame relay' }],
  [108, { name: 'loopback', find: afterFamily }],
  [109, { name: 'OpenBSD enc', find: afterEnc }],
  [113, { name: 'Linux cooked v1', find: etherTypeAt(14) }],
  [117, { name: 'OpenBSD pflog', find: afterPflog }],
  [119, { name: 'IEEE 802.11 with a Prism header', find: afterPrism }],
  [127, { name: 'IEEE 802.11 with a radiotap header', find: afterRadiotap }],
  [138, { name: 'Apple IP over FireWire', find: etherTypeAt(16) }],
  [143, { name: 'DOCSIS' }],
  [163, { name: 'IEEE 802.11 with an AVS header', find: afterPrism }],
  [186, { name: 'FreeBSD USB' }],
  [187, { name: 'Bluetooth HCI' }],
  [189, { name: 'Linux USB' }],
  [191, { name: 'IEEE 802.15.4' }],
  [192, { name: 'per-packet information', find: afterPpi }],
  [195, { name: 'IEEE 802.15.4' }],
  [197, { name: 'Endace ERF' }],
  [201, { name: 'Bluetooth HCI' }],
  [204, { name: 'PPP with a direction', find: skipping(1, afterPpp) }],
  [205, { name: 'Cisco HDLC with a direction', find: etherTypeAt(3) }],
  [206, { name: 'frame relay with a direction' }],
  [215, { name: 'IEEE 802.15.4' }],
  [219, { name: 'MPLS', find: afterLabels }],
  [220, { name: 'Linux USB' }],
  [227, { name: 'SocketCAN' }],
  [228, RAW],
  [229, RAW],
  [230, { name: 'IEEE 802.15.4' }],
  [239, { name: 'Linux netfilter log', find: afterNflog }],
  [242, { name: 'IP over InfiniBand' }],
  [247, { name: 'InfiniBand' }],
  [249, { name: 'USBPcap' }],
  [251, { name: 'Bluetooth low energy' }],
  [252, { name: 'exported application data' }],
  [253, { name: 'Linux netlink' }],
  [254, { name: 'Bluetooth monitor' }],
  [255, { name: 'Bluetooth' }],
  [256, { name: 'Bluetooth low energy' }],
  [258, { name: 'Apple pktap', find: afterPktap }],
  [266, { name: 'Darwin USB' }],
  [270, { name: 'LoRaTap' }],
  [272, { name: 'Bluetooth low energy' }],
  [276, { name: 'Linux cooked v2', find: afterCookedV2 }],
  [283, { name: 'IEEE 802.15.4' }],
  [288, { name: 'USB 2.0' }],
]);

/** Verified with tshark 4.0: it takes out IP wherever it finds any. */
const ADVICE =
  'if it carries IP, take its IP packets out: tshark -r FILE -U IP -F pcap -w capture.pcap';

/** Finds the IP header behind the link layer and its tags. O(tags). */
export function findNetworkLayer(packet: CapturedPacket): NetworkStart {
  const { linkType, bytes, start, end, isLittle } = packet;
  return findBehind(linkType, bytes, start, end, isLittle);
}

function findBehind(
  linkType: number,
  bytes: Uint8Array,
  at: number,
  end: number,
  isLittle: boolean,
): NetworkStart {
  const known = LINK_TYPES.get(linkType);
  return known?.find === undefined
    ? `packet of ${linkTypeName(linkType, known)}, which is not read; ${ADVICE}`
    : known.find(bytes, at, end, isLittle);
}

/** A link type for people, `frame relay (link type 107)`. */
function linkTypeName(linkType: number, known: LinkType | undefined): string {
  return known === undefined ? `link type ${linkType}` : `${known.name} (link type ${linkType})`;
}

/** Headers that tell their own length and the type of the packet behind them. */
const ANNOUNCING: ReadonlySet<number> = new Set([192, 258]);

function afterAnnounced(
  linkType: number,
  bytes: Uint8Array,
  at: number,
  end: number,
  isLittle: boolean,
): NetworkStart {
  return ANNOUNCING.has(linkType)
    ? 'packet that announces itself again and again'
    : findBehind(linkType, bytes, at, end, isLittle);
}

/** Source: CACE Technologies, "Per-Packet Information Header Specification" 1.0.7 */
function afterPpi(bytes: Uint8Array, at: number, end: number, isLittle: boolean): NetworkStart {
  if (at + 8 > end) return CUT;
  const length = uint16(bytes, at + 2, true);
  return afterAnnounced(uint32(bytes, at + 4, true), bytes, at + length, end, isLittle);
}

/** Source: tcpdump.org, LINKTYPE_PKTAP */
function afterPktap(bytes: Uint8Array, at: number, end: number, isLittle: boolean): NetworkStart {
  if (at + 12 > end) return CUT;
  const length = uint32(bytes, at, true);
  return afterAnnounced(uint32(bytes, at + 8, true), bytes, at + length, end, isLittle);
}
