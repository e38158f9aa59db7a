import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { ImportOptions } from '../../../src/data/import/import-options.ts';
import { type InspectedTable, inspectFile } from '../../../src/data/import/inspect.ts';
import type { ColumnMapping } from '../../../src/data/import/mapping/column-mapping.ts';
import { readingOf } from '../../../src/data/import/mapping/known-tables.ts';
import { parseKnownTables } from '../../../src/data/import/mapping/saved-tables.ts';
import type { TableCut } from '../../../src/data/import/mapping/unknown-table.ts';
import { readFixture } from '../../support.ts';
import { chunksOf, importFlows, importTable, plainColumns, told } from './support.ts';

const SAMPLE = readFileSync('public/samples/flows.csv', 'utf8');

function inspectText(text: string, cut?: TableCut): Promise<InspectedTable | null> {
  return inspectFile({ name: 'table.csv', chunks: chunksOf(new TextEncoder().encode(text)) }, cut);
}

async function inspected(text: string, cut?: TableCut): Promise<InspectedTable> {
  const found = await inspectText(text, cut);
  if (found === null) throw new Error('a table of unknown columns was expected');
  return found;
}

/** Reads a table with its columns as they are guessed, but for some changes. */
async function importMapped(
  text: string,
  changes: Partial<ColumnMapping> = {},
  options: Partial<ImportOptions> = {},
) {
  const { guess } = await inspected(text);
  const mapping = { ...guess, ...changes };
  return importFlows(text, 'auto', { readingOfTable: () => mapping, ...options });
}

/** Of two columns of addresses, neither says whose. */
const UNSURE = [
  'address1,address2,port1,port2,bytes,a,b,c,d,e,f,g,h',
  '10.0.0.5,192.0.2.1,50001,443,1200,1,2,3,4,5,6,7,8',
  '10.0.0.6,192.0.2.1,50002,443,90,1,2,3,4,5,6,7,9',
  '',
].join('\n');

const TABLE = [
  'start;stop;from;to;port;protocol;kB sent;kB received;verdict;threat',
  '05/03/2024 09:00:01;05/03/2024 09:00:02.5;10.0.0.5;192.0.2.1;443;6;1.5;20;good;',
  '05/03/2024 09:00:03;05/03/2024 09:00:03;10.0.0.6;192.0.2.1;0x16;tcp;;0;bad;brute force',
  '13/03/2024 19:00:03;13/03/2024 19:00:03;10.0.0.6;192.0.2.53;53;17;0.04;n/a;?;',
  '',
].join('\n');

