import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ATTACK, NORMAL, UNLABELLED } from '../../../src/data/flow-table.ts';
import type { ImportOptions } from '../../../src/data/import/import-options.ts';
import {
  type FlowImport,
  importFiles,
  type TableImport,
  type TrafficFormat,
} from '../../../src/data/import/importer.ts';
import type { LabelWords } from '../../../src/data/import/labels/words-said.ts';
import { guessMapping } from '../../../src/data/import/mapping/guess-columns.ts';
import { readFixture } from '../../support.ts';
import { chunksOf, importBytes, quoted } from './support.ts';
import { VOCABULARY } from './vocabulary.ts';

const encoder = new TextEncoder();

/** How a reader's files are written, a row for each label. */
interface Reader {
  readonly name: string;
  /** How the format found begins. */
  readonly format: string;
  readonly text: (labels: readonly string[]) => string;
  readonly options?: Partial<ImportOptions> & { readonly asked?: TrafficFormat };
}

/** A file with a header, whose last column is that of labels. */
function delimited(header: string, row: string): Reader['text'] {
  return (labels) => [header, ...labels.map((label) => `${row},${quoted(label)}`), ''].join('\n');
}

/** A line for each label, with the same values besides. */
function objects(values: Readonly<Record<string, unknown>>): Reader['text'] {
  return (labels) => labels.map((label) => `${JSON.stringify({ ...values, label })}\n`).join('');
}

const ZEEK_NAMES =
  'ts,id.orig_h,id.orig_p,id.resp_h,id.resp_p,proto,duration,orig_bytes,conn_state';
const ZEEK_ROW = '1545350400,10.0.0.1,1025,192.0.2.1,80,tcp,1,10,SF';

const READERS: readonly Reader[] = [
  {
    name: 'Zeek TSV',
    format: 'Zeek conn.log (TSV)',
    text: (labels) =>
      [
        '#separator \\x09\n#unset_field\t-\n#path\tconn',
        `#fields\t${ZEEK_NAMES.replaceAll(',', '\t')}\tlabel`,
        ...labels.map((label) => `${ZEEK_ROW.replaceAll(',', '\t')}\t${label}`),
        '',
      ].join('\n'),
  },
  {
    name: 'Zeek JSON',
    format: 'Zeek conn.log (JSON lines)',
    text: objects(
      Object.fromEntries(
        ZEEK_NAMES.split(',').map((name, i) => {
          const cell = ZEEK_ROW.split(',')[i];
          return [name, Number(cell) ? Number(cell) : cell];
        }),
      ),
    ),
  },
  {
    name: 'Suricata',
    format: 'Suricata eve.json',
    text: objects({
      timestamp: '2024-03-05T09:00:01.000000+0000',
      event_type: 'flow',
      src_ip: '10.0.0.1',
      src_port: 1025,
      dest_ip: '192.0.2.1',
      dest_port: 80,
      proto: 'TCP',
      flow: { pkts_toserver: 1, bytes_toserver: 60, start: '2024-03-05T09:00:00.000000+0000' },
    }),
  },
  {
    name: 'Elastic',
    format: 'Elastic',
    text: objects({
      '@timestamp': '2024-03-05T09:00:01.000Z',
      event: { start: '2024-03-05T09:00:00.000Z', end: '2024-03-05T09:00:01.000Z' },
      source: { ip: '10.0.0.1', port: 1025, bytes: 100, packets: 3 },
      destination: { ip: '192.0.2.1', port: 80, bytes: 200, packets: 3 },
      network: { transport: 'tcp' },
    }),
  },
  {
    name: 'goflow2',
    format: 'goflow2',
    text: objects({
      type: 'NETFLOW_V9',
      time_flow_start_ns: 1709629201000000000,
      time_flow_end_ns: 1709629202000000000,
      src_addr: '10.0.0.1',
      dst_addr: '192.0.2.1',
      src_port: 1025,
      dst_port: 80,
      proto: 'TCP',
      bytes: 100,
      packets: 3,
    }),
  },
  {
    name: 'Zeek CSV',
    format: 'Zeek conn.log (CSV',
    text: delimited(`${ZEEK_NAMES},label`, ZEEK_ROW),
  },
  {
    name: 'flow table',
    format: 'Flow table',
    text: delimited(
      'bytes_sent,bytes_recv,packets_sent,packets_recv,duration,dst_port,protocol,src_ip_count,dst_ip_count,label',
      '1,2,1,1,0.5,80,TCP,1,1',
    ),
  },
  {
    name: 'CICFlowMeter',
    format: 'CICFlowMeter',
    text: delimited(
      'Flow Duration,Total Fwd Packets,Total Backward Packets,Dst Port,Protocol, Label',
      '1000000,10,8,80,6',
    ),
  },
  {
    name: 'nfdump',
    format: 'nfdump',
    text: delimited(
      'ts,te,td,sa,da,sp,dp,pr,ipkt,ibyt,Label',
      '2024-03-05 09:00:01,2024-03-05 09:00:02,1,10.0.0.1,192.0.2.1,1025,80,TCP,3,100',
    ),
  },
  {
    name: 'Argus',
    format: 'Argus',
    text: delimited(
      'StartTime,Dur,Proto,SrcAddr,Sport,Dir,DstAddr,Dport,TotPkts,TotBytes,SrcBytes,Label',
      '2011/08/10 09:46:53.047277,1.5,tcp,10.0.0.1,1025,->,192.0.2.1,80,4,276,156',
    ),
  },
  {
    name: 'AWS',
    format: 'AWS VPC flow log',
    text: delimited(
      'srcaddr,dstaddr,srcport,dstport,protocol,packets,bytes,start,end,label',
      '10.0.0.1,192.0.2.1,1025,80,6,3,100,1545350400,1545350401',
    ),
  },
  {
    name: 'mapped columns',
    format: 'Mapped columns',
    text: delimited(
      'When,Client,Server,Port,Up bytes,Verdict',
      '1545350400,10.0.0.1,192.0.2.1,80,10',
    ),
    options: { asked: 'mapped' },
  },
  {
    name: 'table of numbers',
    format: 'Numeric table',
    text: delimited('x1,x2,Class', '1,2'),
  },
];

