/** Internet addresses as text and as bytes. Text from files is anything: nothing here throws. */

/** Most significant byte first: 4 of IPv4, 16 of IPv6. */
export type AddressBytes = Uint8Array;

/** All addresses that begin with the first `prefix` bits of `bytes`; the bits after them are 0. */
export interface Network {
  readonly bytes: AddressBytes;
  /** 0 … 32 or 0 … 128; all of them for a single address. */
  readonly prefix: number;
}

/** The longest of IPv6, with an IPv4 address at its end. */
const LONGEST = 45;
/** The first bytes of an IPv4 address written as IPv6. */
const MAPPED = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff];

/**
 * The bytes of an address; `undefined` where the text is none. A zone (`fe80::1%eth0`) is left out,
 * and an IPv4-mapped address (`::ffff:10.0.0.5`) is the IPv4 address that it stands for. Parts of
 * IPv4 are decimal without a leading zero, which some read as octal. O(length).
 * Source: RFC 4291, sections 2.2 and 2.5.5.2; RFC 4007, section 11; RFC 6943, section 3.1.1.
 */
export function parseAddress(text: string): AddressBytes | undefined {
  if (!text.includes(':')) return parseIpv4(text);
  const zone = text.indexOf('%');
  if (zone === text.length - 1) return undefined;
  const bytes = parseIpv6(zone < 0 ? text : text.slice(0, zone));
  return bytes !== undefined && isMapped(bytes) ? bytes.subarray(MAPPED.length) : bytes;
}

/** By character codes: a log has a hundred thousand addresses, and a pattern takes thrice as long. */
function parseIpv4(text: string): AddressBytes | undefined {
  if (text.length < 7 || text.length > 15) return undefined;
  const bytes = new Uint8Array(4);
  let part = 0;
  let digits = 0;
  let value = 0;
  for (let at = 0; at <= text.length; at++) {
    const digit = text.charCodeAt(at) - 48;
    if (digit >= 0 && digit <= 9) {
      // A second digit behind a 0 is one that some read as octal.
      if (digits > 0 && value === 0) return undefined;
      value = 10 * value + digit;
      digits++;
      if (value > 255) return undefined;
      continue;
    }
    const isEnd = at === text.length;
    if (digits === 0 || part > 3 || (!isEnd && text[at] !== '.')) return undefined;
    bytes[part++] = value;
    digits = 0;
    value = 0;
  }
  return part === 4 ? bytes : undefined;
}

function parseIpv6(text: string): AddressBytes | undefined {
  if (text.length > LONGEST) return undefined;
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const [head, tail] = halves.map((half, at) => bytesOfGroups(half, at === halves.length - 1));
  if (head === undefined) return undefined;
  if (halves.length === 1) return head.length === 16 ? Uint8Array.from(head) : undefined;
  // `::` stands for at least one group of zeros.
  if (tail === undefined || head.length + tail.length > 14) return undefined;
  const bytes = new Uint8Array(16);
  bytes.set(head);
  bytes.set(tail, 16 - tail.length);
  return bytes;
}

/** `20:a` as bytes; the last group of an address may be an IPv4 address. */
function bytesOfGroups(text: string, isLast: boolean): number[] | undefined {
  if (text === '') return [];
  const groups = text.split(':');
  const bytes: number[] = [];
  for (const [at, group] of groups.entries()) {
    const embedded = isLast && at === groups.length - 1 ? parseIpv4(group) : undefined;
    if (embedded !== undefined) bytes.push(...embedded);
    else if (/^[\da-f]{1,4}$/i.test(group)) {
      const value = Number.parseInt(group, 16);
      bytes.push(value >> 8, value & 0xff);
    } else return undefined;
  }
  return bytes;
}

function isMapped(bytes: AddressBytes): boolean {
  return MAPPED.every((byte, at) => bytes[at] === byte);
}

/**
 * `10.0.0.0/8`, or a single address as the network of itself; bits after the prefix are put to 0.
 * `undefined` where the text is neither. Source: RFC 4632, section 3.1.
 */
