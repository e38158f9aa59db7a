import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inspectFile } from '../../../src/data/import/inspect.ts';
import { headerIn } from '../../../src/data/import/mapping/table-header.ts';
import { readFixture } from '../../support.ts';
import { chunksOf, importBytes, importFlows, told } from './support.ts';

const encoder = new TextEncoder();
const records = (text: string) => text.split('\n').map((line) => line.split(','));

describe('the first record of a table', () => {
  it.each([
    ['names above numbers', 'a,b\n1,2\n3,4', true],
    ['numbers above numbers', '1,2\n3,4', false],
    ['a row of words and numbers', '0,tcp,http,SF,181\n0,udp,private,SF,105', false],
    ['words that come again', 'tcp,http\ntcp,dns\nudp,http', false],
    ['words that do not', 'proto,service\ntcp,http\nudp,dns', true],
    ['an address among words', '10.0.0.1,a\n10.0.0.2,b', false],
    ['a name above addresses', 'host,b\n10.0.0.1,a\n10.0.0.2,b', true],
    ['years above numbers, beside names', 'host,site,2023\n10.0.0.1,7,1\n10.0.0.2,8,2', true],
    ['columns that are counted', '0,1,2,3\n0.5,1.5,7,1\n0.25,3,4,0', true],
    ['a row that counts by chance among others', '1,2,3,4\n1,2,3,4\n2,3,4,5', false],
    ['a missing value', '?,2\n3,4', false],
    ['names alone', 'a,b', true],
    ['numbers alone', '1,2', false],
  ])('%s', (_, text, hasHeader) => {
    expect(headerIn(records(text)).hasHeader).toBe(hasHeader);
  });
});

describe('a table without a header keeps its first row', () => {
  const KDD =
    '0,tcp,ftp_data,SF,491,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,2,2,0.00,0.00,0.00,0.00,1.00,0.00,0.00,' +
    '150,25,0.17,0.03,0.17,0.00,0.00,0.00,0.05,0.00';
  const UNSW =
    '59.166.0.0,1390,149.171.126.6,53,udp,CON,0.001055,132,164,31,29,0,0,dns,500473.9375,621800.9375,' +
    '2,2,0,0,0,0,66,82,0,0,0,0,1421927414,1421927414,0.017,0.013,0,0,0,0,0,0,0,0,3,7,1,3,1,1,1,';

  it('NSL-KDD, with its own names', async () => {
    const text = `${KDD},normal,20\n${KDD},neptune,21\n${KDD},normal,18\n`;
    const result = await importBytes(encoder.encode(text));
    if (result.kind !== 'table') throw new Error(result.kind);
    expect(result.rowsKept).toBe(3);
    expect(result.matrix.names).toContain('dst_host_srv_rerror_rate');
    expect([...result.label]).toEqual([0, 1, 0]);
    expect(told(result.problems).join()).toContain('columns are named as in NSL-KDD');
  });

  it('UNSW-NB15, with its own names', async () => {
    const { flows, problems } = await importFlows(`${UNSW},0\n${UNSW}Exploits,1\n`, 'mapped');
    expect(flows.length).toBe(2);
    expect([...flows.dstPort]).toEqual([53, 53]);
    expect([...flows.bytesRecv]).toEqual([164, 164]);
    expect(told(problems).join()).toContain('columns are named as in UNSW-NB15');
  });

  it("the end of Zeek's log, cut off from its directives", async () => {
    const row = (uid: string) =>
      `1709542800.1\t${uid}\t192.0.2.10\t50001\t198.51.100.5\t443\ttcp\tssl\t1.5\t100\t2000\tSF\tT\tF\t0` +
      '\tShADadFf\t5\t360\t6\t2300\t-';
    const { flows, format } = await importFlows(
      `${row('CHhAvVGS1DHFjwGM9')}\n${row('CHhAvVGS1DHFjwGM8')}\n`,
    );
    expect(format).toContain('Zeek conn.log');
    expect([...flows.packetsRecv]).toEqual([6, 6]);
  });

  it('also where a person says so, whatever it looks like', async () => {
    const text = 'a,b\nc,d\n1,2\n';
    const result = await importBytes(encoder.encode('7,8\n1,2\n3,4\n'), 'table', {
      cut: { hasHeader: true },
    });
    expect(result.rowsKept).toBe(2);
    const other = await importBytes(encoder.encode(text), 'table', {
      cut: { hasHeader: false },
    }).catch((error: unknown) => String(error));
    expect(other).toContain('0 of 2 columns are numeric (column_1, column_2)');
    const zeek = encoder.encode(readFixture('import/conn.csv'));
    expect((await importBytes(zeek, 'mapped', { cut: { hasHeader: false } })).rowsRead).toBe(5);
  });
});

it('a look at a table and its import decide alike about its first record', async () => {
  const cell = fc.oneof(
    fc.constantFrom('tcp', 'http', 'x', '10.0.0.1', '2024-03-04 09:00:00', '?', '', 'a b'),
    fc.integer({ min: 0, max: 9 }).map(String),
    fc.double({ min: 0, max: 9, noNaN: true }).map((value) => value.toFixed(2)),
  );
  const table = fc.integer({ min: 2, max: 5 }).chain((columns) =>
    fc.array(fc.array(cell, { minLength: columns, maxLength: columns }), {
      minLength: 2,
      maxLength: 6,
    }),
  );
  await fc.assert(
    fc.asyncProperty(table, async (rows) => {
      const bytes = encoder.encode(`${rows.map((row) => row.join(',')).join('\n')}\n`);
      const found = await inspectFile({ name: 'table', chunks: chunksOf(bytes) });
      const read = await importBytes(bytes, 'table').catch(() => undefined);
      if (found === null || read === undefined) return;
      const again = read.problems.filter(({ reason }) => /empty cells|header again/.test(reason));
      const leftOut = again.reduce((sum, { count }) => sum + count, 0);
      expect(read.rowsRead + leftOut).toBe(rows.length - (found.table.hasHeader ? 1 : 0));
    }),
  );
});
