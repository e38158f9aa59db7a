import { addressKind } from '../../data/addresses.ts';
import type { CategoryColumn, FlowTable } from '../../data/flow-table.ts';

/** What is no address stays: nothing is known against it. */
const KEPT_KINDS: readonly string[] = ['unicast', 'unspecified', 'not an address'];

/**
 * The flows between two hosts: neither end is a group of hosts, nor bound to one link; `null`
 * without addresses. O(flows + addresses).
 */
export function unicastRows(flows: FlowTable): Uint32Array | null {
  const { originatorAddress, responderAddress } = flows;
  if (originatorAddress === undefined || responderAddress === undefined) return null;
  const from = isUnicast(originatorAddress);
  const to = isUnicast(responderAddress);
  return Uint32Array.from(flows.label.keys()).filter(
    (row) => from[originatorAddress.codes[row]] && to[responderAddress.codes[row]],
  );
}

function isUnicast({ names }: CategoryColumn): boolean[] {
  return names.map((name) => KEPT_KINDS.includes(addressKind(name)));
}
