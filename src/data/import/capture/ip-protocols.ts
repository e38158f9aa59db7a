import { ICMP, ICMPV6, TCP, UDP } from './segment.ts';

/** Names of what IP carries. Source: IANA, "Assigned Internet Protocol Numbers". */
const NAMES: ReadonlyMap<number, string> = new Map([
  [ICMP, 'ICMP'],
  [2, 'IGMP'],
  [4, 'IPV4'],
  [TCP, 'TCP'],
  [UDP, 'UDP'],
  [33, 'DCCP'],
  [41, 'IPV6'],
  [46, 'RSVP'],
  [47, 'GRE'],
  [50, 'ESP'],
  [ICMPV6, 'ICMP'],
  [88, 'EIGRP'],
  [89, 'OSPF'],
  [94, 'IPIP'],
  [97, 'ETHERIP'],
  [103, 'PIM'],
  [112, 'VRRP'],
  [115, 'L2TP'],
  [132, 'SCTP'],
  [136, 'UDPLITE'],
  [137, 'MPLS-IN-IP'],
]);

/** The name of an IP protocol; both versions of ICMP are one, as in Zeek. */
export function protocolName(protocol: number): string {
  return NAMES.get(protocol) ?? `IP ${protocol}`;
}

/** Whether the payload of this protocol's packets is counted. */
export function hasPayload(protocol: number): boolean {
  return protocol === TCP || protocol === UDP || protocol === ICMP || protocol === ICMPV6;
}
