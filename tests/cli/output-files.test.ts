import {
  chmodSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { lab, temporaryFolder } from './support.ts';

const root = temporaryFolder();
const LOG = readFileSync(new URL('../fixtures/import/conn.log', import.meta.url), 'utf8');
const FEW = ['--counts', 'web=12,email=12', '--detectors', 'interquartile-fence'];
const READ = ['--input', 'conn.log', '--detectors', 'interquartile-fence'];

let folder = root;
let made = 0;
beforeEach(() => {
  folder = join(root, String(++made));
  mkdirSync(folder);
  writeFileSync(join(folder, 'conn.log'), LOG);
});

const bytes = (name: string) => readFileSync(join(folder, name), 'utf8');

/** A refusal is one line, leaves the input as it was, and nothing else behind. */
async function refused(args: readonly string[], code: number, problem: string): Promise<void> {
  const before = readdirSync(folder);
  const answer = await lab(args, folder);
  expect(answer).toMatchObject({ code, stdout: '' });
  expect(answer.stderr).toMatch(/^[^\n]+\n$/);
  expect(answer.stderr).toContain(problem);
  expect(bytes('conn.log')).toBe(LOG);
  expect(readdirSync(folder)).toEqual(before);
}

describe('an output that is an input', () => {
  test.each([
    ['its own name', 'conn.log'],
    ['a way round', './../{}/conn.log'],
    ['a symbolic link', 'link'],
    ['a hard link', 'twin'],
  ])('by %s is refused, and the input is intact', async (_, name) => {
    symlinkSync('conn.log', join(folder, 'link'));
    linkSync(join(folder, 'conn.log'), join(folder, 'twin'));
    const output = name.replace('{}', String(made));
    for (const flag of ['--flows', '--scores', '--save-model', '--python']) {
      await refused([...READ, flag, output], 2, `${flag} would overwrite ${output}`);
    }
    await refused(['--input', 'link', '--engineered', output], 2, 'would overwrite');
    await refused([...FEW, '--baseline-file', 'conn.log', '--scaled', output], 2, 'overwrite');
  });

  test('of a trained lab is refused, too', async () => {
    await lab([...FEW, '--save-model', 'lab.json'], folder);
    const saved = bytes('lab.json');
    await refused([...FEW, '--load-model', 'lab.json', '--save-model', 'lab.json'], 2, 'lab.json');
    expect(bytes('lab.json')).toBe(saved);
  });
});

describe('two outputs to one place', () => {
  test.each([
    [['--flows', 'a.csv', '--scores', 'a.csv']],
    [['--flows', 'a.csv', '--alerts', './a.csv']],
    [['--flows', 'here/a.csv', '--python', 'a.csv']],
    [['--notebook', '-', '--scores', '/dev/stdout']],
    [['--json', '--scores', '-']],
  ])('%j are refused', async (args) => {
    symlinkSync('.', join(folder, 'here'));
    await refused([...FEW, ...args], 2, 'its own');
  });

  test('are no matter where nothing is kept', async () => {
    const args = [...FEW, '--flows', '/dev/null', '--scores', '/dev/null'];
    expect(await lab(args, folder)).toMatchObject({ code: 0, stderr: '' });
  });
});

test.each([
  ['a folder', 'sub', 'sub: this is a folder'],
  ['a folder that is not there', 'new/', 'new: this is a folder'],
  ['a file in none', 'no/such.csv', 'such.csv: there is no such file or folder'],
  ['a file in a file', 'conn.log/a.csv', 'a part of the path is a file'],
  ['a name too long', 'x'.repeat(300), 'the name is too long'],
  ['links in a circle', 'circle', 'its symbolic links lead in a circle'],
])('%s as output is refused before anything is read', async (_, name, problem) => {
  mkdirSync(join(folder, 'sub'));
  symlinkSync('circle', join(folder, 'circle'));
  await refused([...READ, '--flows', name], 1, problem);
  await refused([...FEW, '--scores', 'fine.csv', '--save-model', name], 1, problem);
});

test.skipIf(process.getuid?.() === 0)('a file without permission is refused', async () => {
  mkdirSync(join(folder, 'locked'), { mode: 0o555 });
  writeFileSync(join(folder, 'locked.csv'), 'mine', { mode: 0o444 });
  await refused([...FEW, '--flows', 'locked/a.csv'], 1, 'no permission');
  await refused([...FEW, '--flows', 'locked.csv'], 1, 'no permission');
});

test('a name is needed, and the only missing file of several is named', async () => {
  await refused([...FEW, '--flows', ''], 2, '--flows needs the name of a file.');
  await refused(['--input', 'conn.log', '--input', 'gone.log'], 1, 'gone.log: there is no such');
  await refused(['--input', '-', '--input', '/dev/stdin'], 2, 'standard input can be read once');
});

test('what is written over keeps its rights, and a link leads where it led', async () => {
  writeFileSync(join(folder, 'old.csv'), 'old');
  chmodSync(join(folder, 'old.csv'), 0o640);
  symlinkSync('old.csv', join(folder, 'link.csv'));
  symlinkSync('new.csv', join(folder, 'dangling.csv'));
  const args = [...FEW, '--flows', 'link.csv', '--scores', 'dangling.csv'];
  expect((await lab(args, folder)).code).toBe(0);
  expect(bytes('old.csv')).toMatch(/^bytes_sent,/);
  expect(bytes('new.csv')).toMatch(/^bytes_sent,.*_prediction\n/);
  expect(statSync(join(folder, 'old.csv')).mode & 0o777).toBe(0o640);
  expect(readlinkSync(join(folder, 'link.csv'))).toBe('old.csv');
  const names = ['conn.log', 'dangling.csv', 'link.csv', 'new.csv', 'old.csv'];
  expect(readdirSync(folder)).toEqual(names);
});

test('a run that fails leaves what was there', async () => {
  writeFileSync(join(folder, 'old.csv'), 'old');
  const { code } = await lab([...FEW, '--scores', 'old.csv', '--explain', '999999'], folder);
  expect([code, bytes('old.csv')]).toEqual([1, 'old']);
});

test('- is standard output, in place of the report', async () => {
  const { code, stdout } = await lab([...FEW, '--flows', '-', '--scores', 'scores.csv'], folder);
  await lab([...FEW, '--flows', 'flows.csv'], folder);
  expect([code, stdout]).toEqual([0, bytes('flows.csv')]);
});

test('a name of odd characters is a name, and steers no terminal', async () => {
  const odd = '\u001b[31m=a b\n\u202e\'"$(x).csv';
  expect((await lab([...FEW, '--flows', odd], folder)).code).toBe(0);
  expect(bytes(odd)).toMatch(/^bytes_sent,/);
  const { code, stdout } = await lab(['--input', odd, '--detectors', 'robust-z-score'], folder);
  expect(code).toBe(0);
  expect(stdout.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u);
  const { stderr } = await lab(['--input', `${odd}x`], folder);
  expect(stderr).toContain('<U+001B>[31m=a b <U+202E>\'"$(x).csvx: there is no such file');
});