describe('a table whose columns are mapped', () => {
  it('becomes flows, whatever its units, dates and words', async () => {
    const { format, flows, problems, zoneless, files } = await importMapped(TABLE);
    expect(format).toBe('Mapped columns (semicolon-separated; times: day/month/year, in UTC)');
    expect(zoneless).toBe(true);
    expect(plainColumns(flows)).toEqual({
      startTime: [1709629201, 1709629203, 1710356403],
      duration: [1.5, 0, 0],
      originatorAddress: ['10.0.0.5', '10.0.0.6', '10.0.0.6'],
      responderAddress: ['192.0.2.1', '192.0.2.1', '192.0.2.53'],
      dstPort: [443, 22, 53],
      protocol: ['TCP', 'TCP', 'UDP'],
      bytesSent: [1500, 0, 40],
      bytesRecv: [20000, 0, 0],
      packetsSent: [0, 0, 0],
      packetsRecv: [0, 0, 0],
      srcIpCount: [1, 2, 1],
      dstIpCount: [1, 1, 1],
      label: [0, 1, -1],
      attackType: ['normal', 'brute force', 'unknown'],
      unknown: ['packets', 'bytes packets', 'bytes packets'],
    });
    expect(files[0].labelsRead).toEqual([
      { word: 'good', label: 0, rows: 1, basis: 'known' },
      { word: 'bad', label: 1, rows: 1, basis: 'known' },
      { word: '?', label: -1, rows: 1, basis: 'known' },
    ]);
    expect(told(problems)).toEqual([
      'repaired kB sent is unset: 0 used: 1 at 3',
      'repaired kB received is unset: 0 used: 1 at 4',
      'repaired times carry no zone: read in UTC: 3 at ',
      'repaired packets_sent is not in the file: 0 used: 3 at ',
      'repaired packets_recv is not in the file: 0 used: 3 at ',
    ]);
  });

  it('counts partners as 1 where addresses and times are not mapped, and says so', async () => {
    const { flows, problems, counts } = await importMapped('dst port,up bytes\n443,10\n53,20\n');
    expect(counts).toBe('none');
    expect(plainColumns(flows)).toMatchObject({
      dstPort: [443, 53],
      bytesSent: [10, 20],
      srcIpCount: [1, 1],
      unknown: ['bytes packets duration', 'bytes packets duration'],
    });
    expect(told(problems).join()).toContain('no addresses and times to count partners by');
  });

  it('needs no header, and may be cut another way than guessed', async () => {
    const text = '10.0.0.5,50000,192.0.2.1,443,tcp\n10.0.0.6,50001,192.0.2.1,443,tcp\n';
    const { table, guess } = await inspected(text);
    expect(table).toMatchObject({ hasHeader: false, names: expect.arrayContaining(['column_5']) });
    const { flows } = await importMapped(text);
    expect(plainColumns(flows)).toMatchObject({ dstPort: [443, 443], protocol: ['TCP', 'TCP'] });
    expect(guess.columns.responderAddress).toBe('column_3');
    const piped = 'x|y,z\n10.0.0.5|x,192.0.2.1\n10.0.0.6|y,192.0.2.2\n';
    const cut = await inspected(piped, { delimiter: ',' });
    expect(cut.table.names).toEqual(['x|y', 'z']);
    const read = await importFlows(piped, 'auto', { readingOfTable: () => cut.guess });
    expect(plainColumns(read.flows).originatorAddress).toEqual(['192.0.2.1', '192.0.2.2']);
  });

  it('may stand under comments, and its header may begin with the same sign', async () => {
    const text = `# made by a tool, version 1\n#\n${TABLE}`;
    const { flows, problems } = await importMapped(text);
    expect(flows).toEqual((await importMapped(TABLE)).flows);
    expect(told(problems)).toContain('ignored comment before the table: 2 at 1 2');
    const { table } = await inspected(`# a,b\n#client,server\n10.0.0.5,192.0.2.1\n`);
    expect(table.names).toEqual(['client', 'server']);
  });

  it('keeps columns of one name apart, in whatever case', async () => {
    const text = 'IP,ip,Ip\n10.0.0.1,10.0.0.2,10.0.0.3\n';
    const { table } = await inspected(text);
    expect(table.names).toEqual(['IP', 'ip (2)', 'Ip (3)']);
    const { guess } = await inspected(text);
    const columns = { ...guess.columns, originatorAddress: 'Ip (3)', responderAddress: 'ip (2)' };
    const { flows } = await importMapped(text, { columns });
    expect(plainColumns(flows)).toMatchObject({
      originatorAddress: ['10.0.0.3'],
      responderAddress: ['10.0.0.2'],
    });
  });

  it('lacks a mapped column: the error names it', async () => {
    const { guess } = await inspected(TABLE);
    const columns = { ...guess.columns, service: 'app' };
    await expect(importMapped(TABLE, { columns })).rejects.toThrow(
      'Mapped columns: column app missing; the header has start, stop',
    );
  });

  it('may be read as a table of numbers instead, or by a guess without being asked', async () => {
    const { matrix } = await importTable(TABLE, 'auto', { readingOfTable: () => 'table' });
    expect(matrix.names).toEqual(['port', 'protocol', 'kB sent', 'kB received']);
    const { problems } = await importTable(UNSURE);
    expect(told(problems)).toContain(
      'ignored read as numbers, though 4 columns seem to tell of flows: map them: 1 at ',
    );
    const { flows } = await importFlows(UNSURE, 'mapped');
    expect(flows).toEqual((await importMapped(UNSURE)).flows);
  });

  it('is read as guessed without being asked for where the guess is sure', async () => {
    const { flows, problems } = await importFlows(SAMPLE);
    expect(flows).toEqual((await importFlows(SAMPLE, 'mapped')).flows);
    expect(told(problems)).toContain(
      'ignored its columns surely tell of flows, and were read as guessed: --inspect shows how: 1 at ',
    );
    const { matrix } = await importTable(SAMPLE, 'table');
    expect(matrix.rows).toBeGreaterThan(0);
  });
});

