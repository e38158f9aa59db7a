import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { lab, temporaryFolder } from './support.ts';

const folder = temporaryFolder();
const HEADER =
  'bytes_sent,bytes_recv,packets_sent,packets_recv,duration,dst_port,protocol,src_ip_count,dst_ip_count,label';
const NORMAL = '70,128,1,1,0.016,53,UDP,1,1,0';
const ATTACK = '60,0,400,30,12,4711,TCP,1,200,1';

function write(name: string, ...rows: readonly string[]): string {
  writeFileSync(join(folder, name), [HEADER, ...rows, ''].join('\n'));
  return name;
}

describe('a file of one row', () => {
  const one = write('one.csv', NORMAL);

  test.each([
    ['local-outlier-factor', 'Local Outlier Factor'],
    ['autoencoder', 'Autoencoder'],
    ['ensemble', 'Local Outlier Factor'],
  ])('is named where it is too few for %s', async (detectors, title) => {
    const { code, stdout, stderr } = await lab(['--input', one, '--detectors', detectors], folder);
    expect({ code, stdout, stderr }).toEqual({
      code: 1,
      stdout: '',
      stderr:
        `one.csv has 1 usable row, but the ${title} needs at least 2 to learn from. ` +
        'Take a file with more rows, or choose other detectors.\n',
    });
  });

  test.each(['isolation-forest', 'one-class-svm', 'robust-z-score', 'interquartile-fence'])(
    'is enough for %s',
    async (detector) => {
      const { code, stderr } = await lab(['--input', one, '--detectors', detector], folder);
      expect(code, stderr).toBe(0);
    },
  );

  test('is enough to be scored by a trained lab', async () => {
    const save = ['--counts', 'web=50', '--detectors', 'local-outlier-factor'];
    await lab([...save, '--save-model', 'lab.json'], folder);
    const { code, stdout, stderr } = await lab(
      ['--input', one, '--load-model', 'lab.json'],
      folder,
    );
    expect(code, stderr).toBe(0);
    expect(stdout).toMatch(/^1 flows? \(Flow table \(CSV\)\)$/m);
  });
});

test('what was refused of the file is part of the message', async () => {
  copyFileSync('tests/fixtures/import/cases/extremes.csv', join(folder, 'extremes.csv'));
  const { code, stderr } = await lab(['--input', 'extremes.csv'], folder);
  expect(code).toBe(1);
  expect(stderr).toBe(
    'extremes.csv has 1 usable row (2 of 3 refused, the first in line 2: b is too large a number: ' +
      '1e100 is the most), but the Local Outlier Factor needs at least 2 to learn from. ' +
      'Take a file with more rows, or choose other detectors.\n',
  );
});

test('two files of one row each are two rows, and the other one is the only neighbour', async () => {
  const files = ['--input', write('a.csv', NORMAL), '--input', write('b.csv', ATTACK)];
  const { code, stdout, stderr } = await lab(files, folder);
  expect(code, stderr).toBe(0);
  expect(stdout).toContain(
    'nNeighbors is 20, but there are only 2 rows: each is compared with the other one.',
  );
});

test('labels that leave one row to learn from are told of', async () => {
  const file = write('few.csv', NORMAL, ATTACK, ATTACK);
  const { code, stderr } = await lab(['--input', file, '--train-on', 'normal'], folder);
  expect(code).toBe(1);
  expect(stderr).toBe(
    'few.csv has 3 usable rows, of which 1 would be learnt from, but the Local Outlier Factor ' +
      'needs at least 2. Learn from more of them, or choose other detectors.\n',
  );
});

test.each([
  ['quiet.csv', NORMAL, /bytes_per_second +12375\.00 +–/],
  ['loud.csv', ATTACK, /bytes_per_second +– +5\.00/],
])('what a class without flows lacks is a dash: %s', async (name, row, means) => {
  const file = write(name, ...Array.from({ length: 30 }, () => row));
  const run = ['--input', file, '--detectors', 'isolation-forest', '--sweep', 'contamination'];
  const { stdout } = await lab(run, folder);
  expect(stdout).toMatch(means);
  expect(stdout).toMatch(/^isolation-forest .* – +[01]\.000000$/m);
  expect(stdout).not.toMatch(/NaN|Infinity|null|undefined(?! and shown as 0|: no row)/);
});
