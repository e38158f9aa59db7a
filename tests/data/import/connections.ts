import fc from 'fast-check';
import { ATTACK, type FlowTable, UNLABELLED } from '../../../src/data/flow-table.ts';
import { plainColumns } from './support.ts';

/** What a connection log tells of one connection; `null`: unset. */
export interface Connection {
  readonly ts: number;
  readonly originator: string;
  readonly originatorPort: number;
  readonly responder: string;
  readonly responderPort: number;
  readonly protocol: string;
  readonly service: string | null;
  readonly duration: number | null;
  readonly bytesSent: number | null;
  readonly bytesRecv: number | null;
  readonly packetsSent: number;
  readonly packetsRecv: number;
  readonly connState: string;
  readonly uid: string;
  readonly label: string | null;
}

const microseconds = (most: number) => fc.nat(most).map((count) => count / 1e6);
const count = fc.oneof(fc.nat(100), fc.nat(2 ** 31 - 1), fc.maxSafeNat());
const address = fc.oneof(fc.ipV4(), fc.ipV6());
/** Bytes that no separator is, as Zeek escapes those that are. */
const word = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 10 })
  .filter((text) => /^[^\p{Cc}\\]+$/u.test(text) && !['-', '(empty)', ''].includes(text.trim()));

export const connections: fc.Arbitrary<Connection[]> = fc.array(
  fc.record({
    ts: fc
      .integer({ min: 1_000_000_000, max: 2_000_000_000 })
      .chain((seconds) =>
        microseconds(999_999).map((fraction) =>
          Number(`${seconds}.${fraction.toFixed(6).slice(2)}`),
        ),
      ),
    originator: address,
    originatorPort: fc.nat(65535),
    responder: address,
    responderPort: fc.nat(65535),
    protocol: fc.constantFrom('tcp', 'udp', 'icmp'),
    service: fc.option(fc.oneof(fc.constantFrom('dns', 'ssl', 'http'), word)),
    duration: fc.option(microseconds(1e9)),
    bytesSent: fc.option(count),
    bytesRecv: fc.option(count),
    packetsSent: count,
    packetsRecv: count,
    connState: fc.constantFrom('SF', 'S0', 'REJ'),
    uid: fc.stringMatching(/^C[a-zA-Z0-9]{5,18}$/),
    label: fc.option(fc.constantFrom('Malicious', 'C&C')),
  }),
  { minLength: 1, maxLength: 8 },
);

/** The connections as flows are expected to tell them, but for counts of partners. */
export function expected(all: readonly Connection[]): Record<string, unknown[]> {
  const column = <T>(read: (one: Connection) => T) => all.map(read);
  return {
    startTime: column(({ ts }) => ts),
    originatorAddress: column(({ originator }) => originator),
    originatorPort: column(({ originatorPort }) => originatorPort),
    responderAddress: column(({ responder }) => responder),
    dstPort: column(({ responderPort }) => responderPort),
    protocol: column(({ protocol }) => protocol.toUpperCase()),
    service: column(({ service }) => service ?? ''),
    duration: column(({ duration }) => duration ?? 0),
    bytesSent: column(({ bytesSent }) => bytesSent ?? 0),
    bytesRecv: column(({ bytesRecv }) => bytesRecv ?? 0),
    packetsSent: column(({ packetsSent }) => packetsSent),
    packetsRecv: column(({ packetsRecv }) => packetsRecv),
    connState: column(({ connState }) => connState),
    uid: column(({ uid }) => uid),
    label: column(({ label }) => (label === null ? UNLABELLED : ATTACK)),
    attackType: column(({ label }) => label?.toLowerCase() ?? 'unknown'),
  };
}

/** The columns of flows that are expected. */
export function told(flows: FlowTable, like: Record<string, unknown[]>): Record<string, unknown> {
  const columns = plainColumns(flows);
  const none = Array.from({ length: flows.length }, () => '');
  // A log of JSON lines has no column of a field that no line has.
  return Object.fromEntries(Object.keys(like).map((key) => [key, columns[key] ?? none]));
}
