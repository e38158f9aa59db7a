import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { categoryAt } from '../../../src/data/flow-rows.ts';
import { ATTACK, NORMAL } from '../../../src/data/flow-table.ts';
import { inspectFile } from '../../../src/data/import/inspect.ts';
import { attackTypes, chunksOf, importBytes, importFlows, told } from './support.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const SAMPLES = ['conn.log', 'flows.csv', 'capture.pcap'];
const MOST_BYTES = 200_000;

/** RFC 1918 and RFC 5737; 224.0.0.251 is multicast DNS's, not anybody's. */
const NOBODYS = /^(?:192\.168\.|192\.0\.2\.|198\.51\.100\.|203\.0\.113\.|224\.0\.0\.251$)/;

const shipped = (name: string) => readFileSync(join(ROOT, 'public/samples', name));
const count = (words: readonly string[], word: string) =>
  words.filter((other) => other === word).length;

describe('the samples that ship', () => {
  const folder = mkdtempSync(join(tmpdir(), 'samples-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('are what their script writes, byte for byte', () => {
    execFileSync(process.execPath, [join(ROOT, 'scripts/samples.mjs'), folder]);
    for (const name of SAMPLES) {
      expect(readFileSync(join(folder, name)).equals(shipped(name)), name).toBe(true);
    }
  });

  it('are small, and no one’s traffic', () => {
    for (const name of SAMPLES) expect(shipped(name).length, name).toBeLessThan(MOST_BYTES);
    for (const name of ['conn.log', 'flows.csv']) {
      const addresses =
        shipped(name)
          .toString()
          .match(/\b\d+\.\d+\.\d+\.\d+\b/g) ?? [];
      expect(addresses.length).toBeGreaterThan(1000);
      expect(addresses.filter((address) => !NOBODYS.test(address))).toEqual([]);
    }
  });
});

describe('the sample log', () => {
  it('holds a labelled hour with a scan and a beacon, nothing refused', async () => {
    const { flows, format, problems } = await importFlows(shipped('conn.log').toString());
    expect(format).toBe('Zeek conn.log (TSV)');
    expect(flows.length).toBe(1270);
    expect(flows.label.filter((label) => label === NORMAL).length).toBe(1145);
    expect(flows.label.filter((label) => label === ATTACK).length).toBe(125);
    const types = attackTypes(flows);
    expect([count(types, 'port_scan'), count(types, 'c2_beacon')]).toEqual([100, 25]);
    expect(told(problems).filter((line) => line.startsWith('refused'))).toEqual([]);
  });
});

describe('the sample capture', () => {
  /** 44 pages and the question for each, 28 calls home, 130 ports tried, time, multicast, pings. */
  const FLOWS = 44 + 44 + 28 + 130 + 10 + 5 + 1;

  it('becomes as many flows as it holds conversations, of the lengths on the wire', async () => {
    const result = await importBytes(shipped('capture.pcap'));
    if (result.kind !== 'flows') throw new Error('no flows');
    const { flows, format, problems } = result;
    expect(format).toBe('Packet capture (pcap)');
    expect(flows.length).toBe(FLOWS);
    expect(told(problems)).toEqual([
      'ignored packet that is not IP: ARP: 8 at 342 411 432 769 841',
    ]);
    const { dstPort, bytesSent, bytesRecv, connState } = flows;
    if (connState === undefined) throw new Error('no states');
    const states = Array.from(dstPort, (_, row) => categoryAt(connState, row));
    expect([count(states, 'REJ'), count(states, 'SF')]).toEqual([127, 44 + 44 + 28 + 10]);
    // The calls home say the same each time: its bytes are cut off, its length is not.
    const calls = Array.from(dstPort.keys()).filter((row) => dstPort[row] === 8443);
    expect(calls.map((row) => [bytesSent[row], bytesRecv[row]])).toEqual(
      Array(28).fill([236, 148]),
    );
  });
});

describe('the sample table', () => {
  const table = shipped('flows.csv');

  it('is of no kind known, and its columns are guessed without a slip', async () => {
    const { guess } = (await inspectFile({ name: 'flows.csv', chunks: chunksOf(table) })) ?? {};
    const mapped = Object.entries(guess?.columns ?? {}).filter(([, name]) => name !== null);
    expect(Object.fromEntries(mapped)).toEqual({
      startTime: 'When',
      duration: 'Secs',
      originatorAddress: 'Client',
      responderAddress: 'Server',
      dstPort: 'Server port',
      protocol: 'Proto',
      bytesSent: 'Up bytes',
      bytesRecv: 'Down bytes',
      packetsSent: 'Up pkts',
      packetsRecv: 'Down pkts',
    });
  });

  it('has a few odd cells, each told; one conversation sends far more than all others', async () => {
    const result = await importFlows(table.toString(), 'mapped');
    const { flows, zoneless, rowsRead } = result;
    expect([rowsRead, flows.length, zoneless]).toEqual([804, 802, true]);
    expect(told(result.problems)).toEqual([
      'refused Down bytes is negative: 1 at 305',
      'refused Server port is not a port, 0 to 65535: 1 at 641',
      'repaired Secs is unset: 0 used: 2 at 41 233',
      'repaired Up bytes is unset: 0 used: 1 at 97',
      'repaired Down bytes is unset: 0 used: 1 at 477',
      'repaired times carry no zone: read in UTC: 802 at ',
    ]);
    const clients = flows.originatorAddress?.names ?? [];
    expect(clients).toContain('=1+1');
    expect(clients).toContain('<b>reception</b>');
    const [most, next] = Array.from(flows.bytesSent).sort((a, b) => b - a);
    expect(most).toBeGreaterThan(50 * next);
  });
});
