import { describe, expect, it } from 'vitest';
import { InputError } from '../../../src/data/errors.ts';
import { readFixture } from '../../support.ts';
import {
  attackTypes,
  chunksOf,
  importBytes,
  importChunks,
  importFlows,
  importTable,
  told,
} from './support.ts';

const fixture = (name: string) => readFixture(`import/${name}`);
const HEADER =
  'bytes_sent,bytes_recv,packets_sent,packets_recv,duration,dst_port,protocol,src_ip_count,dst_ip_count';
const ROW = '1,2,1,1,0.5,80,TCP,1,1';

describe('odd rows', () => {
  it('are refused with their lines, and the rest is kept', async () => {
    const { flows, rowsRead, problems } = await importFlows(fixture('odd-flows.csv'));
    expect(attackTypes(flows)).toEqual(['normal', 'normal', 'normal', 'a "quoted"\nname']);
    expect(told(problems)).toEqual([
      'refused duration is not a number: 3 at 3 8 16',
      'refused bytes_sent is negative: 1 at 4',
      'refused dst_port is not a port, 0 to 65535: 1 at 6',
      'refused packets_sent is not a whole number: 1 at 7',
      'refused bytes_sent is beyond 2^53: 1 at 9',
      "refused the row has not as many fields as the header's columns: 1 at 10",
      'refused bytes_recv is unset: 1 at 13',
      'ignored columns that are not used: 1 at 1',
      'ignored blank line: 1 at 5',
    ]);
    const refused = problems.filter(({ effect }) => effect === 'refused');
    expect(refused.reduce((sum, { count }) => sum + count, 0)).toBe(rowsRead - flows.length);
    expect(problems[0].example).toBe('abc');
  });

  it('name the first five lines of many', async () => {
    const { problems } = await importFlows(`${HEADER}\n${ROW}\n${'1,2\n'.repeat(50)}`);
    expect(problems[0]).toMatchObject({ count: 50, firstLines: [3, 4, 5, 6, 7] });
  });

  it('do not undo the repairs of others, nor count their own', async () => {
    const refusedAfterRepair = fixture('conn.csv')
      .replace(',dns,0.020000,', ',dns,,')
      .replace(',53,udp', ',99999,udp');
    const { problems } = await importFlows(refusedAfterRepair);
    expect(told(problems)).toContain('repaired duration is unset: 0 used: 1 at 3');
    expect(told(problems)).toContain('refused id.resp_p is not a port, 0 to 65535: 1 at 4');
  });

  it('of JSON may hold an object where a word should stand', async () => {
    const nested = fixture('conn.json.log')
      .replace('"Ca2"', '{"deep":[1]}')
      .replace('"udp"', 'nul');
    const { flows, problems } = await importFlows(nested);
    expect(flows.length).toBe(2);
    expect(told(problems).slice(0, 2)).toEqual([
      'refused uid is neither a number nor a word: 1 at 2',
      'refused the line is not a JSON object: 1 at 3',
    ]);
  });

  it('leave no word behind in the columns', async () => {
    const { flows } = await importFlows(
      `${HEADER}\n${ROW}\n${ROW.replace('TCP', 'SCTP')},9\n-${ROW.replace('TCP', 'GRE')}\n`,
    );
    expect(flows.protocol.names).toEqual(['TCP']);
  });

  it('may hold a quote that is never closed: reading goes on with the next line', async () => {
    const { flows, problems } = await importFlows(`${HEADER}\n${ROW}\n"${ROW}\n${ROW}\n${ROW}`);
    expect(flows.length).toBe(3);
    expect(told(problems)).toEqual(['refused the line opens a quote that is never closed: 1 at 3']);
  });

  it('may hold text after a quote', async () => {
    const { flows, problems } = await importFlows(
      `${HEADER}\n${ROW}\n"1"2,${ROW.slice(2)}\n${ROW}\n`,
    );
    expect(flows.length).toBe(2);
    expect(problems[0].firstLines).toEqual([3]);
  });

  it('may be longer than any line should be, by a little or by a lot', async () => {
    const long = `${HEADER}\n${ROW}\n${'x'.repeat(1 << 20)}\n${ROW}\n${'y'.repeat(5 << 20)}\n${ROW}\n${'z'.repeat(3 << 20)}`;
    const { flows, rowsRead, problems } = await importFlows(long);
    expect([flows.length, rowsRead]).toEqual([3, 6]);
    expect(told(problems)).toEqual(['refused the line is longer than 1 MiB: 3 at 3 5 7']);
  });

  it('may open a quote that megabytes do not close', async () => {
    const rows = `${ROW}\n`.repeat(120_000);
    const { flows, problems } = await importFlows(`${HEADER}\n${ROW}\n"${rows}`);
    expect(flows.length).toBe(120_000);
    expect(told(problems)).toEqual(['refused the line opens a quote that is never closed: 1 at 3']);
  });
});

