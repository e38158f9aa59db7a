import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readJsonFixture } from '../../../support.ts';
import { type Flow, readCapture } from './flows.ts';

/** What `record.py` recorded of one stream. */
interface Talk {
  readonly protocol: string;
  readonly hosts: readonly [string, string];
  readonly ports: readonly [number, number] | null;
  readonly packets: readonly [number, number];
  readonly ipBytes: readonly [number, number];
}

const RECORDED = readJsonFixture<Record<string, Talk[]>>('captures/tshark.json');

const packed = (name: string) =>
  readFileSync(new URL(`../../../fixtures/captures/${name}.gz`, import.meta.url));

/** Packets and IP bytes by sender and receiver, summed over conversations of the same ends. */
function sums(talks: readonly Talk[]): Map<string, readonly [number, number]> {
  const bySender = new Map<string, readonly [number, number]>();
  for (const { protocol, hosts, ports, packets, ipBytes } of talks) {
    const ends = hosts.map((host, i) => (ports === null ? host : `${host} ${ports[i]}`));
    for (const [way, key] of [`${ends[0]} > ${ends[1]}`, `${ends[1]} > ${ends[0]}`].entries()) {
      if (packets[way] === 0) continue;
      const [before, bytesBefore] = bySender.get(`${protocol} ${key}`) ?? [0, 0];
      const sum = [before + packets[way], bytesBefore + ipBytes[way]] as const;
      bySender.set(`${protocol} ${key}`, sum);
    }
  }
  return new Map([...bySender].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function asTalk(flow: Flow): Talk {
  const { protocol, originator, responder, originatorPort, responderPort, ...rest } = flow;
  return {
    ...rest,
    protocol,
    hosts: [originator, responder],
    ports: protocol === 'ICMP' ? null : [originatorPort, responderPort],
  };
}

describe("packets and IP bytes each way equal tshark's", () => {
  it.each(Object.keys(RECORDED))('%s', async (name) => {
    const flows = await readCapture(gunzipSync(packed(name)));
    expect(sums(flows.map(asTalk))).toEqual(sums(RECORDED[name]));
  });

  it('of a capture that is still gzipped', async () => {
    const flows = await readCapture(packed('ethernet.pcap'));
    expect(sums(flows.map(asTalk))).toEqual(sums(RECORDED['ethernet.pcap']));
  });
});

describe('two conversations, as they were captured by other means', () => {
  const https = ['192.0.2.10 50001', '198.51.100.5 443'];
  const ssh = ['192.0.2.11 50002', '198.51.100.5 22'];
  // As in Zeek's conn.log, a tunnel in UDP is a connection, too.
  const tunnel = (port: number) => ['203.0.113.1 30000', `203.0.113.2 ${port}`];

  it.each([
    ['erspan', [https, ssh]],
    ['geneve', [https, ssh, tunnel(6081)]],
    ['pflog', [https]],
    ['radiotap', [https]],
    ['vxlan', [https, ssh, tunnel(4789)]],
  ])('%s', async (name, ends) => {
    const url = new URL(`../../../fixtures/captures/two-flows/${name}.pcap`, import.meta.url);
    const flows = await readCapture(readFileSync(url));
    expect(
      flows.map((flow) => [
        `${flow.originator} ${flow.originatorPort}`,
        `${flow.responder} ${flow.responderPort}`,
      ]),
    ).toEqual(ends);
    for (const { protocol, packets, payload, ipBytes, state } of flows) {
      expect({ packets, payload, ipBytes, state }).toEqual(
        protocol === 'TCP'
          ? { packets: [7, 5], payload: [300, 3000], ipBytes: [580, 3200], state: 'SF' }
          : { packets: [24, 0], payload: [8088, 0], ipBytes: [8760, 0], state: 'S0' },
      );
    }
  });
});