function readerNamed(name: string): Reader {
  const found = READERS.find((reader) => reader.name === name);
  if (found === undefined) throw new Error(`there is no reader ${name}`);
  return found;
}

function read(
  { text, options }: Reader,
  labels: readonly string[],
  labelWords?: LabelWords,
): ReturnType<typeof importBytes> {
  const { asked = 'auto', ...others } = options ?? {};
  return importBytes(encoder.encode(text(labels)), asked, { ...others, labelWords });
}

const labelsIn = (result: FlowImport | TableImport): number[] =>
  Array.from(result.kind === 'flows' ? result.flows.label : result.label);

const WORDS = VOCABULARY.flatMap(([, label, words]) => words.map((word) => ({ word, label })));

describe.each(READERS)('$name', (reader) => {
  it('reads every word of the vocabulary', async () => {
    const result = await read(
      reader,
      WORDS.map(({ word }) => word),
    );
    expect(result.format.startsWith(reader.format)).toBe(true);
    expect(result.rowsKept).toBe(WORDS.length);
    const read_ = labelsIn(result).map((label, i) => ({ word: WORDS[i].word, label }));
    expect(read_).toEqual(WORDS);
  });

  it('reads words that come late as those that come first', async () => {
    const late = WORDS.map(({ word }) => word);
    const many = Array.from({ length: 1100 }, () => 'DDoS');
    const result = await read(reader, [...many, ...late]);
    expect(labelsIn(result).slice(many.length)).toEqual(WORDS.map(({ label }) => label));
  });

  it.each([
    [
      ['0', '1', '0'],
      [NORMAL, ATTACK, NORMAL],
    ],
    [
      ['0.0', '1.0'],
      [NORMAL, ATTACK],
    ],
    [
      ['1', '-1', '1'],
      [NORMAL, ATTACK, NORMAL],
    ],
    [
      ['-1', '0', '1'],
      [UNLABELLED, NORMAL, ATTACK],
    ],
  ])('reads the numbers %j', async (words, classes) => {
    expect(labelsIn(await read(reader, words))).toEqual(classes);
  });

  it('keeps rows whose labels are other numbers, unlabelled, and asks', async () => {
    const result = await read(reader, ['0', '1', '2', '3', '0']);
    expect(labelsIn(result)).toEqual([-1, -1, -1, -1, -1]);
    expect(result.labels[0].doubts).toEqual([
      { kind: 'open', words: ['0', '1', '2', '3'], rows: 5, total: 5 },
    ]);
    const said = { normal: ['0'], attack: [], unlabelled: ['3'] };
    const again = await read(reader, ['0', '1', '2', '3', '0'], said);
    expect(labelsIn(again)).toEqual([0, 1, 1, -1, 0]);
  });

  it.each([
    [
      ['BENIGN', 'Benign'],
      ['one value', 'no attack'],
    ],
    [['Natural'], ['one value', 'no normal']],
    [['False', 'no'], ['no attack']],
    [['DDoS', 'PortScan'], ['no normal']],
    [['benign', 'DDoS'], []],
    [['benign', 'DDoS', '?'], ['unlabelled']],
    [['Background', 'unknown'], ['unlabelled']],
  ])('doubts %j', async (words, kinds) => {
    const { labels } = await read(reader, words);
    expect(labels[0].doubts.map(({ kind }) => kind)).toEqual(kinds);
  });

  it('names attacks by their labels where those say more than yes', async () => {
    const { labels, ...result } = await read(reader, ['True', 'False', 'Port Scan']);
    const { attackType } = result.kind === 'flows' ? result.flows : result;
    const types = Array.from(attackType.codes, (code) => attackType.names[code]);
    const name = reader.name === 'flow table' ? 'attack' : 'Port Scan';
    const expected = reader.name.startsWith('Zeek') ? name.toLowerCase() : name;
    expect(types).toEqual(['attack', 'normal', expected]);
    expect(labels[0].rows).toEqual({ normal: 1, attack: 2, unlabelled: 0 });
  });
});

