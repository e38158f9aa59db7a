/** What stands before the network layer in a packet of one LINKTYPE. */
export type LinkLayer =
  | 'Ethernet'
  | 'Linux cooked v1'
  | 'Linux cooked v2'
  | 'IP'
  | 'loopback'
  | 'PPP'
  | 'PPPoE';

/** The link types that are read. Source: tcpdump.org, "Link-layer header types". */
const READ: ReadonlyMap<number, LinkLayer> = new Map([
  [0, 'loopback'],
  [1, 'Ethernet'],
  [9, 'PPP'],
  [12, 'IP'],
  [14, 'IP'],
  [50, 'PPP'],
  [51, 'PPPoE'],
  [101, 'IP'],
  [108, 'loopback'],
  [113, 'Linux cooked v1'],
  [228, 'IP'],
  [229, 'IP'],
  [276, 'Linux cooked v2'],
]);

/** The names of some that are not. */
const OTHERS: ReadonlyMap<number, string> = new Map([
  [104, 'Cisco HDLC'],
  [105, 'IEEE 802.11'],
  [107, 'frame relay'],
  [117, 'OpenBSD pflog'],
  [119, 'IEEE 802.11 with a Prism header'],
  [127, 'IEEE 802.11 with a radiotap header'],
  [163, 'IEEE 802.11 with an AVS header'],
  [187, 'Bluetooth HCI'],
  [189, 'Linux USB'],
  [192, 'per-packet information'],
  [195, 'IEEE 802.15.4'],
  [201, 'Bluetooth HCI'],
  [220, 'Linux USB'],
  [227, 'SocketCAN'],
  [239, 'Linux netfilter log'],
  [249, 'USBPcap'],
  [251, 'Bluetooth low energy'],
  [252, 'exported application data'],
  [253, 'Linux netlink'],
]);

/** How to read packets of this link type; `undefined` for one that the lab does not read. */
export function linkLayerOf(linkType: number): LinkLayer | undefined {
  return READ.get(linkType);
}

/** A link type for people, `IEEE 802.11 (link type 105)`. */
export function linkTypeName(linkType: number): string {
  const name = READ.get(linkType) ?? OTHERS.get(linkType);
  return name === undefined ? `link type ${linkType}` : `${name} (link type ${linkType})`;
}
