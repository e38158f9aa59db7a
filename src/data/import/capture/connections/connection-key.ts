import type { IpPacket } from '../ip-packet.ts';
import type { Segment } from '../segment.ts';

/**
 * A key is ten words: the address of the first endpoint (four words), that of the second, the ports
 * of both, the protocol and IP version. The lesser endpoint stands first, so that both directions
 * of a connection have one key.
 */
export const KEY_WORDS = 10;
const SECOND = 4;
const PORTS = 8;
const PROTOCOL = 9;

/** Fills `key` for a packet; whether its source is the endpoint that stands first. */
export function keyOf(key: Int32Array, packet: IpPacket, segment: Segment): boolean {
  const { source, destination, protocol, version } = packet;
  const { sourcePort, destinationPort, isOneWay } = segment;
  // A message without an answer goes one way: its source always stands first.
  const sourceIsFirst = isOneWay || isBefore(source, sourcePort, destination, destinationPort);
  key.set(sourceIsFirst ? source : destination, 0);
  key.set(sourceIsFirst ? destination : source, SECOND);
  key[PORTS] = sourceIsFirst
    ? (sourcePort << 16) | destinationPort
    : (destinationPort << 16) | sourcePort;
  key[PROTOCOL] = protocol | (version << 8) | (isOneWay ? 1 << 16 : 0);
  return sourceIsFirst;
}

/** Any order does, as long as it is one. */
function isBefore(one: Int32Array, onePort: number, other: Int32Array, otherPort: number): boolean {
  for (let word = 3; word >= 0; word--) {
    if (one[word] !== other[word]) return one[word] < other[word];
  }
  return onePort <= otherPort;
}

/** Thirty bits, so that an engine keeps it as a small integer. */
export function hashOfKey(key: Int32Array): number {
  let hash = 0x811c9dc5;
  for (let word = 0; word < KEY_WORDS; word++) {
    hash = Math.imul(hash ^ key[word], 0x9e3779b1);
    hash ^= hash >>> 15;
  }
  return hash & 0x3fffffff;
}

export function isSameKey(one: Int32Array, other: Int32Array): boolean {
  for (let word = 0; word < KEY_WORDS; word++) {
    if (one[word] !== other[word]) return false;
  }
  return true;
}

export function portOf(key: Int32Array, ofFirst: boolean): number {
  return ofFirst ? key[PORTS] >>> 16 : key[PORTS] & 0xffff;
}

/** Where in the key the address of an endpoint begins. */
export function addressIndex(ofFirst: boolean): number {
  return ofFirst ? 0 : SECOND;
}

export function isIpv4(key: Int32Array): boolean {
  return ((key[PROTOCOL] >> 8) & 0xff) === 4;
}
