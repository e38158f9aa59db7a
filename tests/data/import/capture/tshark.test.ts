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
