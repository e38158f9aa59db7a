import { describe, expect, it } from 'vitest';
import { inspectFile } from '../../../src/data/import/inspect.ts';
import {
  type ColumnMapping,
  parseMapping,
} from '../../../src/data/import/mapping/column-mapping.ts';
import { areNumbersDoubtful } from '../../../src/data/import/mapping/mapped-flows.ts';
import { previewMapping } from '../../../src/data/import/mapping/mapping-preview.ts';
import { chunksOf, importBytes, importFlows, importTable, plainColumns, told } from './support.ts';

const encoder = new TextEncoder();
const NINE = Date.UTC(2024, 2, 4, 9) / 1000;

async function inspected(text: string, modified?: number) {
  const found = await inspectFile({
    name: 'table',
    chunks: chunksOf(encoder.encode(text)),
    modified,
  });
  if (found === null) throw new Error('a table of unknown columns was expected');
  return found;
}

async function importMapped(text: string, changes: Partial<ColumnMapping> = {}) {
  const { guess } = await inspected(text);
  return importFlows(text, 'auto', { readingOfTable: () => ({ ...guess, ...changes }) });
}

function table(header: string, ...rows: readonly string[]): string {
  return [header, ...rows, ''].join('\n');
}

describe('numbers of a mapped table', () => {
  it('are those of a German spreadsheet', async () => {
    const text = table(
      'Startzeit;Dauer;Quell-IP;Ziel-IP;Quellport;Zielport;Protokoll;Bytes gesendet;Bytes empfangen',
      '14.03.2024 09:00:00;1,25;10.0.0.1;192.0.2.1;50.001;443;TCP;1.234;12.345.678',
      '15.03.2024 09:00:00;0,5;10.0.0.2;192.0.2.1;50.002;443;TCP;999;0',
    );
    const { flows, format, problems } = await importMapped(text);
    expect(plainColumns(flows)).toMatchObject({
      startTime: [NINE + 10 * 86_400, NINE + 11 * 86_400],
      duration: [1.25, 0.5],
      originatorPort: [50_001, 50_002],
      bytesSent: [1234, 999],
      bytesRecv: [12_345_678, 0],
    });
    expect(format).toContain('numbers with points between thousands and a decimal comma');
    expect(told(problems).join()).not.toContain('may mean');
  });

  it('are those of Kibana, of Grafana and of nfdump', async () => {
    const text = table(
      'Time,src,src port,dst,dst port,proto,duration,up bytes,down bytes,up pkts',
      '"Mar 4, 2024 @ 09:00:00.000",10.0.0.1,"50,001",192.0.2.1,443.0,tcp,3m 20s,"1,234",2.1 M,"1,000"',
      '"Mar 4, 2024 @ 09:00:01.500",10.0.0.1,"50,002",192.0.2.1,443.0,tcp,200 ms,"2,000",1.5 KiB,12',
    );
    const { flows, problems } = await importMapped(text);
    expect(plainColumns(flows)).toMatchObject({
      startTime: [NINE, NINE + 1.5],
      duration: [200, 0.2],
      originatorPort: [50_001, 50_002],
      dstPort: [443, 443],
      bytesSent: [1234, 2000],
      bytesRecv: [2_100_000, 1536],
      packetsSent: [1000, 12],
    });
    expect(told(problems)).toContain(
      'ignored down bytes: K, M and G after a number are read as powers of 1000; such numbers are rounded: 1 at ',
    );
  });

  it('of another dialect refuse their row, and say why', async () => {
    const text = table(
      'src;dst;dst port;duration',
      '10.0.0.1;192.0.2.1;443;1,25',
      '10.0.0.1;192.0.2.1;443;1.25',
      '10.0.0.1;192.0.2.1;443;2,5',
    );
    const { flows, problems } = await importMapped(text);
    expect(plainColumns(flows).duration).toEqual([1.25, 2.5]);
    expect(told(problems)).toContain(
      'refused duration is not a number with a decimal comma: 1 at 3',
    );
  });

  it('that may mean two things are read as a person says', async () => {
    const text = table('src,dst,dst port,duration', '10.0.0.1,192.0.2.1,443,"1,234"');
    const asTold = await importMapped(text);
    expect(plainColumns(asTold.flows).duration).toEqual([1234]);
    expect(told(asTold.problems)).toContain(
      'ignored duration: "1,234" may mean 1.234: read as 1234, for no cell tells: 1 at ',
    );
    const { flows, problems } = await importMapped(text, { decimalMark: 'comma' });
    expect(plainColumns(flows).duration).toEqual([1.234]);
    expect(told(problems).join()).not.toContain('may mean');
    const { table: unknown, guess } = await inspected(text);
    expect(areNumbersDoubtful(unknown, guess)).toBe(true);
    const plain = await inspected(text.replace('"1,234"', '1.5'));
    expect(areNumbersDoubtful(plain.table, plain.guess)).toBe(false);
  });

  it('have their own unit, or that of their column', async () => {
    const text = table(
      'src,dst,dst port,duration (ms),kB sent',
      '10.0.0.1,192.0.2.1,443,250,1.5',
      '10.0.0.1,192.0.2.1,443,2 s,3 MB',
    );
    const { flows } = await importMapped(text);
    expect(plainColumns(flows)).toMatchObject({ duration: [0.25, 2], bytesSent: [1500, 3e6] });
  });
});

