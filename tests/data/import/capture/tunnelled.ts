import { wifi } from './frames.ts';
import { bytes, ethernet, etherType, ip, isV6, u16, u32, udp } from './packets.ts';

/** The ends of tunnels, by the IP version of the packets that carry them. */
export const ENDS = { 4: ['10.0.0.1', '10.0.0.2'], 6: ['fe80::1', 'fe80::2'] } as const;
export type Version = keyof typeof ENDS;

/** A way to carry an IP packet within another. */
export interface Wrapping {
  readonly name: string;
  /** What the report calls it. */
  readonly told: string;
  /** The port of a tunnel in UDP. */
  readonly port?: number;
  /** The only version of IP that it carries. */
  readonly only?: Version;
  /** What the outer IP header is followed by. */
  readonly payload: (inner: Uint8Array) => Uint8Array;
  /** The protocol in the outer IP header. */
  readonly protocol: number | ((inner: Uint8Array) => number);
}

/** The outer IP packet of the given version that carries `inner`. */
export function wrapped(wrapping: Wrapping, inner: Uint8Array, version: Version = 4): Uint8Array {
  const { protocol, payload } = wrapping;
  const [from, to] = ENDS[version];
  const number = typeof protocol === 'number' ? protocol : protocol(inner);
  return ip(from, to, { protocol: number }, payload(inner));
}

/** The client's port of every tunnel in UDP. */
export const FROM = 40_000;

type Header = (inner: Uint8Array) => ArrayLike<number>;
type Inside = (inner: Uint8Array) => Uint8Array;

const itself: Inside = (inner) => inner;
const framed: Inside = (inner) => ethernet(inner);
const tagged: Inside = (inner) => ethernet(inner, [5, 6]);
const labelled: Inside = (inner) => bytes([0, 1, 0, 9], [0, 2, 1, 9], inner);

function inUdp(
  name: string,
  told: string,
  port: number,
  header: Header,
  inside: Inside,
  only?: Version,
): Wrapping {
  const payload: Inside = (inner) => udp(FROM, port, bytes(header(inner), inside(inner)));
  return { name, told, port, protocol: 17, payload, ...(only === undefined ? {} : { only }) };
}

function inGre(name: string, told: string, header: Header, inside: Inside): Wrapping {
  return { name, told, protocol: 47, payload: (inner) => bytes(header(inner), inside(inner)) };
}

const vxlan = (flags: number) => () => [flags, 0, 0, 0, 0, 0, 42, 0];
const geneve = (type: Header, options: readonly number[]) => (inner: Uint8Array) =>
  bytes(options.length / 4, 0, type(inner), [0, 0, 42, 0], options);
const gtp = (flags: number, more: readonly number[]) => (inner: Uint8Array) =>
  bytes(0x30 | flags, 255, u16(more.length + inner.length), u32(7), more);
const gre = (flags: number, type: Header, fields: readonly number[]) => (inner: Uint8Array) =>
  bytes(u16(flags), type(inner), fields);

const BRIDGED: Header = () => u16(0x6558);
const OPTION = [1, 2, 0x80, 1, 9, 9, 9, 9];
const ORIGIN = [0, 0, 0x11, 0x11, 0xf5, 0xff, 0xff, 0xfe];
const AUTHENTICATION = [0, 1, 2, 3, ...new Array(2 + 3 + 9).fill(7)];
const SEQUENCE = [0, 0, 0, 1];

