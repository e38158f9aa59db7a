import { formatBytes, formatNumber } from '../../charts/format.ts';
import type { FlowTable } from '../../data/flow-table.ts';
import type { RawColumn, RawValue, RawValues } from './raw-values.ts';
import type { Start } from './start-time.ts';

/** A value that no flow can have, and why. */
export interface Refusal {
  readonly column: string;
  readonly value: RawValue;
  /** One sentence that says what to do. */
  readonly why: string;
}

/** What bounds the flows of some traffic beside the columns' own ranges. */
export interface Limits {
  /** Most payload that a packet carries: of an IP packet, or what this traffic has where that is more. */
  readonly bytesPerPacket: number;
}

/** The length of the longest IP packet. Sensors that join segments show longer ones. */
const LONGEST_PACKET = 65_535;

/** What bounds flows of this traffic. O(flows). */
export function limitsOf(flows: FlowTable | null): Limits {
  let bytesPerPacket = LONGEST_PACKET;
  if (flows === null) return { bytesPerPacket };
  const { bytesSent, bytesRecv, packetsSent, packetsRecv } = flows;
  for (let row = 0; row < flows.length; row++) {
    if (packetsSent[row] > 0) {
      bytesPerPacket = Math.max(bytesPerPacket, bytesSent[row] / packetsSent[row]);
    }
    if (packetsRecv[row] > 0) {
      bytesPerPacket = Math.max(bytesPerPacket, bytesRecv[row] / packetsRecv[row]);
    }
  }
  return { bytesPerPacket };
}

/**
 * Why no flow can be so, a sentence for each change that is refused; empty for a possible flow. What
 * was measured is never refused: of a rule that it breaks already, a change may keep it broken, but
 * not break it further.
 *
 * @param measured all values of the flow
 * @param changes new values of some
 */
export function refusalsOf(
  measured: RawValues,
  changes: RawValues,
  columns: readonly RawColumn[],
  limits: Limits,
  start?: Start,
): Refusal[] {
  const refused = Object.entries(changes).flatMap(([name, value]) => {
    const column = columns.find((one) => one.name === name);
    const why =
      column === undefined
        ? `There is no column ${name} to change: choose among ${columns.map((one) => one.name).join(', ')}.`
        : value === measured[name]
          ? undefined
          : whyNot(column, value);
    return why === undefined ? [] : [{ column: name, value, why }];
  });
  if (refused.length > 0) return refused;
  return [
    ...packetRefusals(measured, changes, limits, 'sent'),
    ...packetRefusals(measured, changes, limits, 'recv'),
    ...emptyRefusal(measured, changes),
    ...timeRefusals(measured, changes, start),
  ];
}

function whyNot(column: RawColumn, value: RawValue): string | undefined {
  const { name, kind, whole, lowest, highest, words } = column;
  if (kind === 'word') {
    if (typeof value === 'string' && words.includes(value)) return undefined;
    return `${name} must be ${words.join(' or ')}; got ${value}.`;
  }
  if (typeof value !== 'number' || !Number.isFinite(value)) {
    return `${name} must be a number; got ${value}.`;
  }
  if (value < lowest || value > highest) {
    return `${name} must be from ${formatNumber(lowest)} to ${formatNumber(highest)}; got ${value}.`;
  }
  if (whole && !Number.isInteger(value)) return `${name} must be a whole number; got ${value}.`;
  return undefined;
}

function packetRefusals(
  measured: RawValues,
  changes: RawValues,
  { bytesPerPacket }: Limits,
  way: 'sent' | 'recv',
): Refusal[] {
  const [bytes, packets] = [`bytes_${way}`, `packets_${way}`];
  if (!(bytes in changes) && !(packets in changes)) return [];
  const at = (values: RawValues, name: string) => Number(values[name] ?? 0);
  const ratio = (values: RawValues) => {
    if (at(values, bytes) === 0) return 0;
    return at(values, packets) === 0
      ? Number.POSITIVE_INFINITY
      : at(values, bytes) / at(values, packets);
  };
  const changed = { ...measured, ...changes };
  const carried = ratio(changed);
  if (carried <= Math.max(bytesPerPacket, ratio(measured))) return [];
  const column = bytes in changes ? bytes : packets;
  const why =
    carried === Number.POSITIVE_INFINITY
      ? `${formatBytes(at(changed, bytes))} need a packet: raise ${packets}, or set ${bytes} to 0.`
      : `${formatNumber(at(changed, packets))} packets cannot carry ${formatBytes(at(changed, bytes))}, at most ` +
        `${formatBytes(bytesPerPacket)} each: change ${bytes} or ${packets}.`;
  return [{ column, value: changed[column], why }];
}

function emptyRefusal(measured: RawValues, changes: RawValues): Refusal[] {
  const column = ['packets_sent', 'packets_recv'].find((name) => name in changes);
  if (column === undefined) return [];
  const packets = (values: RawValues) => Number(values.packets_sent) + Number(values.packets_recv);
  if (packets({ ...measured, ...changes }) > 0 || packets(measured) === 0) return [];
  const why = 'A flow has at least one packet: raise packets_sent or packets_recv.';
  return [{ column, value: changes[column], why }];
}

function timeRefusals(measured: RawValues, changes: RawValues, start?: Start): Refusal[] {
  const { gap, hour } = changes;
  if (gap === undefined) return [];
  if (hour !== undefined) {
    const why = 'hour and gap both say when the flow began: change one of them.';
    return [{ column: 'gap', value: gap, why }];
  }
  if (gap === measured.gap) return [];
  if (start?.before === undefined) {
    const why = 'The two hosts have no flow before this one, so there is no gap to change.';
    return [{ column: 'gap', value: gap, why }];
  }
  if (gap === 0) {
    const why = 'gap must be above 0: flows that begin at the same time are one to the features.';
    return [{ column: 'gap', value: gap, why }];
  }
  const { longestGap } = start;
  if (longestGap === undefined || Number(gap) < longestGap) return [];
  const why = `The next flow of the two hosts begins ${formatNumber(longestGap)} s after the last: gap must be less.`;
  return [{ column: 'gap', value: gap, why }];
}
