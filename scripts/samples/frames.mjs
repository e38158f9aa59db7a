/**
 * Ethernet frames with IP packets in them, checksums and all. Ethernet addresses are those kept for
 * documentation (RFC 7042). Sources: RFC 791, 792, 768, 826, 8200, 9293.
 */
const ROUTER = '192.168.7.1';
const TCP = 6;
const UDP = 17;
const ICMP = 1;

/** Bits of a TCP header. */
export const FLAGS = { fin: 1, syn: 2, rst: 4, psh: 8, ack: 16 };

/** A frame of TCP; a SYN tells the largest segment that its sender takes. */
export function tcpFrame({ from, to, fromPort, toPort, sequence, acknowledged, flags, payload }) {
  const options = flags & FLAGS.syn ? [2, 4, 0x05, 0xb4] : [];
  const words = [...u16(fromPort), ...u16(toPort), ...u32(sequence), ...u32(acknowledged)];
  const offset = (20 + options.length) << 2;
  const header = [...words, offset, flags, ...u16(64240), 0, 0, 0, 0, ...options];
  return internetFrame(from, to, TCP, [...header, ...payload], 16);
}

export function udpFrame({ from, to, fromPort, toPort, payload }) {
  const header = [...u16(fromPort), ...u16(toPort), ...u16(8 + payload.length), 0, 0];
  return internetFrame(from, to, UDP, [...header, ...payload], 6);
}

/** An echo request (type 8) or its reply (type 0), with 48 bytes. */
export function echoFrame({ from, to, type, count }) {
  const content = Array.from({ length: 48 }, (_, i) => i);
  const message = [type, 0, 0, 0, ...u16(0x4c41), ...u16(count), ...content];
  message.splice(2, 2, ...u16(checksum(message)));
  return ethernetFrame(from, to, 0x0800, ipv4Packet(from, to, ICMP, message));
}

/** Who has this address? */
export function arpFrame(from, asked) {
  const body = [0, 1, 8, 0, 6, 4, 0, 1, ...hardware(from), ...octets(from)];
  const target = [0, 0, 0, 0, 0, 0, ...octets(asked)];
  return Uint8Array.from([...Array(6).fill(255), ...hardware(from), 8, 6, ...body, ...target]);
}

/** A segment whose checksum stands at `checksumAt`, in a packet of the family of its addresses. */
function internetFrame(from, to, protocol, segment, checksumAt) {
  const pseudo = [...octets(from), ...octets(to), ...u32(segment.length), 0, 0, 0, protocol];
  segment.splice(checksumAt, 2, ...u16(checksum([...pseudo, ...segment]) || 0xffff));
  if (from.includes(':')) {
    const header = [0x60, 0, 0, 0, ...u16(segment.length), protocol, 64];
    const packet = [...header, ...octets(from), ...octets(to), ...segment];
    return ethernetFrame(from, to, 0x86dd, packet);
  }
  return ethernetFrame(from, to, 0x0800, ipv4Packet(from, to, protocol, segment));
}

function ipv4Packet(from, to, protocol, content) {
  // What is said to the neighbours alone shows by its hops that no router passed it on.
  const hops = isGroup(octets(to)) ? 255 : 64;
  const start = [0x45, 0, ...u16(20 + content.length), 0, 0, 0x40, 0, hops, protocol, 0, 0];
  const header = [...start, ...octets(from), ...octets(to)];
  header.splice(10, 2, ...u16(checksum(header)));
  return [...header, ...content];
}

function ethernetFrame(from, to, type, packet) {
  return Uint8Array.from([...hardware(to), ...hardware(from), ...u16(type), ...packet]);
}

/** What is not of the office goes by the router; a group has an address of its own (RFC 1112). */
function hardware(address) {
  const bytes = octets(address);
  if (isGroup(bytes)) return [0x01, 0x00, 0x5e, ...bytes.slice(1)];
  const isHere = address.startsWith('192.168.7.') || address.startsWith('2001:db8:7:');
  return [0x00, 0x00, 0x5e, 0x00, 0x53, (isHere ? bytes : octets(ROUTER)).at(-1)];
}

const isGroup = (bytes) => bytes.length === 4 && bytes[0] === 224;

/** The bytes of an IPv4 address, or of an IPv6 one. */
function octets(address) {
  if (!address.includes(':')) return address.split('.').map(Number);
  const [head, tail = ''] = address.split('::').map((part) => part.split(':').filter(Boolean));
  const groups = [...head, ...Array(8 - head.length - tail.length).fill('0'), ...tail];
  return groups.flatMap((group) => u16(Number.parseInt(group, 16)));
}

/** The internet checksum (RFC 1071). */
function checksum(bytes) {
  let sum = 0;
  for (let i = 0; i < bytes.length; i += 2) sum += (bytes[i] << 8) | (bytes[i + 1] ?? 0);
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16);
  return ~sum & 0xffff;
}

const u16 = (value) => [(value >>> 8) & 255, value & 255];
const u32 = (value) => [...u16(value >>> 16), ...u16(value & 0xffff)];
