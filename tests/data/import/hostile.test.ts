import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../../src/data/errors.ts';
import { categoryAt } from '../../../src/data/flow-rows.ts';
import { importBytes, importChunks, importFlows, told } from './support.ts';

const encoder = new TextEncoder();
const MEBIBYTE = 2 ** 20;
const HEADER =
  'bytes_sent,bytes_recv,packets_sent,packets_recv,duration,dst_port,protocol,' +
  'src_ip_count,dst_ip_count,service,label\n';
const ROW = '100,200,1,2,0.5,443,TCP,1,1,ssl,0\n';

/** Text, then as many MiB of one letter, then text. */
async function* longLine(before: string, mebibytes: number, after: string) {
  yield encoder.encode(before);
  for (let i = 0; i < mebibytes; i++) yield new Uint8Array(MEBIBYTE).fill(0x61);
  yield encoder.encode(after);
}

/** The message of the InputError that this ends in. */
async function refusal(import_: Promise<unknown>): Promise<string> {
  const error = await import_.then(
    () => new Error('It was read.'),
    (reason) => reason,
  );
  if (!(error instanceof InputError)) throw error;
  return error.message;
}

describe('a line of 100 MB', () => {
  it('is refused as one row; those around it are read', async () => {
    const chunks = longLine(HEADER + ROW, 100, `\n${ROW}`);
    const { kind, rowsRead, rowsKept, problems } = await importChunks(chunks);
    expect([kind, rowsRead, rowsKept]).toEqual(['flows', 3, 2]);
    expect(told(problems)).toContain('refused the line is longer than 1 MiB: 1 at 3');
  });

  it('in place of a header is no table', async () => {
    expect(await refusal(importChunks(longLine('', 100, `\n${ROW}`)))).toMatch(/^the file: /);
  });
});

describe('a million columns', () => {
  it('are refused', async () => {
    const names = Array.from({ length: 1e6 }, (_, i) => `c${i}`).join(',');
    const cells = '1,'.repeat(1e6 - 1);
    await refusal(importBytes(encoder.encode(`${names}\n${cells}1\n`)));
    await refusal(
      importBytes(encoder.encode(`${'x,'.repeat(500_000)}\n${'1,'.repeat(500_000)}\n`)),
    );
  });

  it('in a row of a flow table are one refused row', async () => {
    const text = `${HEADER}${ROW}${'1,'.repeat(400_000)}\n${ROW}`;
    const { rowsKept, rowsRead } = await importFlows(text);
    expect([rowsKept, rowsRead]).toEqual([2, 3]);
  });
});

describe('a gzip bomb', () => {
  it('of one letter, or of short lines, ends in an InputError', async () => {
    for (const text of ['a', 'a\n']) {
      const bomb = gzipSync(Buffer.alloc(80 * MEBIBYTE, text), { level: 9 });
      expect(bomb.length).toBeLessThan(MEBIBYTE);
      expect(await refusal(importBytes(bomb))).toMatch(/^the file: /);
    }
  });
});

describe('binary content under a .csv name', () => {
  const png = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d];
  const program = [0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0, 0, 0, 0];

  it('is told from a table', async () => {
    for (const bytes of [png, program]) {
      expect(
        await refusal(importBytes(Uint8Array.from(bytes), 'auto', { fileName: 'flows.csv' })),
      ).toMatch(/^flows\.csv: binary content: a NUL byte at byte \d+/);
    }
  });

  it('is told where it begins in the middle of one', async () => {
    const text = `${HEADER}${ROW}`;
    const bytes = encoder.encode(`${text}\0\x01\x02`);
    expect(await refusal(importBytes(bytes))).toContain(`a NUL byte at byte ${text.length}`);
  });
});

describe('cells that mean mischief', () => {
  it('are text, whatever they would be elsewhere', async () => {
    const cells = [
      '=HYPERLINK("//x","y")',
      '@SUM(A1)',
      '<img src=x onerror=alert(1)>',
      '\u202egpj.exe',
      'a\u0007b',
      '__proto__',
    ];
    const rows = cells.map((cell) => ROW.replace('ssl', `"${cell.replaceAll('"', '""')}"`));
    const { flows } = await importFlows(HEADER + rows.join(''));
    const { service } = flows;
    if (service === undefined) throw new Error('no service');
    expect(cells.map((_, row) => categoryAt(service, row))).toEqual(cells);
  });

  it('with numbers beyond range are refused by name, with the line', async () => {
    const numbers = ['1e400', '-1', '99999999999999999999', '-0.5', 'Infinity', '0x10', '١٢'];
    const rows = numbers.map((number) => ROW.replace('100', number));
    const { rowsKept, rowsRead, problems } = await importFlows(HEADER + ROW + rows.join(''));
    expect([rowsKept, rowsRead]).toEqual([1, 8]);
    const refused = problems.filter(({ effect }) => effect === 'refused');
    expect(refused.every(({ reason }) => reason.startsWith('bytes_sent '))).toBe(true);
    expect(refused.flatMap(({ firstLines }) => firstLines).toSorted()).toEqual([
      3, 4, 5, 6, 7, 8, 9,
    ]);
  });

  it('that are not UTF-8 are repaired, and counted', async () => {
    const bytes = encoder.encode(HEADER + ROW + ROW);
    bytes[bytes.length - 5] = 0xff;
    const { kind, problems } = await importBytes(bytes);
    expect(kind).toBe('flows');
    expect(told(problems)).toContain(
      'repaired text is not UTF-8: \ufffd used for what is not: 1 at 3',
    );
  });
});

it('time that goes backwards leaves every flow where and when it was', async () => {
  const header = HEADER.replace('\n', ',start_time,originator_address,responder_address\n');
  const times = [5000, 4000.5, 1, 9e9, -3, 0];
  const rows = times.map((time) => ROW.replace('\n', `,${time},192.0.2.1,192.0.2.2\n`));
  const { flows } = await importFlows(header + rows.join(''));
  expect(Array.from(flows.startTime ?? [])).toEqual(times);
});
