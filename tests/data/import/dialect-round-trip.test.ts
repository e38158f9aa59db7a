import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { importFlows, plainColumns } from './support.ts';

/** A flow as every dialect can write it. */
interface PlainFlow {
  readonly start: number;
  readonly from: string;
  readonly fromPort: number;
  readonly to: string;
  readonly toPort: number;
  readonly protocol: number;
  /** Microseconds. */
  readonly duration: number;
  readonly sent: number;
  readonly received: number;
  readonly packetsSent: number;
  readonly packetsReceived: number;
  /** Whether the right-hand end is written as the one that opened the flow. */
  readonly backwards: boolean;
}

type Column = readonly [name: string, cell: (flow: PlainFlow) => string | number];

const PROTOCOLS = new Map([
  [1, 'ICMP'],
  [6, 'TCP'],
  [17, 'UDP'],
  [99, 'IP-99'],
]);

const address = fc.oneof(fc.ipV4(), fc.ipV6());
const flow: fc.Arbitrary<PlainFlow> = fc.record({
  start: fc.integer({ min: 1_000_000_000, max: 2_000_000_000 }),
  from: address,
  fromPort: fc.nat(65535),
  to: address,
  toPort: fc.nat(65535),
  protocol: fc.constantFrom(...PROTOCOLS.keys()),
  duration: fc.oneof(fc.constant(0), fc.nat(1000), fc.nat(600_000_000)),
  sent: fc.maxSafeNat(),
  received: fc.nat(1e9),
  packetsSent: fc.nat(1e6),
  packetsReceived: fc.nat(1e6),
  backwards: fc.boolean(),
});

const two = (value: number) => String(value).padStart(2, '0');
const iso = ({ start }: PlainFlow) =>
  new Date(1000 * start).toISOString().slice(0, 19).replace('T', ' ');

function withHalves({ start }: PlainFlow): string {
  const date = new Date(1000 * start);
  const day = `${two(date.getUTCDate())}/${two(date.getUTCMonth() + 1)}/${date.getUTCFullYear()}`;
  const hour = date.getUTCHours();
  const time = `${two(hour % 12 || 12)}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())}`;
  return `${day} ${time} ${hour < 12 ? 'AM' : 'PM'}`;
}

/** 6 digits after the point, without going through a double that would round. */
const seconds = ({ duration }: PlainFlow) =>
  `${Math.floor(duration / 1e6)}.${String(duration % 1e6).padStart(6, '0')}`;
const rate = ({ packetsSent, packetsReceived, duration }: PlainFlow) =>
  duration === 0 ? 'Infinity' : ((packetsSent + packetsReceived) * 1e6) / duration;

