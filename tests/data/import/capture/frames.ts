import { bytes, ethernet, etherType, isV6, MACS, u16, u32 } from './packets.ts';

const ppp = (packet: Uint8Array) => u16(isV6(packet) ? 0x0057 : 0x0021);
const family = (packet: Uint8Array) => (isV6(packet) ? 30 : 2);

const SNAP = [0xaa, 0xaa, 3, 0, 0, 0];

/** An attribute of a netfilter log. */
function attribute(type: number, value: ArrayLike<number>, isLittle: boolean): Uint8Array {
  const head = [...u16(4 + value.length, isLittle), ...u16(type, isLittle)];
  return bytes(head, value, new Uint8Array(-value.length & 3));
}

interface WifiFacts {
  /** The first byte of the frame control; of a plain frame of data unless given. */
  readonly control?: number;
  readonly flags?: number;
  /** What follows the three addresses and the sequence number. */
  readonly more?: readonly number[];
  readonly sequence?: number;
}

/** A frame of IEEE 802.11 that carries a packet. */
export function wifi(packet: Uint8Array, facts: WifiFacts = {}): Uint8Array {
  const { control = 0x08, flags = 1, more = [], sequence = 0 } = facts;
  const addresses = new Array(18).fill(2);
  const header = [control, flags, 0, 0, ...addresses, ...u16(sequence, true), ...more];
  return bytes(header, SNAP, etherType(packet), packet);
}

/** A radiotap header with the words that tell its fields, and the fields. */
export function radiotap(
  frame: Uint8Array,
  present: readonly number[] = [0],
  fields: readonly number[] = [],
): Uint8Array {
  const words = present.flatMap((word) => u32(word, true));
  return bytes(0, 0, u16(4 + words.length + fields.length, true), words, fields, frame);
}

/** The log of pf, whose header tells its length without what fills it up. */
function pflog(packet: Uint8Array, length: number): Uint8Array {
  const rest = new Uint8Array(((length + 3) & ~3) - 2);
  return bytes(length, isV6(packet) ? 24 : 2, rest, packet);
}

/** How a packet looks under a link type that is read. */
export interface Frame {
  readonly name: string;
  readonly linkType: number;
  /** @param isLittle the byte order of the file */
  readonly frame: (packet: Uint8Array, isLittle?: boolean) => Uint8Array;
}

export const FRAMES: readonly Frame[] = [
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
  {
    name: 'PPP with MPLS',
    linkType: 9,
    frame: (packet) => bytes([0xff, 3], u16(0x0281), [0, 1, 1, 9], packet),
  },
  { name: 'PPP in HDLC', linkType: 50, frame: (packet) => bytes([0xff, 3], ppp(packet), packet) },
  {
    name: 'Cisco HDLC where PPP is announced',
    linkType: 50,
    frame: (packet) => bytes([0x0f, 0], etherType(packet), packet),
  },
  { name: 'PPP with a direction', linkType: 204, frame: (packet) => bytes(1, ppp(packet), packet) },
  {
    name: 'Cisco HDLC',
    linkType: 104,
    frame: (packet) => bytes([0x8f, 0], etherType(packet), packet),
  },
  {
    name: 'Cisco HDLC with a direction',
    linkType: 205,
    frame: (packet) => bytes(1, [0x0f, 0], etherType(packet), packet),
  },
  {
    name: 'two VLAN tags of old',
    linkType: 1,
    frame: (packet) =>
      bytes(MACS, u16(0x9100), u16(5), u16(0x8100), u16(6), etherType(packet), packet),
  },
  {
    name: 'VN-Tag',
    linkType: 1,
    frame: (packet) => bytes(MACS, u16(0x8926), new Uint8Array(4), etherType(packet), packet),
  },
  {
    name: 'IEEE 802.1ah',
    linkType: 1,
    frame: (packet) => bytes(MACS, u16(0x88e7), u32(7), ethernet(packet, [5])),
  },
  {
    name: 'FDDI',
    linkType: 10,
    frame: (packet) => bytes(0x50, MACS, SNAP, etherType(packet), packet),
  },
  { name: 'MPLS alone', linkType: 219, frame: (packet) => bytes([0, 1, 1, 9], packet) },
  {
    name: 'IP over FireWire',
    linkType: 138,
    frame: (packet) => bytes(new Uint8Array(16), etherType(packet), packet),
  },
  {
    name: 'OpenBSD enc',
    linkType: 109,
    frame: (packet, isLittle) =>
      bytes(u32(isV6(packet) ? 24 : 2, isLittle), u32(7), u32(1), packet),
  },
  { name: 'pflog', linkType: 117, frame: (packet) => pflog(packet, 61) },
  { name: 'pflog of a newer OpenBSD', linkType: 117, frame: (packet) => pflog(packet, 100) },
  {
    name: 'netfilter log',
    linkType: 239,
    frame: (packet, isLittle = true) =>
      bytes(
        [isV6(packet) ? 10 : 2, 0, 0, 30],
        attribute(10, [1, 2, 3], isLittle),
        attribute(1, u32(0), isLittle),
        attribute(9, packet, isLittle),
      ),
  },
  { name: 'Wi-Fi', linkType: 105, frame: (packet) => wifi(packet) },
  {
    name: 'Wi-Fi with a quality of service',
    linkType: 105,
    frame: (packet) => wifi(packet, { control: 0x88, more: [0, 0] }),
  },
  {
    name: 'Wi-Fi between access points, with all there may be',
    linkType: 105,
    frame: (packet) => wifi(packet, { control: 0x88, flags: 0x83, more: new Array(12).fill(0) }),
  },
  {
    name: 'Wi-Fi with a Prism header',
    linkType: 119,
    frame: (packet) => bytes(u32(0x44, true), u32(144, true), new Uint8Array(136), wifi(packet)),
  },
  ...[119, 163].map((linkType) => ({
    name: `Wi-Fi with an AVS header, ${linkType}`,
    linkType,
    frame: (packet: Uint8Array) =>
      bytes(u32(0x80211001), u32(64), new Uint8Array(56), wifi(packet)),
  })),
  {
    name: 'Wi-Fi with a radiotap header',
    linkType: 127,
    frame: (packet) => radiotap(wifi(packet)),
  },
  {
    name: 'Wi-Fi whose driver fills up its header',
    linkType: 127,
    frame: (packet) =>
      radiotap(
        wifi(packet, { control: 0x88, more: [0, 0, 0, 0] }),
        [0x80000003, 0],
        [0, 0, 0, 0, ...new Array(8).fill(9), 0x20],
      ),
  },
  {
    name: 'per-packet information',
    linkType: 192,
    frame: (packet) => bytes([0, 0, 8, 0], u32(105, true), wifi(packet)),
  },
  {
    name: 'pktap',
    linkType: 258,
    frame: (packet) =>
      bytes(u32(108, true), u32(1, true), u32(1, true), new Uint8Array(96), ethernet(packet)),
  },
];