const cases = (name: string) => encoder.encode(readFixture(`import/cases/${name}`));

describe('the labels of files as people keep them', () => {
  it.each([
    ['label_bool.csv', { normal: 3, attack: 1, unlabelled: 0 }, ['x', 'y']],
    ['label_inlier.csv', { normal: 2, attack: 1, unlabelled: 0 }, ['x', 'y']],
    ['label_legit.csv', { normal: 3, attack: 1, unlabelled: 0 }, ['x', 'y']],
    ['label_yesno.csv', { normal: 3, attack: 1, unlabelled: 0 }, ['x', 'y']],
    ['label_multiclass.csv', { normal: 0, attack: 0, unlabelled: 6 }, ['x', 'y']],
    ['is_attack.csv', { normal: 3, attack: 1, unlabelled: 0 }, ['ttl', 'ip_len', 'packets']],
    ['ctu_class01.csv', { normal: 2, attack: 1, unlabelled: 0 }, ['x', 'y', 'z']],
    [
      'kdd_header_class.csv',
      { normal: 2, attack: 1, unlabelled: 0 },
      ['duration', 'src_bytes', 'dst_bytes', 'count', 'srv_count'],
    ],
  ])('%s', async (name, rows, features) => {
    const result = await importBytes(cases(name));
    if (result.kind !== 'table') throw new Error('a table was expected');
    expect(result.matrix.names).toEqual(features);
    expect(result.labels).toMatchObject([{ rows }]);
  });

  it.each([
    ['cic_bool.csv', 'auto', [0, 0, 1], ['normal', 'normal', 'attack']],
    ['zeek_label_bool.log', 'auto', [0, 0, 1], ['normal', 'normal', 'attack']],
    [
      'cic_improved.csv',
      'auto',
      [0, 1, 1],
      ['normal', 'Web Attack - Brute Force - Attempted', 'Portscan'],
    ],
    ['flows_label_class.csv', 'mapped', [0, 0, 1], ['normal', 'normal', 'attack']],
    ['flows_label_legit.csv', 'mapped', [0, 0, 1], ['normal', 'normal', 'malware']],
    ['toniot.csv', 'mapped', [1, 0], ['backdoor', 'normal']],
    ['nf_unsw.csv', 'mapped', [0, 0, 1], ['normal', 'normal', 'Exploits']],
    ['botiot.csv', 'mapped', [0, 1, 1], ['normal', 'DoS', 'DoS']],
    ['toniot.csv', 'table', [1, 0], ['backdoor', 'normal']],
    ['nf_unsw.csv', 'table', [0, 0, 1], ['normal', 'normal', 'Exploits']],
    [
      'ciciot2023.csv',
      'auto',
      [1, 0, 0, 1],
      ['DDoS-RSTFINFlood', 'normal', 'normal', 'Recon-PortScan'],
    ],
  ] as const)('%s, %s', async (name, format, labels, types) => {
    const result = await importBytes(cases(name), format);
    const { attackType } = result.kind === 'flows' ? result.flows : result;
    expect(labelsIn(result)).toEqual(labels);
    expect(Array.from(attackType.codes, (code) => attackType.names[code])).toEqual(types);
  });

  it('says False two hundred rows late', async () => {
    for (const format of ['auto', 'mapped'] as const) {
      const result = await importBytes(cases('label_late_small.csv'), format);
      expect(result.labels).toMatchObject([{ rows: { normal: 5, attack: 200, unlabelled: 0 } }]);
    }
  });
});