const JAVA: readonly Column[] = [
  ['Src IP', ({ from }) => from],
  ['Src Port', ({ fromPort }) => fromPort],
  ['Dst IP', ({ to }) => to],
  ['Dst Port', ({ toPort }) => toPort],
  ['Protocol', ({ protocol }) => protocol],
  ['Timestamp', withHalves],
  ['Flow Duration', ({ duration }) => duration],
  ['Total Fwd Packet', ({ packetsSent }) => packetsSent],
  ['Total Bwd packets', ({ packetsReceived }) => packetsReceived],
  ['Total Length of Fwd Packet', ({ sent }) => `${sent}.0`],
  ['Total Length of Bwd Packet', ({ received }) => `${received}.0`],
  ['Flow Packets/s', rate],
];
const OF_2017 = renamed(JAVA, {
  'Src IP': ' Source IP',
  'Src Port': ' Source Port',
  'Dst IP': ' Destination IP',
  'Dst Port': ' Destination Port',
  'Total Fwd Packet': ' Total Fwd Packets',
  'Total Bwd packets': ' Total Backward Packets',
  'Total Length of Fwd Packet': 'Total Length of Fwd Packets',
  'Total Length of Bwd Packet': ' Total Length of Bwd Packets',
});
const OF_2018 = renamed(JAVA, {
  'Total Fwd Packet': 'Tot Fwd Pkts',
  'Total Bwd packets': 'Tot Bwd Pkts',
  'Total Length of Fwd Packet': 'TotLen Fwd Pkts',
  'Total Length of Bwd Packet': 'TotLen Bwd Pkts',
  'Flow Packets/s': 'Flow Pkts/s',
});
const PYTHON_MICROSECONDS = renamed(JAVA, {
  'Src IP': 'src_ip',
  'Src Port': 'src_port',
  'Dst IP': 'dst_ip',
  'Dst Port': 'dst_port',
  Protocol: 'protocol',
  Timestamp: 'timestamp',
  'Flow Duration': 'flow_duration',
  'Total Fwd Packet': 'tot_fwd_pkts',
  'Total Bwd packets': 'tot_bwd_pkts',
  'Total Length of Fwd Packet': 'totlen_fwd_pkts',
  'Total Length of Bwd Packet': 'totlen_bwd_pkts',
  'Flow Packets/s': 'flow_pkts_s',
});
const PYTHON_SECONDS = PYTHON_MICROSECONDS.map(
  ([name, cell]): Column =>
    name === 'flow_duration' ? [name, seconds] : name === 'timestamp' ? [name, iso] : [name, cell],
);
const NFDUMP: readonly Column[] = [
  ['ts', iso],
  ['td', seconds],
  ['sa', ({ from }) => from],
  ['da', ({ to }) => to],
  ['sp', ({ fromPort }) => fromPort],
  ['dp', ({ toPort }) => toPort],
  ['pr', ({ protocol }) => protocol],
  ['ipkt', ({ packetsSent }) => packetsSent],
  ['ibyt', ({ sent }) => sent],
  ['opkt', ({ packetsReceived }) => packetsReceived],
  ['obyt', ({ received }) => received],
];
const swapped = <T>(pick: (flow: PlainFlow) => T, other: (flow: PlainFlow) => T) => {
  return (flow: PlainFlow) => (flow.backwards ? other(flow) : pick(flow));
};
const hex = (port: number) => `0x${port.toString(16).padStart(4, '0')}`;
const ARGUS: readonly Column[] = [
  ['StartTime', (flow) => iso(flow).replaceAll('-', '/')],
  ['Dur', seconds],
  ['Proto', ({ protocol }) => (PROTOCOLS.get(protocol) ?? '').toLowerCase()],
  [
    'SrcAddr',
    swapped(
      ({ from }) => from,
      ({ to }) => to,
    ),
  ],
  [
    'Sport',
    swapped(
      ({ fromPort }) => hex(fromPort),
      ({ toPort }) => String(toPort),
    ),
  ],
  ['Dir', ({ backwards }) => (backwards ? '  <-' : '  <->')],
  [
    'DstAddr',
    swapped(
      ({ to }) => to,
      ({ from }) => from,
    ),
  ],
  [
    'Dport',
    swapped(
      ({ toPort }) => String(toPort),
      ({ fromPort }) => hex(fromPort),
    ),
  ],
  [
    'SrcPkts',
    swapped(
      ({ packetsSent }) => packetsSent,
      ({ packetsReceived }) => packetsReceived,
    ),
  ],
  ['TotPkts', ({ packetsSent, packetsReceived }) => packetsSent + packetsReceived],
  [
    'SrcBytes',
    swapped(
      ({ sent }) => sent % 1e9,
      ({ received }) => received,
    ),
  ],
  ['TotBytes', ({ sent, received }) => (sent % 1e9) + received],
];
const AWS: readonly Column[] = [
  ['start', ({ start }) => start],
  ['end', ({ start, duration }) => start + Math.floor(duration / 1e6)],
  ['srcaddr', ({ from }) => from],
  ['srcport', ({ fromPort }) => fromPort],
  ['dstaddr', ({ to }) => to],
  ['dstport', ({ toPort }) => toPort],
  ['protocol', ({ protocol }) => protocol],
  ['bytes', ({ sent }) => sent],
  ['packets', ({ packetsSent }) => packetsSent],
  ['log-status', () => 'OK'],
];