describe('bytes that are not UTF-8', () => {
  it('become U+FFFD and are reported, wherever they stand', async () => {
    const bytes = new TextEncoder().encode(
      `${HEADER},attack_type,note\n${ROW},ab,é\n${ROW},cd,x\n${ROW},é,y\n`,
    );
    const at = bytes.indexOf('b'.charCodeAt(0), HEADER.length + ROW.length);
    bytes[at] = 0xff;
    bytes[bytes.indexOf('x'.charCodeAt(0), at)] = 0xc3;
    const result = await importBytes(bytes);
    if (result.kind !== 'flows') throw new Error('flows were expected');
    expect(attackTypes(result.flows)).toEqual(['a\ufffd', 'cd', 'é']);
    expect(told(result.problems)).toContain(
      'repaired text is not UTF-8: \ufffd used for what is not: 2 at 2 3',
    );
  });
});

describe('a file that cannot be used says why', () => {
  const message = (text: string, format?: 'flows' | 'zeek' | 'table') =>
    importBytes(new TextEncoder().encode(text), format, { fileName: 'conn.log' }).then(
      () => 'no error',
      (error: unknown) => (error instanceof InputError ? error.message : `a defect: ${error}`),
    );

  it.each([
    ['', 'conn.log: empty'],
    [' \n\n', 'conn.log: empty'],
    ['a\0b', 'conn.log: binary content: a NUL byte at byte 1'],
    ['[{"id.orig_h": 1}]', 'expected a Zeek conn.log'],
    [
      '{"event_type":"flow","src_ip":"10.0.0.1"}\n',
      '0 of 2 columns are numeric (event_type, src_ip); expected a Zeek',
    ],
    ['name,city\nAnn,Oslo\nBob,Rome\n', '0 of 2 columns are numeric (name, city); expected'],
    ['n,name,city\n1,Ann,Oslo\n2,Bob,Rome\n', '1 of 3 columns are numeric (n, name, city)'],
    [`${HEADER}\n`, 'conn.log: there is no row of data'],
    [
      `${HEADER}\n${ROW.replace('0.5', 'abc')}\n`,
      'conn.log: none of its 1 rows can be used; line 2: duration "abc" is not a number',
    ],
    ['#separator \\x09\n#path\tconn\n1\t2\n', 'line 3: the row stands before any #fields line'],
    ['#separator ab\n', 'conn.log line 1: #separator "ab" is not one ASCII character'],
    [
      '#fields\tts\tuid\n',
      'conn.log line 1: a log without the columns of a connection log (ts, id.orig_h',
    ],
  ])('%j', async (text, expected) => {
    expect(await message(text)).toContain(expected);
  });

  it('names the columns that a flow table lacks, and those it has', async () => {
    const text = `${HEADER.replace('duration', 'dur').replace('dst_port', 'port')}\n${ROW}\n`;
    expect(await message(text, 'flows')).toMatch(
      /columns duration, dst_port missing; the header has bytes_sent.*dur, port/,
    );
  });

  it('names the fields that a connection log lacks', async () => {
    expect(await message('ts,id.orig_h\n1,2\n', 'zeek')).toContain('id.resp_h');
  });

  it('tells UTF-16 by its first bytes', async () => {
    await expect(importBytes(Uint8Array.of(0xff, 0xfe, 65))).rejects.toThrow('UTF-16');
  });

  it('wants a window longer than nothing', async () => {
    await expect(importFlows(`${HEADER}\n${ROW}`, 'auto', { windowSeconds: 0 })).rejects.toThrow(
      'windowSeconds must be more than 0',
    );
  });
});

describe('two columns of one name', () => {
  it('are the first one, and one that is not used', async () => {
    const { flows, problems } = await importFlows(`${HEADER},duration\n${ROW},9\n`);
    expect([...flows.duration]).toEqual([0.5]);
    expect(problems[0]).toMatchObject({ effect: 'ignored', count: 1, example: 'duration' });
  });
});

describe('the format asked for', () => {
  it('is taken though another was recognised', async () => {
    const table = await importTable(`${HEADER}\n${ROW}\n`, 'table');
    expect(table.matrix.names).not.toContain('protocol');
    expect(table.matrix.columns).toBe(8);
  });
});

describe('progress', () => {
  it('tells bytes and rows as they come, up to the whole file', async () => {
    const text = `${HEADER}\n${`${ROW}\n`.repeat(100_000)}`;
    const seen: [number, number][] = [];
    const bytes = new TextEncoder().encode(text);
    const cuts = Array.from({ length: 9 }, (_, i) => (i + 1) * 500_000);
    await importChunks(chunksOf(bytes, cuts), 'auto', {
      onProgress: (bytes, rows) => seen.push([bytes, rows]),
    });
    expect(seen.length).toBeGreaterThan(1);
    expect(seen.at(-1)).toEqual([text.length, 100_000]);
    expect(seen.every(([bytes], i) => i === 0 || bytes >= seen[i - 1][0])).toBe(true);
  });
});
