import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { lab, temporaryFolder } from './support.ts';

const folder = temporaryFolder();
const QUICK = ['--detectors', 'interquartile-fence'];
const cases = (name: string) => resolve('tests/fixtures/import/cases', name);

async function textOf(...args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await lab([...args, ...QUICK], folder);
  expect([code, stderr]).toEqual([0, '']);
  return stdout;
}

async function reportOf(...args: readonly string[]) {
  const { stdout } = await lab([...args, ...QUICK, '--json'], folder);
  return JSON.parse(stdout);
}

function table(name: string, header: string, ...rows: readonly string[]): string {
  writeFileSync(join(folder, name), [header, ...rows, ''].join('\n'));
  return name;
}

describe('labels on the command line', () => {
  it('are told: word, class and rows, of a table of numbers too', async () => {
    const text = await textOf('--input', cases('label_bool.csv'));
    expect(text).toContain('Labels, from the column label: 3 rows normal, 1 attack, 0 unlabelled.');
    expect(text).toMatch(/False {2}normal {6}3\n {2}True {3}attack {6}1\n/);
    expect(text).toContain('3 normal, 1 attacks (25.0 %), 0 unlabelled');
  });

  it.each([
    [
      'x,label\n1,DoS\n2,Scan\n3,DoS',
      'no normal',
      'Nothing is labelled normal: DoS and Scan mean attack',
    ],
    [
      'x,label\n1,BENIGN\n2,ok\n3,ok',
      'no attack',
      'Nothing is labelled an attack: BENIGN and ok mean',
    ],
    [
      'x,label\n1,0\n2,0\n3,0',
      'one value',
      'Every label in the column label is 0, which was read as normal',
    ],
    [
      'x,label\n1,0\n2,1\n3,7',
      'open',
      'The column label holds the numbers 0, 1 and 7, and nobody has said what they mean',
    ],
    ['x,label\n1,ok\n2,bad\n3,?', 'unlabelled', '1 of 3 rows are unlabelled (?)'],
  ])('in doubt are warned of in text and JSON: %j', async (text, kind, warning) => {
    const [header, ...rows] = text.split('\n');
    const name = table('doubt.csv', header, ...rows);
    const shown = await textOf('--input', name);
    expect(shown).toContain(`! ${warning}`);
    expect(shown).toMatch(/\d doubts? about labels\./);
    expect(shown).not.toContain('No trouble');
    const [labels] = (await reportOf('--input', name)).import.labels;
    expect(labels.doubts.map((doubt: { kind: string }) => doubt.kind)).toContain(kind);
    expect(labels.warnings.join()).toContain(warning);
  });

  it('have no mean that is undefined where a class is missing', async () => {
    const text = await textOf('--input', table('one.csv', 'x,label', '1,0', '2,0', '3,0'));
    expect(text).toMatch(/^x +2\.00 +–$/m);
  });

  it('mean what --map says, in any format', async () => {
    const zeek = cases('zeek_label_bool.log');
    const turned = await reportOf('--input', zeek, '--map', 'normal=t', '--map', 'attack=F');
    expect(turned.flows).toMatchObject({ normal: 1, attack: 2 });
    const classes = cases('label_multiclass.csv');
    const { flows } = await reportOf('--input', classes, '--map', 'normal=0');
    expect(flows).toMatchObject({ normal: 3, attack: 3, unlabelled: 0 });
    const none = await reportOf('--input', cases('cic_bool.csv'), '--map', 'unlabelled=False');
    expect(none.flows).toMatchObject({ normal: 0, attack: 1, unlabelled: 2 });
  });

  it('mean to a trained lab what they meant when it learnt', async () => {
    const first = table('monday.csv', 'x,label', '1,Natural', '2,Natural', '3,DoS');
    const save = ['--map', 'normal=Natural', '--save-model', 'trained.json'];
    await textOf('--input', first, ...save);
    const saved = JSON.parse(readFileSync(join(folder, 'trained.json'), 'utf8'));
    expect(saved.belongings.labelWords).toEqual({
      normal: ['Natural'],
      attack: [],
      unlabelled: [],
    });
    const second = table('tuesday.csv', 'x,label', '1,natural', '2,DoS', '3,Scan');
    const load = ['--load-model', 'trained.json', '--json', ...QUICK];
    const { stdout } = await lab(['--input', second, ...load], folder);
    expect(JSON.parse(stdout).flows).toMatchObject({ normal: 1, attack: 2 });
    const { stdout: other } = await lab(
      ['--input', second, ...load, '--map', 'attack=natural', '--map', 'normal=Scan'],
      folder,
    );
    expect(JSON.parse(other).import.labels[0].words).toMatchObject([
      { word: 'natural', label: 1, basis: 'said' },
      { word: 'DoS', label: 1, basis: 'name' },
      { word: 'Scan', label: 0, basis: 'said' },
    ]);
  });

  it('of mappings that an earlier version saved still hold', async () => {
    const first = table('old.csv', 'when,client,verdict', '1700000000,10.0.0.1,Natural');
    const asked = [
      '--input',
      first,
      '--map',
      'label=verdict',
      '--map',
      'originator_address=client',
    ];
    const rows = ['--map', 'start_time=when', '--save-model', 'old.json'];
    await lab([...asked, ...rows, ...QUICK], folder);
    const saved = JSON.parse(readFileSync(join(folder, 'old.json'), 'utf8'));
    saved.belongings.mappings[0].reading.normalWords = ['Natural'];
    saved.belongings.mappings[0].reading.attackWords = [];
    writeFileSync(join(folder, 'old.json'), JSON.stringify(saved));
    const { stdout } = await lab(
      ['--input', first, '--load-model', 'old.json', '--json', ...QUICK],
      folder,
    );
    expect(JSON.parse(stdout).flows).toMatchObject({ normal: 1, attack: 0 });
  });
});

