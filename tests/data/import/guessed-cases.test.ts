import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { inspectFile } from '../../../src/data/import/inspect.ts';
import type { ColumnMapping, MappedKey } from '../../../src/data/import/mapping/column-mapping.ts';
import {
  type ColumnGuess,
  isSure,
  isSureOfFlows,
} from '../../../src/data/import/mapping/guess-grounds.ts';
import { chunksOf, importFlows, importTable, plainColumns } from './support.ts';

const FOLDER = 'tests/fixtures/import/cases';

async function guessOf(name: string): Promise<ColumnGuess> {
  const found = await inspectFile({ name, chunks: chunksOf(readFileSync(`${FOLDER}/${name}`)) });
  if (found === null) throw new Error(`${name}: a table of unknown columns was expected`);
  return { mapping: found.guess, grounds: found.grounds };
}

function mapped({ columns }: ColumnMapping): Partial<Record<MappedKey, string>> {
  const filled = Object.entries(columns).filter(([, name]) => name !== null);
  return Object.fromEntries(filled) as Partial<Record<MappedKey, string>>;
}

/** What is guessed of labels is told elsewhere. */
function withoutAnswers({ label, attackType, ...others }: Partial<Record<MappedKey, string>>) {
  return others;
}

const SILK = {
  startTime: 'sTime',
  duration: 'duration',
  originatorAddress: 'sIP',
  responderAddress: 'dIP',
  originatorPort: 'sPort',
  dstPort: 'dPort',
  protocol: 'protocol',
  packetsSent: 'packets',
  bytesSent: 'bytes',
};
const NPROBE = {
  originatorAddress: 'IPV4_SRC_ADDR',
  originatorPort: 'L4_SRC_PORT',
  responderAddress: 'IPV4_DST_ADDR',
  dstPort: 'L4_DST_PORT',
  protocol: 'PROTOCOL',
  bytesSent: 'IN_BYTES',
  bytesRecv: 'OUT_BYTES',
  packetsSent: 'IN_PKTS',
  packetsRecv: 'OUT_PKTS',
};
const NETFLOW_LEARNT = { ...NPROBE, service: 'L7_PROTO', duration: 'FLOW_DURATION_MILLISECONDS' };

/** What each table's columns are, and whether that is so sure that nobody is asked. */
const CASES: Readonly<Record<string, readonly [Partial<Record<MappedKey, string>>, boolean]>> = {
  'silk_recommended.csv': [SILK, true],
  'silk_delim.csv': [{ ...SILK, endTime: 'eTime' }, true],
  'paloalto_traffic.csv': [
    {
      startTime: 'Start Time',
      duration: 'Elapsed Time (sec)',
      protocol: 'IP Protocol',
      originatorAddress: 'Source address',
      responderAddress: 'Destination address',
      originatorPort: 'Source Port',
      dstPort: 'Destination Port',
      bytesSent: 'Bytes Sent',
      bytesRecv: 'Bytes Received',
      packetsSent: 'Packets',
      service: 'Application',
      uid: 'Session ID',
    },
    true,
  ],
  'datetime_split.csv': [
    {
      startTime: 'date',
      startTimeOfDay: 'time',
      duration: 'duration',
      protocol: 'proto',
      originatorAddress: 'srcip',
      responderAddress: 'dstip',
      originatorPort: 'srcport',
      dstPort: 'dstport',
      bytesSent: 'sentbyte',
      bytesRecv: 'rcvdbyte',
      packetsSent: 'sentpkt',
      packetsRecv: 'rcvdpkt',
    },
    true,
  ],
  'nfstream_min.csv': [
    {
      startTime: 'bidirectional_first_seen_ms',
      endTime: 'bidirectional_last_seen_ms',
      duration: 'bidirectional_duration_ms',
      protocol: 'protocol',
      originatorAddress: 'src_ip',
      responderAddress: 'dst_ip',
      originatorPort: 'src_port',
      dstPort: 'dst_port',
      bytesSent: 'src2dst_bytes',
      bytesRecv: 'dst2src_bytes',
      packetsSent: 'src2dst_packets',
      packetsRecv: 'dst2src_packets',
    },
    true,
  ],
  'decimal_comma.csv': [
    {
      startTime: 'start',
      duration: 'duration',
      originatorAddress: 'src',
      responderAddress: 'dst',
      originatorPort: 'sport',
      dstPort: 'dport',
      protocol: 'proto',
      bytesSent: 'bytes',
    },
    true,
  ],
  'nf_unsw.csv': [NETFLOW_LEARNT, true],
  'nf_v3.csv': [
    {
      ...NETFLOW_LEARNT,
      startTime: 'FLOW_START_MILLISECONDS',
      endTime: 'FLOW_END_MILLISECONDS',
    },
    true,
  ],
  'ntopng.csv': [{ ...NPROBE, startTime: 'FIRST_SEEN', endTime: 'LAST_SEEN' }, true],
  'ntlflowlyzer.csv': [
    {
      startTime: 'timestamp',
      duration: 'duration',
      protocol: 'protocol',
      originatorAddress: 'src_ip',
      responderAddress: 'dst_ip',
      originatorPort: 'src_port',
      dstPort: 'dst_port',
      bytesSent: 'fwd_total_payload_bytes',
      bytesRecv: 'bwd_total_payload_bytes',
      packetsSent: 'fwd_packets_count',
      packetsRecv: 'bwd_packets_count',
      uid: 'flow_id',
    },
    true,
  ],
  'toniot.csv': [
    {
      startTime: 'ts',
      duration: 'duration',
      protocol: 'proto',
      originatorAddress: 'src_ip',
      responderAddress: 'dst_ip',
      originatorPort: 'src_port',
      dstPort: 'dst_port',
      bytesSent: 'src_bytes',
      bytesRecv: 'dst_bytes',
      packetsSent: 'src_pkts',
      packetsRecv: 'dst_pkts',
      ipBytesSent: 'src_ip_bytes',
      ipBytesRecv: 'dst_ip_bytes',
      service: 'service',
      connState: 'conn_state',
    },
    true,
  ],
  'botiot.csv': [
    {
      startTime: 'stime',
      endTime: 'ltime',
      duration: 'dur',
      protocol: 'proto',
      originatorAddress: 'saddr',
      responderAddress: 'daddr',
      originatorPort: 'sport',
      dstPort: 'dport',
      bytesSent: 'sbytes',
      bytesRecv: 'dbytes',
      packetsSent: 'spkts',
      packetsRecv: 'dpkts',
      connState: 'state',
      uid: 'pkSeqID',
    },
    true,
  ],
  'pipe.txt': [
    {
      startTime: 'ts',
      originatorAddress: 'src',
      responderAddress: 'dst',
      originatorPort: 'sport',
      dstPort: 'dport',
      protocol: 'proto',
      bytesSent: 'bytes',
    },
    true,
  ],
  'ciciot2023.csv': [{ duration: 'flow_duration', protocol: 'Protocol Type' }, false],
  'decimal_comma_table.csv': [{}, false],
};