function renamed(columns: readonly Column[], names: Readonly<Record<string, string>>): Column[] {
  return columns.map(([name, cell]) => [names[name] ?? name, cell]);
}

/** The columns that a dialect fills, and what they hold. */
const expected = (flows: readonly PlainFlow[]) => ({
  startTime: flows.map(({ start }) => start),
  originatorAddress: flows.map(({ from }) => from),
  originatorPort: flows.map(({ fromPort }) => fromPort),
  responderAddress: flows.map(({ to }) => to),
  dstPort: flows.map(({ toPort }) => toPort),
  protocol: flows.map(({ protocol }) => PROTOCOLS.get(protocol)),
  duration: flows.map((each) => Number(seconds(each))),
  bytesSent: flows.map(({ sent }) => sent),
  bytesRecv: flows.map(({ received }) => received),
  packetsSent: flows.map(({ packetsSent }) => packetsSent),
  packetsRecv: flows.map(({ packetsReceived }) => packetsReceived),
});

const DIALECTS: readonly {
  readonly name: string;
  readonly columns: readonly Column[];
  readonly delimiters: readonly string[];
  readonly differs?: (flows: readonly PlainFlow[]) => Readonly<Record<string, unknown>>;
}[] = [
  { name: 'CICFlowMeter of Java', columns: JAVA, delimiters: [',', '\t'] },
  { name: 'CICFlowMeter of 2017', columns: OF_2017, delimiters: [','] },
  { name: 'CICFlowMeter of 2018', columns: OF_2018, delimiters: [',', ';'] },
  { name: 'CICFlowMeter of Python, old', columns: PYTHON_MICROSECONDS, delimiters: [','] },
  { name: 'CICFlowMeter of Python', columns: PYTHON_SECONDS, delimiters: [','] },
  { name: 'nfdump', columns: NFDUMP, delimiters: [',', '|'] },
  {
    name: 'Argus',
    columns: ARGUS,
    delimiters: [',', '\t'],
    differs: (flows) => ({ bytesSent: flows.map(({ sent }) => sent % 1e9) }),
  },
  {
    name: 'AWS',
    columns: AWS,
    delimiters: [' ', ',', '\t'],
    differs: (flows) => ({
      duration: flows.map(({ duration }) => Math.floor(duration / 1e6)),
      bytesRecv: flows.map(() => 0),
      packetsRecv: flows.map(() => 0),
      unknown: flows.map(() => 'bytes packets direction'),
    }),
  },
];

describe('flows written in a dialect read back the same', () => {
  it.each(DIALECTS)('$name', async ({ columns, delimiters, differs }) => {
    // The first columns are what a dialect cannot be told without; order matters nowhere.
    const shuffled = fc.shuffledSubarray([...columns], { minLength: columns.length });
    await fc.assert(
      fc.asyncProperty(
        fc.array(flow, { minLength: 1, maxLength: 8 }),
        shuffled,
        fc.constantFrom(...delimiters),
        fc.constantFrom('\n', '\r\n'),
        async (flows, order, delimiter, lineEnd) => {
          const lines = [
            order.map(([name]) => name),
            ...flows.map((each) => order.map(([, cell]) => cell(each))),
          ];
          const text = lines.map((cells) => cells.join(delimiter) + lineEnd).join('');
          const { flows: read, problems } = await importFlows(text);
          expect(problems.filter(({ effect }) => effect === 'refused')).toEqual([]);
          expect(plainColumns(read)).toMatchObject({ ...expected(flows), ...differs?.(flows) });
        },
      ),
      { numRuns: 60 },
    );
  });
});
