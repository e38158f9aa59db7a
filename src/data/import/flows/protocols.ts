/** IP's protocols by number, as far as logs show them. Source: IANA, Assigned Internet Protocol Numbers. */
const BY_NUMBER: ReadonlyMap<number, string> = new Map([
  [0, 'OTHER'],
  [1, 'ICMP'],
  [2, 'IGMP'],
  [4, 'IPIP'],
  [6, 'TCP'],
  [17, 'UDP'],
  [41, 'IPV6'],
  [47, 'GRE'],
  [50, 'ESP'],
  [51, 'AH'],
  [58, 'ICMP'],
  [89, 'OSPF'],
  [103, 'PIM'],
  [112, 'VRRP'],
  [132, 'SCTP'],
]);

/** ICMP for IPv6 is ICMP, as in Zeek's logs. */
const SAME: ReadonlyMap<string, string> = new Map([
  ['ICMP6', 'ICMP'],
  ['ICMPV6', 'ICMP'],
  ['ICMP-V6', 'ICMP'],
  ['IPV6-ICMP', 'ICMP'],
]);

/**
 * The protocol that a cell means: `6`, `6.0`, `tcp` and `TCP` are TCP. Number 0 stands for whatever
 * a sensor did not look into; other numbers without a name here become `IP-99`.
 */
export function protocolName(cell: string): string {
  const word = cell.trim().toUpperCase();
  if (!/^\d{1,3}(?:\.0+)?$/.test(word)) return SAME.get(word) ?? word;
  const number = Number(word);
  return BY_NUMBER.get(number) ?? `IP-${number}`;
}

/** The number of a protocol by its name here; `undefined` where it has none. ICMP for IPv6 is 1, too. */
export function protocolNumber(word: string): number | undefined {
  const [, other] = /^IP-(\d{1,3})$/.exec(word) ?? [];
  if (other !== undefined) return Number(other);
  for (const [number, name] of BY_NUMBER) if (name === word && number > 0) return number;
  return undefined;
}