describe('the columns of answers', () => {
  it('are no features, and are told', async () => {
    const report = await reportOf('--input', cases('is_attack.csv'));
    expect(report.features).toEqual(['ttl', 'ip_len', 'packets']);
    expect(report.flows).toMatchObject({ normal: 3, attack: 1 });
    expect(JSON.stringify(report.import.problems)).toContain('is_attack is read as the label');
  });

  it('are those that --map names, or none', async () => {
    const kdd = ['--input', cases('kdd_header_class.csv'), '--format', 'table'];
    const named = await reportOf(...kdd, '--map', 'label=class');
    expect(named.features).toEqual(['duration', 'src_bytes', 'dst_bytes', 'count', 'srv_count']);
    expect(named.flows).toMatchObject({ normal: 2, attack: 1 });
    const ctu = ['--input', cases('ctu_class01.csv')];
    const none = await reportOf(...ctu, '--format', 'table', '--map', 'label=');
    expect(none.features).toEqual(['x', 'y', 'z', 'Class']);
    const auto = await reportOf(...ctu, '--map', 'label=Class');
    expect(auto).toMatchObject({ features: ['x', 'y', 'z'], flows: { normal: 2, attack: 1 } });
    const types = ['--map', 'label=attack', '--map', 'attack_type=subcategory'];
    const bot = await reportOf('--input', cases('botiot.csv'), '--format', 'table', ...types);
    expect(bot.flows.byType).toEqual({ normal: 1, UDP: 1 });
  });

  it('are known to a trained lab', async () => {
    const ctu = ['--input', cases('ctu_class01.csv')];
    const none = ['--format', 'table', '--map', 'label=', '--save-model', 'none.json'];
    await textOf(...ctu, ...none);
    const { stdout } = await lab([...ctu, '--load-model', 'none.json', '--json', ...QUICK], folder);
    expect(JSON.parse(stdout).features).toEqual(['x', 'y', 'z', 'Class']);
  });

  it.each([
    [['label=klass'], 1, '--map: there is no column klass; there are x, y, z, Class'],
    [['bytes_sent=x'], 2, 'With --format table, --map takes label and attack_type'],
    [['byte-unit=kB'], 2, 'With --format table, --map takes label and attack_type'],
  ])('cannot be %j', async (words, code, reason) => {
    const map = words.flatMap((word) => ['--map', word]);
    const args = ['--input', cases('ctu_class01.csv'), '--format', 'table', ...map];
    const answer = await lab(args, folder);
    expect(answer).toMatchObject({ code, stderr: expect.stringContaining(reason) });
  });
});

it('--inspect shows how labels are read in all rows that it looked at', async () => {
  const input = ['--input', cases('label_late_small.csv'), '--inspect'];
  const { stdout } = await lab([...input, '--map', 'unlabelled=false'], folder);
  expect(stdout).toContain(
    'Words that stand for labels, in the column label, in the 205 rows looked at\n' +
      '  label  read as                  rows\n' +
      '  True   attack                    200\n' +
      '  False  unlabelled, as you said     5\n',
  );
  const { stdout: json } = await lab([...input, '--json'], folder);
  expect(JSON.parse(json).labels).toMatchObject({
    column: 'label',
    rows: 205,
    words: [
      { word: 'True', rows: 200, label: 1 },
      { word: 'False', rows: 5, label: 0 },
    ],
  });
});

it('the attacks of a table of numbers keep their names in its CSV', async () => {
  const files = ['--flows', 'named.csv', '--python', 'named.py'];
  await textOf('--input', cases('botiot.csv'), '--format', 'table', ...files);
  const lines = readFileSync(join(folder, 'named.csv'), 'utf8').split('\n');
  expect(lines[0]).toMatch(/,attack_type,label$/);
  expect(lines[2]).toMatch(/,DoS,1$/);
  const python = readFileSync(join(folder, 'named.py'), 'utf8');
  expect(python).toContain('x = flows.iloc[:, :-2]');
  expect(python).toContain('"attack": flows["attack_type"]');
  const again = await reportOf('--input', 'named.csv');
  expect(again.flows.byType).toEqual({ normal: 1, DoS: 1 });
});
