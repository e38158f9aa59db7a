import { describe, expect, it } from 'vitest';
import { contentOf, looksLikeHeader } from '../../../src/data/import/mapping/column-content.ts';
import type { ColumnMapping } from '../../../src/data/import/mapping/column-mapping.ts';
import { meaningOfName } from '../../../src/data/import/mapping/column-names.ts';
import { guessMapping } from '../../../src/data/import/mapping/guess-columns.ts';

/** The guess for a header and rows, cells apart by commas; only what was guessed. */
function guessed(header: string, ...rows: string[]): Partial<ColumnMapping['columns']> {
  const { columns } = mappingOf(header, ...rows);
  return Object.fromEntries(Object.entries(columns).filter(([, name]) => name !== null));
}

function mappingOf(header: string, ...rows: string[]): ColumnMapping {
  return guessMapping({
    delimiter: ',',
    hasHeader: true,
    names: header.split(','),
    rows: rows.map((row) => row.split(',')),
  });
}

describe('the columns of tables as people keep them', () => {
  it('client and server, up and down', () => {
    expect(
      guessed(
        'When,Client,Server,Server port,Proto,Secs,Up bytes,Down bytes,Up pkts,Down pkts',
        '2024-03-05 09:00:01,10.0.0.5,192.0.2.1,443,tcp,0.5,100,2000,5,6',
      ),
    ).toEqual({
      startTime: 'When',
      originatorAddress: 'Client',
      responderAddress: 'Server',
      dstPort: 'Server port',
      protocol: 'Proto',
      duration: 'Secs',
      bytesSent: 'Up bytes',
      bytesRecv: 'Down bytes',
      packetsSent: 'Up pkts',
      packetsRecv: 'Down pkts',
    });
  });

  it("Wireshark's conversations", () => {
    expect(
      guessed(
        'Address A,Port A,Address B,Port B,Packets,Bytes,Packets A → B,Bytes A → B,' +
          'Packets B → A,Bytes B → A,Rel Start,Duration,Bits/s A → B',
        '10.0.0.5,50000,192.0.2.1,443,11,2100,5,100,6,2000,0.25,0.5,1600',
      ),
    ).toEqual({
      originatorAddress: 'Address A',
      originatorPort: 'Port A',
      responderAddress: 'Address B',
      dstPort: 'Port B',
      packetsSent: 'Packets A → B',
      bytesSent: 'Bytes A → B',
      packetsRecv: 'Packets B → A',
      bytesRecv: 'Bytes B → A',
      duration: 'Duration',
    });
  });

  it("nfstream's flows, whose names have no spaces and whose times are in milliseconds", () => {
    const mapping = mappingOf(
      'id,src_ip,src_mac,src_port,dst_ip,dst_mac,dst_port,protocol,ip_version,' +
        'bidirectional_first_seen_ms,bidirectional_last_seen_ms,bidirectional_duration_ms,' +
        'bidirectional_packets,bidirectional_bytes,src2dst_packets,src2dst_bytes,dst2src_packets,' +
        'dst2src_bytes,application_name',
      '0,10.0.0.5,00:11:22:33:44:55,50000,192.0.2.1,00:11:22:33:44:66,443,6,4,' +
        '1700000000250,1700000000750,500,11,2100,5,100,6,2000,TLS',
      '1,10.0.0.6,00:11:22:33:44:55,50001,192.0.2.1,00:11:22:33:44:66,443,6,4,' +
        '1700000001250,1700000001750,500,11,2100,5,100,6,2000,TLS',
    );
    expect(mapping.durationUnit).toBe('ms');
    expect(mapping.columns).toMatchObject({
      uid: 'id',
      startTime: 'bidirectional_first_seen_ms',
      endTime: 'bidirectional_last_seen_ms',
      duration: 'bidirectional_duration_ms',
      originatorAddress: 'src_ip',
      originatorPort: 'src_port',
      responderAddress: 'dst_ip',
      dstPort: 'dst_port',
      protocol: 'protocol',
      service: 'application_name',
      packetsSent: 'src2dst_packets',
      bytesSent: 'src2dst_bytes',
      packetsRecv: 'dst2src_packets',
      bytesRecv: 'dst2src_bytes',
    });
  });

  it("nProbe's NetFlow, whose IN_BYTES the originator sent", () => {
    expect(
      guessed(
        'IPV4_SRC_ADDR,L4_SRC_PORT,IPV4_DST_ADDR,L4_DST_PORT,PROTOCOL,L7_PROTO,IN_BYTES,OUT_BYTES,' +
          'IN_PKTS,OUT_PKTS,TCP_FLAGS,FLOW_DURATION_MILLISECONDS,Label,Attack',
        '10.0.0.5,50000,192.0.2.1,443,6,7.0,100,2000,5,6,27,500,0,Benign',
        '10.0.0.6,50001,192.0.2.1,22,6,92.0,100,2000,5,6,27,500,1,Brute force',
      ),
    ).toEqual({
      originatorAddress: 'IPV4_SRC_ADDR',
      originatorPort: 'L4_SRC_PORT',
      responderAddress: 'IPV4_DST_ADDR',
      dstPort: 'L4_DST_PORT',
      protocol: 'PROTOCOL',
      service: 'L7_PROTO',
      bytesSent: 'IN_BYTES',
      bytesRecv: 'OUT_BYTES',
      packetsSent: 'IN_PKTS',
      packetsRecv: 'OUT_PKTS',
      duration: 'FLOW_DURATION_MILLISECONDS',
      label: 'Label',
      attackType: 'Attack',
    });
  });

  it('UNSW-NB15, whose words are cut to a letter', () => {
    expect(
      guessed(
        'srcip,sport,dstip,dsport,proto,state,dur,sbytes,dbytes,sttl,dttl,sloss,dloss,service,Sload,' +
          'Dload,Spkts,Dpkts,swin,Stime,Ltime,attack_cat,Label',
        '59.166.0.0,1390,149.171.126.6,53,udp,CON,0.001055,132,164,31,29,0,0,dns,500473.9,621800.9,' +
          '2,2,0,1421927414,1421927414,,0',
        '59.166.0.0,33661,149.171.126.9,1024,udp,CON,0.036133,528,304,31,29,0,0,-,87676.1,50480.2,' +
          '4,4,0,1421927415,1421927416,Exploits,1',
      ),
    ).toEqual({
      originatorAddress: 'srcip',
      originatorPort: 'sport',
      responderAddress: 'dstip',
      dstPort: 'dsport',
      protocol: 'proto',
      connState: 'state',
      duration: 'dur',
      bytesSent: 'sbytes',
      bytesRecv: 'dbytes',
      service: 'service',
      packetsSent: 'Spkts',
      packetsRecv: 'Dpkts',
      startTime: 'Stime',
      endTime: 'Ltime',
      attackType: 'attack_cat',
      label: 'Label',
    });
  });

  it('CIDDS-001, whose one count of bytes is what was sent', () => {
    expect(
      guessed(
        'Date first seen,Duration,Proto,Src IP Addr,Src Pt,Dst IP Addr,Dst Pt,Packets,Bytes,Flows,' +
          'Flags,Tos,class,attackType,attackID,attackDescription',
        '2017-03-15 00:01:16.632,0.000,TCP,192.168.100.5,445,192.168.220.16,58844,1,108,1,.AP...,' +
          '0,normal,---,---,---',
      ),
    ).toEqual({
      startTime: 'Date first seen',
      duration: 'Duration',
      protocol: 'Proto',
      originatorAddress: 'Src IP Addr',
      originatorPort: 'Src Pt',
      responderAddress: 'Dst IP Addr',
      dstPort: 'Dst Pt',
      packetsSent: 'Packets',
      bytesSent: 'Bytes',
      label: 'class',
      attackType: 'attackType',
    });
  });

  it('IPFIX', () => {
    expect(
      guessed(
        'flowStartMilliseconds,flowEndMilliseconds,sourceIPv4Address,destinationIPv4Address,' +
          'sourceTransportPort,destinationTransportPort,protocolIdentifier,octetDeltaCount,packetDeltaCount',
        '1700000000250,1700000000750,10.0.0.5,192.0.2.1,50000,443,6,100,5',
      ),
    ).toEqual({
      startTime: 'flowStartMilliseconds',
      endTime: 'flowEndMilliseconds',
      originatorAddress: 'sourceIPv4Address',
      responderAddress: 'destinationIPv4Address',
      originatorPort: 'sourceTransportPort',
      dstPort: 'destinationTransportPort',
      protocol: 'protocolIdentifier',
      bytesSent: 'octetDeltaCount',
      packetsSent: 'packetDeltaCount',
    });
  });
});

