import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { lab, temporaryFolder } from './support.ts';

const folder = temporaryFolder();
const SAMPLE = resolve('public/samples/flows.csv');
const QUICK = ['--detectors', 'isolation-forest', '--n-estimators', '5'];

/** The flows that a table is read as. */
async function flowsOf(...args: readonly string[]): Promise<string[][]> {
  const answer = await lab([...args, ...QUICK, '--flows', 'out.csv'], folder);
  expect(answer.stderr).toBe('');
  const lines = readFileSync(join(folder, 'out.csv'), 'utf8').trim().split('\n');
  return lines.map((line) => line.split(','));
}

function column([header, ...rows]: readonly (readonly string[])[], name: string): string[] {
  return rows.map((row) => row[header.indexOf(name)]);
}

describe('a table of unknown columns on the command line', () => {
  it('becomes flows by --map, what is not given being guessed', async () => {
    const flows = await flowsOf(
      ...['--input', SAMPLE, '--map', 'bytes_sent=Down bytes', '--map', 'duration-unit=ms'],
      ...['--map', 'protocol='],
    );
    expect(column(flows, 'bytes_sent')[0]).toBe('739086');
    expect(column(flows, 'bytes_recv')[0]).toBe('0');
    expect(Number(column(flows, 'duration')[0])).toBe(0.058457);
    expect(column(flows, 'dst_port')[0]).toBe('443');
  });

  it('is shown with its guess by --inspect, in words that --map takes', async () => {
    const { code, stdout } = await lab(['--input', SAMPLE, '--inspect'], folder);
    expect(code).toBe(0);
    const words = [...stdout.matchAll(/--map '(.*)'/g)].map(([, word]) => word);
    expect(words).toContain('originator_address=Client');
    expect(stdout).toContain('What the first rows become');
    const asGuessed = await flowsOf('--input', SAMPLE, '--format', 'mapped');
    const asTold = await flowsOf('--input', SAMPLE, ...words.flatMap((word) => ['--map', word]));
    expect(asTold).toEqual(asGuessed);
    const { stdout: json } = await lab(['--input', SAMPLE, '--inspect', '--json'], folder);
    expect(JSON.parse(json)).toMatchObject({
      name: 'flows.csv',
      mapping: { columns: { originatorAddress: 'Client', label: null } },
      numeric: expect.arrayContaining(['Up bytes']),
    });
  });

  it('tells how sure each guess is and why, what is unsure first', async () => {
    const names = 'date,time,src,dst,Port,proto,duration';
    const row = '2024-03-04,09:00:00,10.0.0.5,192.0.2.1,443,tcp,"1,234"';
    writeFileSync(join(folder, 'split.csv'), `${names}\n${row}\n`);
    const { stdout } = await lab(['--input', 'split.csv', '--inspect'], folder);
    expect(stdout).toContain(
      'It is not surely a table of flows: look at how its columns were guessed.',
    );
    const table = stdout.slice(stdout.indexOf('How the columns were guessed')).split('\n');
    expect(table[2]).toMatch(/unsure +duration +duration +name says .* may mean 1.234/);
    expect(table[3]).toMatch(/unsure +dst_port +Port +name says port; all cells are ports/);
    expect(stdout).toMatch(
      /sure +start_time_of_day +time +name says time; all cells are times of day/,
    );

    const said = ['--map', 'dst_port=Port', '--map', 'decimal=comma', '--map', 'service=proto'];
    const { stdout: json } = await lab(
      ['--input', 'split.csv', '--inspect', '--json', ...said],
      folder,
    );
    expect(JSON.parse(json)).toMatchObject({
      isSureOfFlows: false,
      mapping: { decimalMark: 'comma', columns: { startTimeOfDay: 'time', protocol: null } },
      grounds: {
        dstPort: { because: 'said by --map' },
        originatorAddress: {
          confidence: 0.9,
          because: 'name says originator; all cells are addresses',
        },
        duration: { doubt: expect.stringContaining('may mean') },
      },
    });
    const sample = await lab(['--input', SAMPLE, '--inspect', '--json'], folder);
    expect(JSON.parse(sample.stdout)).toMatchObject({ isSureOfFlows: true });
    const flows = await flowsOf('--input', 'split.csv', ...said);
    expect(column(flows, 'duration')).toEqual(['1.234']);
    expect(column(flows, 'start_time')).toEqual(['1709542800']);
  });

  it('may have names with commas and equals signs, another delimiter and no header', async () => {
    const odd = '10.0.0.5|192.0.2.1|a=b,c|5\n10.0.0.6|192.0.2.1|a=b,c|6\n';
    writeFileSync(join(folder, 'odd.txt'), odd.replaceAll('|', ';'));
    const flows = await flowsOf(
      ...['--input', 'odd.txt', '--map', 'header=no', '--map', 'delimiter=;'],
      ...['--map', 'service=column_3', '--map', 'bytes_sent=column_4', '--map', 'byte-unit=kB'],
    );
    expect(column(flows, 'bytes_sent')).toEqual(['5000', '6000']);
    writeFileSync(join(folder, 'named.csv'), '"to, by=name",up bytes\n192.0.2.1,5\n192.0.2.1,6\n');
    const named = await flowsOf(
      ...['--input', 'named.csv', '--map', 'originator_address=to, by=name'],
    );
    expect(column(named, 'originator_address')).toEqual(['192.0.2.1', '192.0.2.1']);
  });

  it('is known to a trained lab that learnt from one', async () => {
    const map = ['--map', 'service=Proto', '--map', 'protocol='];
    await lab(['--input', SAMPLE, ...map, ...QUICK, '--save-model', 'trained.json'], folder);
    const saved = JSON.parse(readFileSync(join(folder, 'trained.json'), 'utf8'));
    expect(JSON.stringify(saved)).toContain('"service":"Proto"');
    const { stdout, stderr } = await lab(
      [
        '--input',
        SAMPLE,
        '--load-model',
        'trained.json',
        ...QUICK.slice(0, 2),
        '--flows',
        'again.csv',
      ],
      folder,
    );
    expect(stderr).toBe('');
    expect(stdout).toContain('Mapped columns');
    expect(readFileSync(join(folder, 'again.csv'), 'utf8')).toContain(',udp,');
  });
});

describe('what --map cannot take', () => {
  it.each([
    [['bytes=x'], 2, '--map needs KEY=COLUMN with one of start_time, end_time'],
    [['bytes_sent'], 2, 'got "bytes_sent"'],
    [['bytes_sent=Upbytes'], 1, '--map: there is no column Upbytes; there are When, Client'],
    [['duration-unit=h'], 1, 'durationUnit should be one of s, ms, µs, ns, min; it is "h"'],
    [['delimiter=ab'], 1, 'delimiter should be one ASCII character; it is "ab"'],
  ])('%j', async (words, code, reason) => {
    const map = words.flatMap((word) => ['--map', word]);
    const answer = await lab(['--input', SAMPLE, ...map], folder);
    expect(answer).toMatchObject({ code, stderr: expect.stringContaining(reason) });
  });

  it('a format that is known, unless that is given up', async () => {
    const conn = resolve('tests/fixtures/import/conn.csv');
    const map = ['--map', 'service=conn_state'];
    const answer = await lab(['--input', conn, ...map], folder);
    expect(answer).toMatchObject({ code: 2 });
    expect(answer.stderr).toContain('--map goes with a table of unknown columns');
    const flows = await flowsOf('--input', conn, ...map, '--format', 'mapped');
    expect(column(flows, 'service')).toEqual(['SF', 'S0', 'SF', 'OTH']);
  });
});
