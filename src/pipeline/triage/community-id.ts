import { sha1 } from '@noble/hashes/legacy.js';
import { type AddressBytes, parseAddress } from '../../data/addresses.ts';
import { categoryAt } from '../../data/flow-rows.ts';
import type { FlowTable } from '../../data/flow-table.ts';
import { icmpCounterpart } from '../../data/import/capture/icmp.ts';
import { protocolNumber } from '../../data/import/flows/protocols.ts';

/** Whom and what a flow was between. */
export interface FlowEnds {
  readonly originator: string;
  readonly responder: string;
  /** In words: TCP, UDP, ICMP, or IP-46. */
  readonly protocol: string;
  /** Of ICMP the type of the message; `undefined`: not known. */
  readonly originatorPort: number | undefined;
  /** Of ICMP the type of its answer, or its code. */
  readonly responderPort: number;
}

const ICMP = 1;
const ICMP_V6 = 58;
/** TCP, UDP and SCTP. */
const WITH_PORTS = [6, 17, 132];

/**
 * The Community ID of a flow, version 1, seed 0: the same for both directions and in every tool that
 * computes it. `null` where an address, the protocol or a port is not known. O(1).
 * Source: https://github.com/corelight/community-id-spec
 */
export function communityId(ends: FlowEnds): string | null {
  const [one, other] = [parseAddress(ends.originator), parseAddress(ends.responder)];
  if (one === undefined || other === undefined || one.length !== other.length) return null;
  const isV6 = one.length === 16;
  const named = protocolNumber(ends.protocol);
  const protocol = named === ICMP && isV6 ? ICMP_V6 : named;
  if (protocol === undefined) return null;
  const ports = portsOf(ends, protocol, isV6);
  if (ports === null) return null;
  const { from, to, isOneWay } = ports;
  const swaps = !isOneWay && comesAfter(one, from ?? 0, other, to ?? 0);
  const [first, second] = swaps ? [other, one] : [one, other];
  const [firstPort, secondPort] = swaps ? [to, from] : [from, to];
  const bytes = [0, 0, ...first, ...second, protocol, 0];
  for (const port of [firstPort, secondPort]) {
    if (port !== undefined) bytes.push(port >> 8, port & 0xff);
  }
  return `1:${btoa(String.fromCharCode(...sha1(Uint8Array.from(bytes))))}`;
}

/** The Community ID of a flow of a table. */
export function communityIdOf(flows: FlowTable, row: number): string | null {
  const { originatorAddress, responderAddress, originatorPort } = flows;
  if (originatorAddress === undefined || responderAddress === undefined) return null;
  return communityId({
    originator: categoryAt(originatorAddress, row),
    responder: categoryAt(responderAddress, row),
    protocol: categoryAt(flows.protocol, row),
    originatorPort: originatorPort?.[row],
    responderPort: flows.dstPort[row],
  });
}

interface Ports {
  /** Both `undefined` where the protocol has none. */
  readonly from: number | undefined;
  readonly to: number | undefined;
  /** Nobody answers: the ends keep their order. */
  readonly isOneWay: boolean;
}

/** `null`: the protocol has ports, and they are not known. */
function portsOf(
  { originatorPort, responderPort }: FlowEnds,
  protocol: number,
  isV6: boolean,
): Ports | null {
  const isIcmp = protocol === ICMP || protocol === ICMP_V6;
  if (!isIcmp && !WITH_PORTS.includes(protocol)) {
    return { from: undefined, to: undefined, isOneWay: false };
  }
  if (originatorPort === undefined) return null;
  const answer = isIcmp ? icmpCounterpart(originatorPort, isV6) : responderPort;
  const isOneWay = answer === undefined;
  return { from: originatorPort, to: answer ?? responderPort, isOneWay };
}

function comesAfter(one: AddressBytes, port: number, other: AddressBytes, otherPort: number) {
  const at = one.findIndex((byte, i) => byte !== other[i]);
  return at < 0 ? port > otherPort : one[at] > other[at];
}