describe('tables as tools write them are guessed right', () => {
  it.each(Object.entries(CASES))('%s', async (name, [columns, areFlows]) => {
    const guess = await guessOf(name);
    expect(withoutAnswers(mapped(guess.mapping))).toEqual(columns);
    expect(Object.keys(guess.grounds).sort()).toEqual(Object.keys(mapped(guess.mapping)).sort());
    expect(isSureOfFlows(guess)).toBe(areFlows);
  });

  it('a list of packets is refused, and what to do instead is told', async () => {
    const text = readFileSync(`${FOLDER}/wireshark_packets.csv`, 'utf8');
    await expect(importFlows(text)).rejects.toThrow(
      'a list of packets, not of flows; open the capture (.pcap, .pcapng) itself',
    );
  });

  it('a category of a site is no label', async () => {
    const { mapping } = await guessOf('paloalto_traffic.csv');
    expect(mapping.columns).toMatchObject({ label: null, attackType: null });
  });

  it('packets of both directions beside bytes of each are unsure', async () => {
    const { grounds } = await guessOf('paloalto_traffic.csv');
    expect(grounds.packetsSent && isSure(grounds.packetsSent)).toBe(false);
    expect(grounds.bytesSent && isSure(grounds.bytesSent)).toBe(true);
  });
});

describe('what such tables are read as', () => {
  async function flowsOf(name: string) {
    const { mapping } = await guessOf(name);
    const text = readFileSync(`${FOLDER}/${name}`, 'utf8');
    return importFlows(text, 'auto', { readingOfTable: () => mapping });
  }

  it('dates and times of day in two columns are one time', async () => {
    const { flows, format } = await flowsOf('datetime_split.csv');
    const day = Date.UTC(2024, 2, 4) / 1000;
    expect(plainColumns(flows).startTime).toEqual([day + 32_400, day + 63_000, day + 86_399]);
    expect(format).toContain('times: year-month-day, in UTC');
  });

  it('decimal commas are told', async () => {
    const { flows, format } = await flowsOf('decimal_comma.csv');
    expect(plainColumns(flows)).toMatchObject({
      duration: [1.25, 2.5, 3.75],
      bytesSent: [100, 200, 300],
    });
    expect(format).toContain('numbers with a decimal comma');
  });

  it('the duration is that of both directions, in seconds', async () => {
    const { flows } = await flowsOf('nfstream_min.csv');
    expect(plainColumns(flows).duration).toEqual([5, 0.02]);
  });

  it('ports may be hexadecimal or missing', async () => {
    const { flows } = await flowsOf('botiot.csv');
    expect(plainColumns(flows).dstPort).toEqual([80, 0x303, 0]);
  });

  it('a table of numbers with decimal commas is one', async () => {
    const text = readFileSync(`${FOLDER}/decimal_comma_table.csv`, 'utf8');
    const { matrix, format } = await importTable(text);
    expect(matrix.names).toEqual(['a', 'b']);
    expect([...matrix.data]).toEqual([28.7, 1.5, 28.95, 1.6, 99.08, 9.7]);
    expect(format).toBe('Numeric table (semicolon-separated; numbers with a decimal comma)');
  });
});
