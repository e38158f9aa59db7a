import { describe, expect, it } from 'vitest';
import { NOTEBOOK_PARAMETERS } from '../../src/pipeline/parameters/parameters.ts';
import type { ReadingParameters } from '../../src/pipeline/parameters/reading-parameters.ts';
import {
  importHeadline,
  importJson,
  importSentences,
  type ReadTraffic,
  spanWords,
  troublesCsv,
  UTC_CLOCK,
} from '../../src/pipeline/traffic/import-report.ts';
import { importSections } from '../../src/pipeline/traffic/import-tables.ts';
import { readTraffic } from '../../src/pipeline/traffic/read.ts';

const HEADER =
  'ts,id.orig_h,id.orig_p,id.resp_h,id.resp_p,proto,duration,orig_bytes,resp_bytes,orig_pkts,resp_pkts,label';

const ROWS = [
  '1545350400,10.0.0.1,1025,192.0.2.1,80,tcp,1,10,20,1,2,Benign',
  '1545354000,10.0.0.1,1026,224.0.0.251,5353,udp,-,-,-,1,0,Benign',
  '1545436800,10.0.0.2,1027,192.0.2.1,80,tcp,1,10,20,1,2,Malicious',
  '1545436800,10.0.0.2,1027,192.0.2.1,80,tcp,=1+1,10,20,1,2,Malicious',
];

async function read(
  parameters: Partial<ReadingParameters> = {},
  names: readonly string[] = ['conn.csv'],
): Promise<ReadTraffic> {
  const sources = names.map((name) => ({
    name,
    chunks: (async function* () {
      yield new TextEncoder().encode([HEADER, ...ROWS, ''].join('\n'));
    })(),
  }));
  const traffic = await readTraffic(sources, 'auto', { ...NOTEBOOK_PARAMETERS, ...parameters });
  if (traffic.imported === null) throw new Error('Traffic from a file tells how it was read.');
  return { ...traffic, imported: traffic.imported };
}

const cells = (traffic: ReadTraffic, title: string) =>
  importSections(traffic.imported)
    .flatMap(({ tables }) => tables)
    .find((table) => table.title.startsWith(title))?.rows;

describe('the sentences', () => {
  it('say what was read, the time it spans and how much went wrong', async () => {
    const traffic = await read();
    expect(importHeadline(traffic, UTC_CLOCK)).toBe(
      `Read as ${traffic.format}: 4 rows, 3 kept, 1 refused. ` +
        '2018-12-21 00:00:00 to 2018-12-22 00:00:00 (UTC), 24 h. 4 kinds of trouble.',
    );
    expect(importSentences(traffic, UTC_CLOCK).slice(1)).toEqual([
      'Among them: 1 flow from or to link-local, multicast or broadcast addresses.',
      'Addresses were counted over the 60 s before each flow.',
      'Not known: bytes of 1 flow and duration of 1 flow. Zeros or guesses stand for it, and 10 features rest on them.',
      'Labels, from the column label: 2 rows normal, 1 attack, 0 unlabelled.',
    ]);
  });

  it('say what was not analysed', async () => {
    const sentences = importSentences(await read({ sample: 2, unicastOnly: true }), UTC_CLOCK);
    expect(sentences[1]).toBe('Analysed is a uniform sample of 2 of 3 flows, drawn by seed 42.');
    expect(sentences[2]).toMatch(/^Left out: [01] flows? from or to link-local/);
  });

  it('give lengths of time in the unit that suits them', () => {
    expect([0, 0.5, 119, 120, 7199, 7200, 86_400, 200_000].map(spanWords)).toEqual([
      '0 s',
      '0.5 s',
      '119 s',
      '2 min',
      '120 min',
      '2 h',
      '24 h',
      '2.3 days',
    ]);
  });
});

describe('the tables', () => {
  it('tell how each word was read as a label', async () => {
    expect(cells(await read(), 'Words that stand for labels')).toEqual([
      ['Benign', 'normal', '2'],
      ['Malicious', 'attack', '1'],
    ]);
  });

  it('tell of the same trouble in several files once, and of which', async () => {
    const traffic = await read({}, ['a.csv', 'b.csv']);
    const refused = cells(traffic, 'Rows and columns')?.filter(
      ([, effect]) => effect === 'refused',
    );
    expect(refused).toEqual([
      ['duration is not a number', 'refused', '2', 'line 5 of a.csv', '=1+1', 'a.csv, b.csv'],
    ]);
    expect(importHeadline(traffic, UTC_CLOCK)).toMatch(/4 kinds of trouble\.$/);
  });

  it('count many files instead of naming them, which the JSON and the CSV do', async () => {
    const names = Array.from({ length: 24 }, (_, i) => `day-${i}.csv`);
    const traffic = await read({}, names);
    expect(traffic.imported.problems).toHaveLength(96);
    const troubles = cells(traffic, 'Rows and columns');
    expect(troubles?.map(([reason, , count, , , file]) => [reason, count, file])).toEqual([
      ['duration is not a number', '24', '24 files'],
      ['duration is unset: 0 used', '24', '24 files'],
      ['orig_bytes is unset: 0 used', '24', '24 files'],
      ['resp_bytes is unset: 0 used', '24', '24 files'],
    ]);
    expect(importHeadline(traffic, UTC_CLOCK)).toMatch(/4 kinds of trouble\.$/);
    const { problems } = JSON.parse(importJson(traffic));
    expect(problems.map(({ file }: { file: string }) => file)).toEqual(
      names.flatMap((name) => Array(4).fill(name)),
    );
    expect(troublesCsv(traffic.imported).match(/^day-\d+\.csv,/gm)).toHaveLength(96);
  });

  it('hold a row for each trouble as CSV, where no cell is a formula', async () => {
    const { imported } = await read();
    const [head, ...lines] = troublesCsv(imported).trimEnd().split('\n');
    expect(head).toBe('file,what,effect,count,unit,first,example');
    expect(lines).toHaveLength(imported.problems.length);
    expect(lines[0]).toBe("conn.csv,duration is not a number,refused,1,line,5,'=1+1");
  });
});

it('the report as JSON holds what the tables hold', async () => {
  const traffic = await read();
  const report = JSON.parse(importJson(traffic));
  expect(report).toMatchObject({
    rowsRead: 4,
    rowsKept: 3,
    overview: { time: { first: 1545350400, last: 1545436800 }, bytes: 60 },
    settings: { sample: NOTEBOOK_PARAMETERS.sample, timeZone: 'UTC' },
    flows: { total: 3, normal: 2, attack: 1 },
  });
});

it('of a label for every row, the report holds a thousand and says how many there are', async () => {
  const rows = Array.from({ length: 1500 }, (_, i) => `${ROWS[0]}${i}`.replace('Benign', 'evil'));
  const chunks = (async function* () {
    yield new TextEncoder().encode([HEADER, ...rows, ROWS[2], ROWS[2], ''].join('\n'));
  })();
  const traffic = await readTraffic([{ name: 'a.csv', chunks }], 'auto', NOTEBOOK_PARAMETERS);
  const { imported } = traffic;
  expect(imported?.files[0]).toMatchObject({ labelWords: 1501, rowsKept: 1502 });
  expect(imported?.files[0].labelsRead).toHaveLength(1000);
  expect(imported?.files[0].labelsRead[0]).toMatchObject({ word: 'Malicious', rows: 2 });
});
