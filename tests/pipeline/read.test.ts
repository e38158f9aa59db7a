import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/data/errors.ts';
import { NOTEBOOK_PARAMETERS } from '../../src/pipeline/parameters/parameters.ts';
import type { ReadingParameters } from '../../src/pipeline/parameters/reading-parameters.ts';
import { scoresCsv, trafficCsv } from '../../src/pipeline/traffic/csv.ts';
import { readTraffic } from '../../src/pipeline/traffic/read.ts';

const HEADER =
  'ts,id.orig_h,id.orig_p,id.resp_h,id.resp_p,proto,duration,orig_bytes,resp_bytes,orig_pkts,resp_pkts';

/** A log with a flow from each of these originators to the responder beside. */
function log(...ends: readonly (readonly [string, string])[]): string {
  const lines = ends.map(([from, to], i) => `${i},${from},1025,${to},80,udp,1,10,20,1,2`);
  return [HEADER, ...lines, ''].join('\n');
}

function read(text: string, parameters: Partial<ReadingParameters> = {}) {
  const source = { name: 'conn.csv', chunks: bytesOf(text) };
  return readTraffic([source], 'auto', { ...NOTEBOOK_PARAMETERS, ...parameters });
}

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(text);
}

describe('leaving out link-local, multicast and broadcast', () => {
  const ENDS = [
    ['10.0.0.1', '192.0.2.1'],
    ['10.0.0.1', '224.0.0.251'],
    ['10.0.0.1', '255.255.255.255'],
    ['169.254.3.4', '10.0.0.1'],
    ['fe80::1', 'ff02::fb'],
    ['2001:db8::1', '2001:db8::2'],
    ['printer', '10.0.0.1'],
  ] as const;

  it('keeps the flows between two hosts and says how many went', async () => {
    const { flows, imported } = await read(log(...ENDS), { unicastOnly: true });
    expect([...(flows?.startTime ?? [])]).toEqual([0, 5, 6]);
    expect(imported).toMatchObject({ rowsKept: 7, leftOut: 4, sampledFrom: null });
  });

  it('happens only when asked', async () => {
    const { flows, imported } = await read(log(...ENDS));
    expect(flows?.length).toBe(7);
    expect(imported?.leftOut).toBe(0);
  });

  it('never leaves nothing', async () => {
    await expect(read(log(ENDS[1]), { unicastOnly: true })).rejects.toThrow(InputError);
  });
});

describe('flows written as CSV', () => {
  it('read back as they were, identifiers and what is not known too', async () => {
    const text = `uid,${HEADER}\nCa1,0,10.0.0.1,1025,192.0.2.1,80,tcp,-,-,20,1,2\n`;
    const first = await read(text);
    const again = await read([...trafficCsv(first)].join(''));
    expect(again.flows).toEqual(first.flows);
    expect([...scoresCsv(first, [])].join('')).toContain('bytes duration');
  });
});
