import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { packetListAdvice } from '../../../src/data/import/kinds/packet-list.ts';
import { readFixture } from '../../support.ts';

const CASE = readFixture('import/cases/wireshark_packets.csv');
const HEADER = CASE.split('\n')[0].replaceAll('"', '').split(',');

describe('a list of packets', () => {
  it.each([
    HEADER,
    HEADER.map((name) => name.toLowerCase()),
    ['No.', 'Time', 'Delta', 'Source', 'Destination', 'Protocol', 'Length', 'Info'],
    ['frame.number', 'frame.time_epoch', 'ip.src', 'ip.dst', 'frame.len'],
    ['frame.time_relative', 'ipv6.src', 'ipv6.dst', 'udp.length'],
    ['_ws.col.No.', '_ws.col.Time', '_ws.col.Source', '_ws.col.Destination'],
  ])('is told by its header: %s', (...header) => {
    const advice = packetListAdvice(header);
    expect(advice).toMatch(/^a list of packets, not of flows; open the capture/);
  });

  it('may be added up where no capture is left', () => {
    expect(packetListAdvice(HEADER)).toContain(
      'duckdb -c "COPY (SELECT \\"Source\\" AS src, \\"Destination\\" AS dst, ' +
        '\\"Protocol\\" AS protocol, count(*) AS packets, sum(\\"Length\\") AS bytes, ' +
        'max(\\"Time\\") - min(\\"Time\\") AS duration FROM',
    );
  });

  it('is no table of flows or of conversations, and none that somebody labelled', () => {
    const sample = readFileSync('public/samples/flows.csv', 'utf8').split('\n')[0].split(',');
    expect(packetListAdvice(sample)).toBeUndefined();
    for (const header of [
      ['Address A', 'Port A', 'Address B', 'Port B', 'Packets', 'Bytes', 'Duration'],
      ['Time', 'Source', 'Destination', 'Protocol', 'Bytes'],
      ['frame.time', 'ip.src', 'ip.dst', 'tcp.len', 'Attack_label'],
      ['src', 'dst'],
      [],
    ]) {
      expect(packetListAdvice(header)).toBeUndefined();
    }
  });
});