describe('a guess', () => {
  it('goes by the cells where names say nothing', () => {
    expect(
      guessed(
        'c1,c2,c3,c4,c5,c6,c7',
        '2024-03-05T09:00:01Z,10.0.0.5,50000,192.0.2.1,443,TCP,BENIGN',
        '2024-03-05T09:00:02Z,10.0.0.6,50001,192.0.2.1,443,UDP,Bot',
      ),
    ).toEqual({
      startTime: 'c1',
      originatorAddress: 'c2',
      originatorPort: 'c3',
      responderAddress: 'c4',
      dstPort: 'c5',
      protocol: 'c6',
      label: 'c7',
    });
  });

  it('puts no words where numbers belong, and no small numbers where times do', () => {
    expect(guessed('bytes sent,duration,start', 'many,long,0.5')).toEqual({});
  });

  it('takes each column once', () => {
    const { columns } = mappingOf('ip,ip (2),ip (3)', '10.0.0.5,10.0.0.6,10.0.0.7');
    expect(columns).toMatchObject({ originatorAddress: 'ip', responderAddress: 'ip (2)' });
    expect(Object.values(columns).filter((name) => name !== null)).toHaveLength(2);
  });

  it.each([
    ['bytes to server', 'bytes', 'originator'],
    ['bytes_toclient', 'bytes', 'responder'],
    ['Bytes from server', 'bytes', 'responder'],
    ['totalBytesReceived', 'bytes', 'responder'],
    ['pktsOut', 'packets', 'originator'],
    ['dst2src_packets', 'packets', 'responder'],
    ['Bytes/s', null, null],
    ['max packet size', null, null],
    ['src country', null, 'originator'],
  ])('reads the name %s as %s of the %s', (name, kind, end) => {
    expect(meaningOfName(name)).toMatchObject({ kind, end });
  });

  it('knows units by the names of the columns', () => {
    const mapping = mappingOf('duration (µs),kB sent,client ip', '5,1,10.0.0.1');
    expect([mapping.durationUnit, mapping.byteUnit]).toEqual(['µs', 'kB']);
  });

  it('knows labels by other names', () => {
    expect(guessed('src,verdict', '10.0.0.1,good', '10.0.0.2,bad').label).toBe('verdict');
    expect(guessed('src,benign', '10.0.0.1,True', '10.0.0.2,False').label).toBe('benign');
  });

  it.each([
    [['When', 'Client', 'Bytes'], true],
    [['2024-03-05 09:00', '10.0.0.1', '5'], false],
    [['10.0.0.1', 'x', 'y'], false],
    [['1', '2', 'three'], false],
    [['', ''], false],
    [['1h', '2h', 'x'], true],
  ])('takes %j for a header: %j', (record, isHeader) => {
    expect(looksLikeHeader(record)).toBe(isHeader);
  });

  it('sees what cells are', () => {
    expect(contentOf(['6', '17', '', '-'])).toMatchObject({ filled: 2, protocols: 1, ports: 1 });
    expect(contentOf(['fe80::1', '10.0.0.300'])).toMatchObject({ addresses: 0.5, numbers: 0 });
    expect(contentOf(['1700000000250', '5/3/2024 9:00'])).toMatchObject({ times: 1 });
  });

  it('stays quick with wide tables and hostile names', () => {
    const names = Array.from({ length: 5000 }, (_, i) => `${'srcpackets'.repeat(50)}${i}`);
    const rows = [names.map(() => '10.0.0.1')];
    const { columns } = guessMapping({ delimiter: ',', hasHeader: true, names, rows });
    expect(columns.originatorAddress).toBe(names[0]);
  });
});