describe('several files', () => {
  const zeek = readerNamed('Zeek CSV');
  const files = (...labels: readonly (readonly string[])[]) =>
    importFiles(
      labels.map((words, i) => ({
        name: `${i + 1}.csv`,
        chunks: chunksOf(encoder.encode(zeek.text(words))),
      })),
      { format: 'auto', windowSeconds: 60, sampleSize: 1e6, seed: '1' },
    );

  it('are judged together: a word means the same in each', async () => {
    const result = await files(['1', '1'], ['1', '-1'], ['1']);
    expect(labelsIn(result)).toEqual([0, 0, 0, 1, 0]);
    expect(result.labels).toMatchObject([
      { column: 'label', files: ['1.csv', '2.csv', '3.csv'], rows: { normal: 4, attack: 1 } },
    ]);
    expect(result.files.map(({ labelsRead }) => labelsRead.map(({ rows }) => rows))).toEqual([
      [2],
      [1, 1],
      [1],
    ]);
  });

  it('are doubted one by one where nothing is normal or an attack', async () => {
    const { labels } = await files(['benign'], ['DoS', 'benign'], ['DoS', 'Scan']);
    expect(labels[0].doubts).toEqual([
      { kind: 'no attack', words: ['benign'], rows: 1, total: 1, file: '1.csv' },
      { kind: 'no normal', words: ['DoS', 'Scan'], rows: 2, total: 2, file: '3.csv' },
    ]);
  });
});

describe('whatever the labels', () => {
  const label = fc.constantFrom('0', '1', '-1', '2', '1.0', 'benign', 'True', '', '?', 'DoS', 'x');
  const labels = fc.array(label, { minLength: 1, maxLength: 30 });
  const readers = fc.constantFrom(...READERS);

  it('the order of rows and the cuts of chunks change no class, and rows are counted once', async () => {
    await fc.assert(
      fc.asyncProperty(readers, labels, fc.array(fc.nat(2000)), async (reader, words, cuts) => {
        const bytes = encoder.encode(reader.text(words));
        const { asked = 'auto' } = reader.options ?? {};
        const source = { name: 'a', chunks: chunksOf(bytes, cuts) };
        const options = { format: asked, windowSeconds: 60, sampleSize: 1e6, seed: '1' };
        const cut = labelsIn(await importFiles([source], options));
        const whole = await read(reader, words);
        const turned = labelsIn(await read(reader, words.toReversed())).toReversed();
        expect([cut, turned]).toEqual([labelsIn(whole), labelsIn(whole)]);
        const [column] = whole.labels;
        if (words.every((word) => word === '')) {
          expect(column).toBeUndefined();
          return;
        }
        const total = column.words.reduce((sum, { rows }) => sum + rows, 0);
        const { normal, attack, unlabelled } = column.rows;
        expect([total, normal + attack + unlabelled]).toEqual([whole.rowsKept, whole.rowsKept]);
      }),
      { numRuns: 150 },
    );
  });

  it('a sample counts the labels of all rows', async () => {
    const words = Array.from({ length: 500 }, (_, i) => (i % 5 === 0 ? 'yes' : 'no'));
    for (const reader of [readerNamed('Zeek CSV'), readerNamed('table of numbers')]) {
      const result = await importBytes(encoder.encode(reader.text(words)), 'auto', {
        sampleSize: 50,
      });
      expect(labelsIn(result)).toHaveLength(50);
      expect(result.labels[0].rows).toEqual({ normal: 400, attack: 100, unlabelled: 0 });
    }
  });
});

it('a guess finds the label whose words come after the rows that it looks at', () => {
  const rows = Array.from({ length: 300 }, (_, i) => [String(i), i < 250 ? 'True' : 'False']);
  const guess = guessMapping({ delimiter: ',', hasHeader: true, names: ['x', 'is_attack'], rows });
  expect(guess.columns.label).toBe('is_attack');
});