describe('the sample that ships', () => {
  it('is guessed right in every column', async () => {
    const { guess, table } = await inspected(SAMPLE);
    expect(table).toMatchObject({ delimiter: ',', hasHeader: true });
    expect(guess).toMatchObject({ durationUnit: 's', byteUnit: 'B' });
    expect(Object.values(guess.columns).filter((name) => name !== null)).toEqual([
      ...['When', 'Secs', 'Proto', 'Client', 'Server', 'Server port'],
      ...['Up bytes', 'Down bytes', 'Up pkts', 'Down pkts'],
    ]);
    const { flows, problems } = await importMapped(SAMPLE);
    const refused = problems.filter(({ effect }) => effect === 'refused');
    expect(refused.map(({ reason, example }) => `${reason}: ${example}`)).toEqual([
      'Down bytes is negative: -12',
      'Server port is not a port, 0 to 65535: 70000',
    ]);
    expect(flows.length).toBe(SAMPLE.trim().split('\n').length - 1 - refused.length);
  });
});

describe('asking how columns are mapped', () => {
  it.each(['conn.log', 'conn.csv', 'conn.json.log', 'eve.json', 'flows.csv'])(
    'is not needed for %s',
    async (name) => {
      expect(await inspectText(readFixture(`import/${name}`))).toBeNull();
    },
  );

  it.each([
    ['nothing', ''],
    ['a letter', 'Dear all,\n\nhere, as promised, is the log,\nyours\n'],
    ['one column', 'a\n1\n2\n'],
    ['a header alone', 'a,b,c\n'],
    ['bytes', 'a,b\n\0,1\n'],
  ])('is of no use for %s', async (_, text) => {
    expect(await inspectText(text)).toBeNull();
  });

  it('is needed for a table of numbers, which may be read as such', async () => {
    const found = await inspected(readFixture('import/table.csv'));
    expect(found.numeric).toEqual(['height', 'width', 'weight']);
  });

  it('is needed once for every header: the signature tells', async () => {
    const first = (await inspected(TABLE)).table;
    const other = (await inspected(TABLE.replace('threat', 'sort'))).table;
    const again = (await inspected(`${TABLE}${TABLE.split('\n').slice(1).join('\n')}`)).table;
    const known = [
      { signature: first.signature, reading: 'table' as const },
      { signature: 'another', reading: 'table' as const },
    ];
    expect(readingOf(known, again)).toBe('table');
    expect(readingOf(known, other)).toBeUndefined();
  });
});

describe('a mapping that comes as JSON', () => {
  it('is the one that was written', async () => {
    const { guess, table } = await inspected(TABLE);
    const known = [
      { signature: table.signature, reading: guess },
      { signature: '', reading: 'table' as const },
      { signature: 'a', reading: { as: 'table' as const, label: null, attackType: 'sort' } },
    ];
    expect(parseKnownTables(JSON.parse(JSON.stringify(known)))).toEqual(known);
  });

  it.each([
    [{}, 'mappings should be a list'],
    [[null], 'mappings[0] should be an object; it is null'],
    [[{ signature: 'x', reading: 5 }], 'reading should be an object; it is 5'],
    [[{ signature: 'x', reading: {} }], 'columns should be an object; it is missing'],
    [
      [{ signature: 'x', reading: { columns: { bytes: 'a' } } }],
      'no column bytes; expected startTime, endTime',
    ],
    [[{ signature: 'x', reading: { columns: {}, delimiter: '\n' } }], 'one ASCII character'],
    [
      [{ signature: 'x', reading: { columns: { dstPort: 5 }, delimiter: ',', hasHeader: true } }],
      "columns.dstPort should be the name of a file's column, or null; it is 5",
    ],
    [
      [{ signature: 'x', reading: { columns: {}, delimiter: ',', hasHeader: true } }],
      'durationUnit should be one of s, ms, µs, ns, min; it is missing',
    ],
  ])('%j is refused: %s', (value, reason) => {
    expect(() => parseKnownTables(value)).toThrow(reason);
  });
});
