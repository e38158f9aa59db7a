import { describe, expect, it } from 'vitest';
import { categoryAt } from '../../../src/data/flow-rows.ts';
import type { FlowTable } from '../../../src/data/flow-table.ts';
import type { ImportOptions } from '../../../src/data/import/import-options.ts';
import { importFiles } from '../../../src/data/import/importer.ts';
import { chunksOf, importFlows, importTable, plainColumns } from './support.ts';

const NAMES = ['ts', 'uid', 'id.orig_h', 'id.orig_p', 'id.resp_h', 'id.resp_p', 'proto', 'duration']
  .concat(['orig_bytes', 'resp_bytes', 'orig_pkts', 'resp_pkts'])
  .join(',');

/** A log in which row i has so many bytes, and partners come and go. */
function log(rows: number, from = 0): string {
  const lines = Array.from({ length: rows }, (_, i) => {
    const row = from + i;
    const hosts = [`10.0.0.${row % 7}`, 1025, `192.0.2.${(row * row) % 11}`, 443];
    return [1.7e9 + row / 3, `C${row}`, ...hosts, 'tcp', 1, row, 0, 1, 1].join(',');
  });
  return `${NAMES}\n${lines.join('\n')}\n`;
}

async function importLogs(texts: readonly string[], options: Partial<ImportOptions> = {}) {
  const result = await importFiles(
    texts.map((text) => ({ name: 'conn.csv', chunks: chunksOf(new TextEncoder().encode(text)) })),
    { format: 'auto', windowSeconds: 60, sampleSize: 1e6, seed: '42', ...options },
  );
  if (result.kind !== 'flows') throw new Error('flows were expected');
  return result;
}

/** Which row of the log each flow is. */
const rowsOf = ({ bytesSent }: FlowTable) => [...bytesSent];

describe('a file with more flows than wanted', () => {
  it('is sampled: as many as wanted, in their order, every cell as in the whole file', async () => {
    const whole = await importFlows(log(1000));
    const part = await importFlows(log(1000), 'auto', { sampleSize: 100 });
    const rows = rowsOf(part.flows);
    expect(part.rowsKept).toBe(1000);
    expect(rows).toHaveLength(100);
    expect(rows).toEqual([...rows].sort((a, b) => a - b));
    const all = plainColumns(whole.flows);
    const expected = Object.entries(all).map(([key, cells]) => [
      key,
      rows.map((row) => cells[row]),
    ]);
    expect(plainColumns(part.flows)).toEqual(Object.fromEntries(expected));
  });

  it('counts partners over all flows, also when most never were in any sample', async () => {
    const rows = 200_000;
    const whole = await importFlows(log(rows));
    const { flows } = await importFlows(log(rows), 'auto', { sampleSize: 50 });
    for (const key of ['srcIpCount', 'dstIpCount'] as const) {
      expect([...flows[key]]).toEqual(rowsOf(flows).map((row) => whole.flows[key][row]));
    }
  });

  it('gives other rows under another seed, and the same under the same', async () => {
    const sample = async (seed: string) =>
      rowsOf((await importFlows(log(500), 'auto', { sampleSize: 50, seed })).flows);
    expect(await sample('7')).toEqual(await sample('7'));
    expect(await sample('7')).not.toEqual(await sample('8'));
  });

  it('gives each row the same chance', async () => {
    const drawn = new Float64Array(40);
    const seeds = 400;
    for (let seed = 0; seed < seeds; seed++) {
      const { flows } = await importFlows(log(40), 'auto', { sampleSize: 10, seed: `${seed}` });
      for (const row of rowsOf(flows)) drawn[row]++;
    }
    // Chi-squared of 40 cells, 39 degrees of freedom: 80 is passed once in ten thousand.
    const expected = seeds / 4;
    const chiSquared = drawn.reduce((sum, n) => sum + (n - expected) ** 2 / (expected * 0.75), 0);
    expect(chiSquared).toBeLessThan(80);
  });

  it('may be a table of numbers', async () => {
    const text = `a,b\n${Array.from({ length: 300_000 }, (_, i) => `${i},${-i}`).join('\n')}\n`;
    const { matrix, rowsKept } = await importTable(text, 'table', { sampleSize: 1000 });
    expect([matrix.rows, rowsKept]).toEqual([1000, 300_000]);
    for (let row = 0; row < 1000; row++) {
      expect(matrix.data[2 * row + 1]).toBe(0 - matrix.data[2 * row]);
    }
  });
});

describe('several files', () => {
  it('are one data set, each flow with the name of its file', async () => {
    const { flows, files } = await importLogs([log(30), log(20, 30)]);
    const { uid: _, sourceFile: __, ...together } = plainColumns(flows);
    const { uid: ___, ...alone } = plainColumns((await importFlows(log(50))).flows);
    expect(together).toEqual(alone);
    expect(files.map(({ name, rowsKept }) => [name, rowsKept])).toEqual([
      ['conn.csv', 30],
      ['conn.csv (2)', 20],
    ]);
    const names = flows.sourceFile ?? { codes: new Uint32Array(), names: [] };
    expect(categoryAt(names, 29)).toBe('conn.csv');
    expect(categoryAt(names, 30)).toBe('conn.csv (2)');
  });

  it('are sampled together', async () => {
    const whole = await importLogs([log(1000)], { sampleSize: 60 });
    const cut = await importLogs([log(300), log(1, 300), log(699, 301)], { sampleSize: 60 });
    expect(rowsOf(cut.flows)).toEqual(rowsOf(whole.flows));
  });

  it('must fit together', async () => {
    const table = 'a,b\n1,2\n3,4\n';
    await expect(importLogs([log(3), table])).rejects.toThrow('conn.csv (2): a table of numbers');
    const counted = `bytes_sent,bytes_recv,packets_sent,packets_recv,duration,dst_port,protocol,src_ip_count,dst_ip_count\n1,1,1,1,1,80,TCP,1,1\n`;
    await expect(importLogs([log(3), counted])).rejects.toThrow('open them one at a time');
  });
});