export function parseNetwork(text: string): Network | undefined {
  const [address, length, ...rest] = text.split('/');
  const bytes = parseAddress(address);
  if (bytes === undefined || rest.length > 0) return undefined;
  if (length === undefined) return { bytes, prefix: 8 * bytes.length };
  if (!/^\d{1,3}$/.test(length)) return undefined;
  // `::ffff:10.0.0.0/104` is `10.0.0.0/8`.
  const mapped = bytes.length === 4 && address.includes(':') ? 8 * MAPPED.length : 0;
  const prefix = Number(length) - mapped;
  if (prefix < 0 || prefix > 8 * bytes.length) return undefined;
  return { bytes: masked(bytes, prefix), prefix };
}

/** The network of that many bits around an address. */
export function networkAround(bytes: AddressBytes, prefix: number): Network {
  return { bytes: masked(bytes, prefix), prefix };
}

function masked(bytes: AddressBytes, prefix: number): AddressBytes {
  return bytes.map((byte, at) => byte & keptBits(prefix - 8 * at));
}

/** The mask of a byte of which so many bits count, from the first. */
function keptBits(bits: number): number {
  return bits >= 8 ? 0xff : bits <= 0 ? 0 : (0xff00 >> bits) & 0xff;
}

/** IPv4 addresses are in no IPv6 network and the other way round. */
export function inNetwork(address: AddressBytes, { bytes, prefix }: Network): boolean {
  if (address.length !== bytes.length) return false;
  for (let at = 0; 8 * at < prefix; at++) {
    if ((address[at] & keptBits(prefix - 8 * at)) !== bytes[at]) return false;
  }
  return true;
}

/** IPv6 in lower case with the longest run of zeros as `::`. Source: RFC 5952, section 4. */
export function formatAddress(bytes: AddressBytes): string {
  if (bytes.length === 4) return bytes.join('.');
  const groups = Array.from({ length: 8 }, (_, at) =>
    ((bytes[2 * at] << 8) | bytes[2 * at + 1]).toString(16),
  );
  const runs = groups.map((_, at) => groups.slice(at).findIndex((group) => group !== '0'));
  const lengths = runs.map((run, at) => (run < 0 ? 8 - at : run));
  const longest = Math.max(...lengths);
  if (longest < 2) return groups.join(':');
  const start = lengths.indexOf(longest);
  return `${groups.slice(0, start).join(':')}::${groups.slice(start + longest).join(':')}`;
}

/** A single address without its prefix. */
export function formatNetwork({ bytes, prefix }: Network): string {
  const address = formatAddress(bytes);
  return prefix === 8 * bytes.length ? address : `${address}/${prefix}`;
}

export type AddressKind =
  | 'unicast'
  | 'link-local'
  | 'multicast'
  | 'broadcast'
  | 'unspecified'
  | 'not an address';

/** The ranges that are no addresses of one host anywhere, and what they are. */
const SPECIAL: readonly { readonly network: string; readonly kind: AddressKind }[] = [
  { network: '0.0.0.0', kind: 'unspecified' },
  { network: '169.254.0.0/16', kind: 'link-local' },
  { network: '224.0.0.0/4', kind: 'multicast' },
  { network: '255.255.255.255', kind: 'broadcast' },
  { network: '::', kind: 'unspecified' },
  { network: 'fe80::/10', kind: 'link-local' },
  { network: 'ff00::/8', kind: 'multicast' },
];

const SPECIAL_NETWORKS = SPECIAL.flatMap(({ network, kind }) => {
  const parsed = parseNetwork(network);
  return parsed === undefined ? [] : [{ network: parsed, kind }];
});

/**
 * Whom an address means. A network's own broadcast address (`10.0.0.255`) counts as unicast: only
 * who knows the network's prefix can tell. Source: IANA's registries of special-purpose addresses,
 * RFC 6890.
 */
export function addressKind(text: string): AddressKind {
  const bytes = parseAddress(text);
  if (bytes === undefined) return 'not an address';
  return SPECIAL_NETWORKS.find(({ network }) => inNetwork(bytes, network))?.kind ?? 'unicast';
}