describe('a known format with numbers of a country', () => {
  it('is read, and told', async () => {
    const header =
      'ts;uid;id.orig_h;id.orig_p;id.resp_h;id.resp_p;proto;duration;orig_bytes;resp_bytes';
    const text = table(
      header,
      '1709542800,25;C1;10.0.0.1;50001;192.0.2.1;443;tcp;1,5;1.234;9',
      '1709542801,5;C2;10.0.0.1;50002;192.0.2.1;443;tcp;0,25;12;9',
    );
    const { flows, format } = await importFlows(text);
    expect(format).toContain('Zeek conn.log');
    expect(plainColumns(flows)).toMatchObject({
      startTime: [NINE + 0.25, NINE + 1.5],
      duration: [1.5, 0.25],
      bytesSent: [1234, 12],
    });
  });

  it('of nfdump may scale its counts, in the first rows or in later ones', async () => {
    const header = 'ts,te,td,sa,da,sp,dp,pr,ipkt,ibyt';
    const row = (bytes: string) =>
      `2024-03-04 09:00:00,2024-03-04 09:00:05,5.0,10.0.0.1,192.0.2.1,50001,443,TCP,21,${bytes}`;
    const late = Array.from({ length: 1500 }, () => row('100'));
    for (const rows of [
      [row('2.1 M'), row('100')],
      [...late, row('2.1 M')],
    ]) {
      const { flows, problems } = await importFlows(table(header, ...rows));
      expect(plainColumns(flows).bytesSent).toContain(2_100_000);
      expect(problems.filter(({ effect }) => effect === 'refused')).toEqual([]);
      expect(told(problems).join()).toContain('ibyt: K, M and G after a number are read as powers');
    }
  });
});

describe('a table of numbers', () => {
  it('has one dialect for each column', async () => {
    const text = table(
      'a;b;c;d',
      '1.234,5;12,5 %;1.5;10.0.0.1',
      '2;7 %;2.5;10.0.0.2',
      '3,25;8 %;1,5;10.0.0.3',
    );
    const { matrix, problems, format } = await importTable(text, 'table');
    expect(matrix.names).toEqual(['a', 'b', 'c']);
    expect([...matrix.data]).toEqual([1234.5, 12.5, 1.5, 2, 7, 2.5]);
    expect(told(problems)).toContain('refused c is not a number: 1 at 4');
    expect(format).toContain('numbers with points between thousands and a decimal comma');
  });

  it('may have no header', async () => {
    const { matrix } = await importTable('1,5;2;7\n2,5;3;7\n', 'table');
    expect([...matrix.data]).toEqual([1.5, 2, 7, 2.5, 3, 7]);
  });

  it('tells of what may mean two things', async () => {
    const { problems } = await importTable('a\tb\n1,234\t1\n2,345\t2\n');
    expect(told(problems)).toContain(
      'ignored a: "1,234" may mean 1.234: read as 1234, for no cell tells: 1 at ',
    );
  });
});

describe('a date and a time of day in two columns', () => {
  const TWO = table(
    'Start Date,Start Time,End Date,End Time,Src,Dst,Dport,Proto,Bytes',
    '3/14/2024,9:00:00 AM,3/14/2024,9:00:05 AM,10.0.0.1,192.0.2.1,443,tcp,100',
    '3/15/2024,11:59:59 PM,3/16/2024,12:00:01 AM,10.0.0.1,192.0.2.1,443,tcp,100',
    '3/15/2024,,3/16/2024,,10.0.0.1,192.0.2.1,443,tcp,100',
  );

  it('are one time, at the start and at the end', async () => {
    const { flows, problems } = await importMapped(TWO);
    expect(plainColumns(flows)).toMatchObject({
      startTime: [NINE + 10 * 86_400, NINE + 11 * 86_400 + 53_999],
      duration: [5, 2],
    });
    expect(told(problems)).toContain('refused Start Date is unset: 1 at 4');
  });

  it('are shown so before the file is read', async () => {
    const { table: unknown, guess } = await inspected(TWO);
    const { columns, rows } = previewMapping(unknown, guess, 'UTC', 1);
    const at = columns.findIndex(({ key }) => key === 'startTime');
    expect(rows[0].flow?.[at]).toBe(NINE + 10 * 86_400);
  });

  it('need each other: a time of day alone is no time of day', async () => {
    const { guess } = await inspected(
      table(
        'time,src,dst,dport',
        '09:00:00,10.0.0.1,192.0.2.1,443',
        '10:00:00,10.0.0.1,192.0.2.1,443',
      ),
    );
    expect(guess.columns).toMatchObject({ startTime: 'time', startTimeOfDay: null });
  });
});

