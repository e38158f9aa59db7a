import { uint16 } from './byte-queue.ts';
import { afterEtherType, afterPpp, afterTags, CUT, type NetworkStart } from './ether-types.ts';

/** The address families that systems write before a packet: IPv4, then IPv6 on each. */
const IP_FAMILIES: ReadonlySet<number> = new Set([2, 10, 23, 24, 28, 30]);

const COOKED_V2_HEADER = 20;
/** First bytes of Cisco's frames where PPP is announced. */
const CISCO_HDLC: ReadonlySet<number> = new Set([0x0f, 0x8f]);
/** Bytes of a family, an SPI and flags. */
const ENC_HEADER = 12;
const NFLOG_HEADER = 4;
const NFLOG_PAYLOAD = 9;

/** The second header of Linux "cooked" captures, which begins with the EtherType. */
export function afterCookedV2(bytes: Uint8Array, at: number, end: number): NetworkStart {
  return at + COOKED_V2_HEADER > end
    ? CUT
    : afterTags(bytes, at + COOKED_V2_HEADER, end, uint16(bytes, at, false));
}

/** What serial lines carry: PPP, framed as HDLC or not, or Cisco's HDLC with its EtherType. */
export function afterSerial(bytes: Uint8Array, at: number, end: number): NetworkStart {
  return CISCO_HDLC.has(bytes[at]) && at + 4 <= end
    ? afterEtherType(bytes, at + 2, end)
    : afterPpp(bytes, at, end);
}

/** Four bytes in the byte order of the machine that captured, whichever it was. */
export function afterFamily(bytes: Uint8Array, at: number, end: number): NetworkStart {
  if (at + 4 > end) return CUT;
  return behind(bytes[at] | bytes[at + 1] || bytes[at + 2] | bytes[at + 3], at + 4);
}

function behind(family: number, at: number): NetworkStart {
  return IP_FAMILIES.has(family) ? at : `packet that is not IP: address family ${family}`;
}

/** OpenBSD's header of packets that IPsec encrypted or will: the family, then eight bytes more. */
export function afterEnc(bytes: Uint8Array, at: number, end: number): NetworkStart {
  const start = afterFamily(bytes, at, end);
  return typeof start === 'string' ? start : at + ENC_HEADER;
}

/** The log of the firewall pf: a header whose length, told without its padding, varies by system. */
export function afterPflog(bytes: Uint8Array, at: number, end: number): NetworkStart {
  return at + 2 > end ? CUT : behind(bytes[at + 1], at + ((bytes[at] + 3) & ~3));
}

/**
 * The log of Linux's netfilter: a family, then attributes of a length, a type and a value filled up
 * to four bytes, one of which is the packet. O(attributes). Source: tcpdump.org, LINKTYPE_NFLOG
 *
 * @param isLittle the byte order of lengths and types
 */
export function afterNflog(
  bytes: Uint8Array,
  at: number,
  end: number,
  isLittle: boolean,
): NetworkStart {
  if (at + NFLOG_HEADER > end) return CUT;
  for (let next = at + NFLOG_HEADER; next + 4 <= end; ) {
    const length = uint16(bytes, next, isLittle);
    if (uint16(bytes, next + 2, isLittle) === NFLOG_PAYLOAD) return behind(bytes[at], next + 4);
    if (length < 4) return 'netfilter log with an attribute whose length cannot be true';
    next += (length + 3) & ~3;
  }
  return 'netfilter log that holds no packet';
}
