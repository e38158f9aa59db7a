import { describe, expect, it } from 'vitest';
import { categoryAt } from '../../../src/data/flow-rows.ts';
import { importBytes, importFlows, told } from './support.ts';

const ZEEK = {
  ts: 1709542800.5,
  uid: 'C1',
  'id.orig_h': '192.0.2.10',
  'id.orig_p': 50001,
  'id.resp_h': '198.51.100.5',
  'id.resp_p': 443,
  proto: 'tcp',
  duration: 1.5,
  orig_bytes: 100,
  resp_bytes: 2000,
  conn_state: 'SF',
};
const FLOW = {
  event_type: 'flow',
  timestamp: '2024-03-04T09:00:05.000000+0000',
  src_ip: '192.0.2.10',
  src_port: 50001,
  dest_ip: '198.51.100.5',
  dest_port: 443,
  proto: 'TCP',
  flow: { bytes_toserver: 100, bytes_toclient: 2000, start: '2024-03-04T09:00:00.500000+0000' },
};
const lines = (...objects: unknown[]) =>
  objects.map((object) => `${JSON.stringify(object)}\n`).join('');

describe('a log is found in what wraps it', () => {
  const text = JSON.stringify(ZEEK);
  it.each([
    [
      'a response of Elasticsearch',
      JSON.stringify({
        took: 1,
        hits: { total: { value: 2 }, hits: [{ _source: ZEEK }, { _source: ZEEK }] },
      }),
    ],
    [
      'the same over many lines',
      JSON.stringify(
        { took: 1, hits: { total: 2, hits: [{ _source: ZEEK }, { _source: ZEEK }] } },
        null,
        2,
      ),
    ],
    [
      'two responses one after another',
      lines({ hits: { hits: [{ _source: ZEEK }] } }, { hits: { hits: [{ _source: ZEEK }] } }),
    ],
    ['a list of records', JSON.stringify({ count: 2, records: [ZEEK, ZEEK], next: null })],
    ['lines of hits', lines({ _index: 'a', _source: ZEEK }, { _index: 'a', _source: ZEEK })],
    ['text in documents', lines({ _source: { message: text } }, { _source: { message: text } })],
    ['rows of Splunk', lines({ result: { _raw: text } }, { result: { _raw: text } })],
    ['Docker', lines({ log: `${text}\n`, stream: 'stdout' }, { log: text, stream: 'stdout' })],
    ['journald', lines({ MESSAGE: text, _PID: '1' }, { MESSAGE: text, _PID: '1' })],
    ['event.original of ECS', lines({ event: { original: text } }, { event: { original: text } })],
    [
      'syslog of RFC 3164',
      `<14>Mar  4 09:00:00 sensor zeek: ${text}\n<14>Mar  4 09:00:01 sensor zeek: ${text}\n`,
    ],
    [
      'syslog of RFC 5424',
      `<14>1 2024-03-04T09:00:00Z sensor zeek 1 - - ${text}\n<14>1 2024-03-04T09:00:01Z sensor zeek 1 - - ${text}\n`,
    ],
  ])('%s', async (_, wrapped) => {
    const { flows, format } = await importFlows(wrapped);
    expect(format).toMatch(/^Zeek conn\.log \(JSON/);
    expect([...flows.bytesRecv]).toEqual([2000, 2000]);
    expect([...(flows.startTime ?? [])]).toEqual([1709542800.5, 1709542800.5]);
  });

  it('AWS Network Firewall', async () => {
    const netflow = { pkts: 5, bytes: 700, start: '2024-03-04T09:00:00.000000+0000' };
    const event = { ...FLOW, flow: undefined, event_type: 'netflow', netflow };
    const wrapped = lines({ firewall_name: 'f', event }, { firewall_name: 'f', event });
    const { flows, format } = await importFlows(wrapped);
    expect(format).toBe('Suricata eve.json, netflow events (JSON lines within event)');
    expect([...flows.bytesSent]).toEqual([700, 700]);
  });

  it('where both are logged, events of flows are read and those of one direction are left out', async () => {
    const netflow = { ...FLOW, event_type: 'netflow', netflow: { bytes: 1, pkts: 1 } };
    const { flows, problems } = await importFlows(lines(netflow, FLOW, netflow));
    expect([...flows.bytesSent]).toEqual([100]);
    expect(told(problems)).toContain('ignored netflow event, which is no flow: 2 at 1 3');
  });

  it('what has no record in it is told', async () => {
    const text = lines({ _source: ZEEK }, { _index: 'empty' }, { _source: ZEEK });
    const { problems, rowsKept } = await importFlows(text);
    expect(rowsKept).toBe(2);
    expect(told(problems)).toContain('ignored no record in _source of the object: 1 at 2');
  });
});

describe('Azure', () => {
  const nsg = (tuples: string[], version: number) =>
    JSON.stringify({
      records: [
        {
          properties: {
            Version: version,
            flows: [{ rule: 'r', flows: [{ mac: 'm', flowTuples: tuples }] }],
          },
        },
      ],
    });

  it('security groups, version 2: a flow that begins is left out, its counts come later', async () => {
    const { flows, problems, format } = await importFlows(
      nsg(
        [
          '1709542800,192.0.2.10,198.51.100.5,50001,443,T,O,A,B,,,,',
          '1709542860,192.0.2.10,198.51.100.5,50001,443,T,O,A,E,10,1500,12,9000',
          '1709542861,192.0.2.11,198.51.100.5,50002,53,U,I,D,,,,,',
        ],
        2,
      ),
    );
    expect(format).toMatch(/^Azure flow log/);
    expect([...flows.bytesSent]).toEqual([1500, 0]);
    expect([...flows.packetsRecv]).toEqual([12, 0]);
    expect([0, 1].map((row) => categoryAt(flows.protocol, row))).toEqual(['TCP', 'UDP']);
    expect(told(problems).join()).toContain('flow that begins: its counts come later: 1');
  });

  it('security groups, version 1, which counts nothing', async () => {
    const { flows } = await importFlows(
      nsg(['1709542800,192.0.2.10,198.51.100.5,50001,443,T,O,A'], 1),
    );
    expect([...flows.dstPort]).toEqual([443]);
  });

  it('virtual networks, over many lines and blocks', async () => {
    const tuple = '1709542860123,192.0.2.10,198.51.100.5,50001,443,6,O,E,NX,10,1500,12,9000';
    const begun = tuple.replace(',E,', ',B,');
    const records = Array.from({ length: 3000 }, () => ({
      flowLogVersion: 4,
      flowRecords: {
        flows: [{ aclID: 'x', flowGroups: [{ rule: 'r', flowTuples: [begun, tuple, tuple] }] }],
      },
    }));
    const { flows, problems } = await importFlows(JSON.stringify({ records }, null, 2));
    expect(flows.length).toBe(6000);
    expect(flows.startTime?.[0]).toBe(1709542860.123);
    expect(told(problems).join()).toContain('flow that begins: its counts come later: 3000');
  });
});

it('the Elastic Common Schema: documents that measure nothing are no flows', async () => {
  const flow = {
    '@timestamp': '2024-03-04T09:00:05Z',
    event: { dataset: 'flow', duration: 5e9, start: '2024-03-04T09:00:00Z' },
    source: { ip: '192.0.2.10', port: 50001, bytes: 1500, packets: 10 },
    destination: { ip: '198.51.100.5', port: 443, bytes: 9000, packets: 12 },
    network: { transport: 'tcp', protocol: 'tls' },
  };
  const dns = { ...flow, event: { dataset: 'dns' }, source: { ip: '192.0.2.10', port: 1 } };
  const { flows, problems, format } = await importFlows(lines(flow, dns));
  expect(format).toBe('Elastic Common Schema (JSON lines)');
  expect([...flows.duration]).toEqual([5]);
  expect([...(flows.startTime ?? [])]).toEqual([1709542800]);
  expect([...flows.bytesRecv]).toEqual([9000]);
  expect(told(problems)).toContain('ignored dns event, which is no flow: 1 at 2');
});

describe('lines of key=value', () => {
  it('CEF, whose values may hold spaces', async () => {
    const line =
      'Mar  4 09:00:00 fw CEF:0|Maker|Wall|1.0|100|traffic|3|src=192.0.2.10 spt=50001 dst=198.51.100.5 ' +
      'dpt=443 proto=TCP out=1500 in=9000 msg=allowed by rule 7';
    const { flows } = await importFlows(`${line}\n${line}\n`, 'mapped');
    expect([...flows.dstPort]).toEqual([443, 443]);
  });

  it('keys that the first lines lack are told', async () => {
    const line = 'src=192.0.2.10 dst=198.51.100.5 dport=443 proto=tcp bytes=7';
    const many = `${line}\n`.repeat(1200);
    const { problems, rowsKept } = await importFlows(`${many}${line} extra=1\n`, 'mapped');
    expect(rowsKept).toBe(1201);
    expect(problems.find(({ example }) => example === 'extra')?.effect).toBe('ignored');
  });
});

describe('what is known and holds no flows says what to open instead', () => {
  const message = (text: string) =>
    importBytes(new TextEncoder().encode(text)).then(
      () => 'no error',
      (error: unknown) => String(error),
    );
  it.each([
    [
      "Zeek's dns.log",
      lines({ ts: 1, uid: 'C', 'id.orig_h': 'a', query: 'x', qtype_name: 'A' }),
      "Zeek's dns.log, which tells of no flows; open conn.log",
    ],
    [
      'a log of Zeek that tells its name',
      lines({ _path: 'weird', ts: 1, uid: 'C' }),
      "Zeek's weird.log",
    ],
    [
      "nfdump's JSON",
      lines({ type: 'FLOW', src4_addr: '192.0.2.1', dst4_addr: '192.0.2.2' }),
      'nfdump -r FILE -o csv',
    ],
    [
      "nfdump's text",
      'Date first seen          Duration Proto      Src IP Addr:Port          Dst IP Addr:Port   Packets    Bytes Flows\n2024-03-04 09:00:00.000     5.000 TCP 192.0.2.10:50001 ->  198.51.100.5:443  10 1500 1\n',
      'nfdump -r FILE -o csv',
    ],
    [
      'tcpdump',
      '09:00:00.000001 IP 192.0.2.10.50001 > 198.51.100.5.443: Flags [S], length 0\n'.repeat(3),
      'open the capture itself',
    ],
    [
      "a web server's log",
      '192.0.2.1 - - [04/Mar/2024:09:00:00 +0000] "GET / HTTP/1.1" 200 5\n'.repeat(3),
      'a log of connections',
    ],
    ['a column', 'a\n1\n2\n', 'one column only (a), and a table has two or more'],
  ])('%s', async (_, text, expected) => {
    expect(await message(text)).toContain(expected);
  });
});