describe('a start that no column tells', () => {
  it('is the duration before the end', async () => {
    const text = table(
      'end,src,dst,dst port,duration',
      '2024-03-04 09:00:10,10.0.0.1,192.0.2.1,443,0:00:10',
      '2024-03-04 09:00:01,10.0.0.1,192.0.2.1,443,0.25',
    );
    const { flows } = await importMapped(text);
    expect(plainColumns(flows)).toMatchObject({
      startTime: [NINE, NINE + 0.75],
      duration: [10, 0.25],
    });
    const { table: unknown, guess } = await inspected(text);
    expect(previewMapping(unknown, guess, 'UTC', 1).columns.map(({ key }) => key)).toContain(
      'startTime',
    );
  });
});

describe('dates without a year', () => {
  const text = table('when,src,dst,dst port', 'Mar  4 09:00:00,10.0.0.1,192.0.2.1,443');

  it('are of the year in which the file was changed', async () => {
    const { guess, table: unknown } = await inspected(text, NINE + 3600);
    const shown = previewMapping(unknown, guess, 'UTC', 1).rows[0].flow;
    expect(shown).toContain(NINE);
  });

  it('are read so from the file, too', async () => {
    const { guess } = await inspected(text);
    const { importFiles } = await import('../../../src/data/import/importer.ts');
    const source = { name: 'log', chunks: chunksOf(encoder.encode(text)), modified: NINE + 3600 };
    const read = await importFiles([source], {
      format: 'auto',
      windowSeconds: 60,
      sampleSize: 10,
      seed: '1',
      readingOfTable: () => guess,
    });
    expect(read.kind === 'flows' && read.flows.startTime?.[0]).toBe(NINE);
    expect(told(read.problems)).toContain(
      'ignored dates name no year: read as the last such days before 2024-03-04, when the file was changed: 1 at ',
    );
  });
});

describe('times that cannot be read', () => {
  const GOOD = '2024-03-04 09:00:00,10.0.0.1,192.0.2.1,443';

  it.each([
    ['2024-03-04 09:00:00 CET', 'names a time zone that is not one offset everywhere'],
    ['4. März 2024 09:00', 'names a month in no English word'],
  ])('%s: the row says why', async (cell, why) => {
    const text = table('start time,src,dst,dst port', GOOD, GOOD, `${cell},10.0.0.1,192.0.2.1,443`);
    const { problems } = await importMapped(text);
    expect(told(problems).join()).toContain(`refused start time ${why}`);
  });

  it('cost no more than their length', async () => {
    const long = ['1:11 ', 'A 1 ', '1. x', ' ', '1.000.'].map((part) =>
      part.repeat(2e5 / part.length),
    );
    const rows = long.map((cell) => `${cell},10.0.0.1,192.0.2.1,443`);
    const header = 'start time,src,dst,dst port';
    const text = table(header, ...rows.map(() => GOOD), GOOD, ...rows);
    const began = process.cpuUsage();
    const { rowsKept } = await importBytes(encoder.encode(text), 'mapped');
    expect(rowsKept).toBe(rows.length + 1);
    expect(process.cpuUsage(began).user / 1e6).toBeLessThan(5);
  });
});

describe('a mapping that was saved before', () => {
  it('may lack what later versions map and set', async () => {
    const { guess } = await inspected(table('src,dst,dst port', '10.0.0.1,192.0.2.1,443'));
    const { decimalMark, ...older } = guess;
    const { startTimeOfDay, endTimeOfDay, ...columns } = older.columns;
    expect([decimalMark, startTimeOfDay, endTimeOfDay]).toEqual(['as told', null, null]);
    expect(parseMapping({ ...older, columns })).toEqual(guess);
    expect(() => parseMapping({ ...guess, decimalMark: 'both' })).toThrow(
      'decimalMark should be one of as told, point, comma; it is "both"',
    );
  });
});