export const WRAPPINGS: readonly Wrapping[] = [
  {
    name: 'IP in IP',
    told: 'IP in IP',
    protocol: (inner) => (isV6(inner) ? 41 : 4),
    payload: itself,
  },
  inGre('GRE', 'GRE', gre(0, etherType, []), itself),
  inGre(
    'GRE with checksum, key and sequence number',
    'GRE',
    gre(0xb000, etherType, [...u32(0), ...u32(7), ...u32(1)]),
    itself,
  ),
  inGre('GRE with Ethernet', 'GRE', gre(0, BRIDGED, []), framed),
  inGre('GRE with Ethernet under VLAN tags', 'GRE', gre(0x2000, BRIDGED, u32(7)), tagged),
  inGre(
    'GRE with MPLS',
    'GRE',
    gre(0, () => u16(0x8847), []),
    labelled,
  ),
  inGre(
    'GRE with Wi-Fi',
    'GRE',
    gre(0, () => u16(0x8200), []),
    (inner) => wifi(inner),
  ),
  inGre(
    'PPTP',
    'GRE',
    gre(0x3081, () => u16(0x880b), [0, 9, 0, 5, ...u32(1), ...u32(1)]),
    (inner) => bytes([0xff, 3, 0], isV6(inner) ? 0x57 : 0x21, inner),
  ),
  inGre(
    'ERSPAN of type I',
    'ERSPAN',
    gre(0, () => u16(0x88be), []),
    framed,
  ),
  inGre(
    'ERSPAN of type II',
    'ERSPAN',
    gre(0x1000, () => u16(0x88be), [...SEQUENCE, 0x10, 1, 0, 1, 0, 0, 0, 0]),
    tagged,
  ),
  inGre(
    'ERSPAN of type III',
    'ERSPAN',
    gre(0x1000, () => u16(0x22eb), [...SEQUENCE, 0x20, 1, 0, 1, 0, 0, 0, 0, 0, 0, 0x80, 0]),
    framed,
  ),
  inGre(
    'ERSPAN of type III with a subheader',
    'ERSPAN',
    gre(0x1000, () => u16(0x22eb), [
      ...SEQUENCE,
      ...[0x20, 1, 0, 1, 0, 0, 0, 0, 0, 0, 0x80, 1],
      ...new Array(8).fill(0),
    ]),
    framed,
  ),
  {
    name: 'EtherIP',
    told: 'EtherIP',
    protocol: 97,
    payload: (inner) => bytes(0x30, 0, framed(inner)),
  },
  { name: 'MPLS in IP', told: 'MPLS in IP', protocol: 137, payload: labelled },
  inUdp('VXLAN', 'VXLAN', 4789, vxlan(0x08), framed),
  inUdp('VXLAN under VLAN tags, with a group', 'VXLAN', 4789, vxlan(0x88), tagged),
  inUdp(
    'VXLAN-GPE',
    'VXLAN-GPE',
    4790,
    (inner) => [0x0c, 0, 0, isV6(inner) ? 2 : 1, 0, 0, 42, 0],
    itself,
  ),
  inUdp('VXLAN-GPE with Ethernet', 'VXLAN-GPE', 4790, vxlan(0x08), framed),
  inUdp('Geneve', 'Geneve', 6081, geneve(BRIDGED, []), framed),
  inUdp('Geneve with options', 'Geneve', 6081, geneve(BRIDGED, [...OPTION, ...OPTION]), tagged),
  inUdp('Geneve with IP', 'Geneve', 6081, geneve(etherType, OPTION), itself),
  inUdp('GTP-U', 'GTP-U', 2152, gtp(0, []), itself),
  inUdp('GTP-U with a sequence number', 'GTP-U', 2152, gtp(2, [0, 1, 0, 0]), itself),
  inUdp(
    'GTP-U with extensions',
    'GTP-U',
    2152,
    gtp(4, [0, 0, 0, 0x85, 1, 0, 9, 0xc0, 2, 0, 0, 0, 0, 0, 0, 0]),
    itself,
  ),
  inUdp('Teredo', 'Teredo', 3544, () => [], itself, 6),
  inUdp('Teredo with an origin', 'Teredo', 3544, () => ORIGIN, itself, 6),
  inUdp(
    'Teredo with both headers',
    'Teredo',
    3544,
    () => [...AUTHENTICATION, ...ORIGIN],
    itself,
    6,
  ),
  inUdp('Teredo between peers', 'Teredo', 51_000, () => ORIGIN, itself, 6),
  inUdp(
    'AYIYA',
    'AYIYA',
    5072,
    (inner) => [0x42, 0x52, 0x11, isV6(inner) ? 41 : 4, ...new Array(4 + 16 + 20).fill(0)],
    itself,
  ),
  inUdp('GRE in UDP', 'GRE in UDP', 4754, gre(0, etherType, []), itself),
];
