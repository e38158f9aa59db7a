import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { endOf, shell, startLab } from './process.ts';
import { temporaryFolder } from './support.ts';

const folder = temporaryFolder();
const LOG = readFileSync(new URL('../fixtures/import/conn.log', import.meta.url));
writeFileSync(join(folder, 'conn.log'), LOG);
writeFileSync(join(folder, 'conn.log.gz'), gzipSync(LOG));
shell('mkfifo pipe', folder);

const FEW = '--counts web=12,email=12 --detectors interquartile-fence';
const MANY = '--counts web=9000 --detectors interquartile-fence';
const READ = '--detectors interquartile-fence --json --input';
const SAMPLE = fileURLToPath(new URL('../../public/samples/flows.csv', import.meta.url));

describe('a reader that has seen enough is no error', () => {
  test.each([
    ['help', '--help'],
    ['text', FEW],
    ['JSON', `${FEW} --json`],
    ['rows on standard output', `${MANY} --flows -`],
    ['rows on standard output by another name', `${MANY} --scores /dev/stdout`],
    ['an inspection of several files', `--inspect --input ${SAMPLE} --input ${SAMPLE}`],
    ['a stream', `--stream half-space-trees --counts web=300`],
  ])('of %s', (_, args) => {
    for (const reader of ['head -1', 'true']) {
      const line = `lab ${args} | ${reader}; exit "\${PIPESTATUS[0]}"`;
      const { code, stderr } = shell(line, folder);
      expect({ code, stderr: stderr.replace(/^interquartile-fence: .*\n/, '') }).toEqual({
        code: 0,
        stderr: '',
      });
    }
  });

  test('of what is said, or of a file that is a pipe', () => {
    const complaint = shell('lab --nope 2> >(true); exit $?', folder);
    expect(complaint).toMatchObject({ code: 2, stdout: '' });
    const rows = shell(`lab ${MANY} --flows >(head -1 > first) > report; exit $?`, folder);
    expect(rows).toMatchObject({ code: 0, stderr: '' });
    expect(readFileSync(join(folder, 'report'), 'utf8')).toMatch(/^Traffic\n/);
  });

  test('and streams that are closed are none either', () => {
    expect(shell(`lab ${FEW} >&-`, folder)).toMatchObject({ code: 0, stderr: '' });
    expect(shell(`lab --nope 2>&-`, folder)).toMatchObject({ code: 2, stdout: '' });
    expect(shell(`lab --input - <&-`, folder)).toMatchObject({ code: 1, stdout: '' });
  });
});

test.runIf(existsSync('/dev/full'))('a full disk is told in a line', () => {
  expect(shell(`lab ${FEW} > /dev/full`, folder)).toEqual({
    code: 1,
    stdout: '',
    stderr: 'standard output: no space is left on the device.\n',
  });
  expect(shell(`lab ${FEW} --flows /dev/full`, folder)).toEqual({
    code: 1,
    stdout: '',
    stderr: '/dev/full: no space is left on the device.\n',
  });
});

describe('input from', () => {
  test.each([
    ['standard input', `lab ${READ} - < conn.log`],
    ['standard input by another name', `cat conn.log | lab ${READ} /dev/stdin`],
    ['a command', `lab ${READ} <(zcat conn.log.gz)`],
    ['a command, gzipped', `lab ${READ} <(cat conn.log.gz)`],
    ['a pipe', `(sleep 0.3; cat conn.log > pipe) & lab ${READ} pipe; wait`],
  ])('%s is read as the file is', (_, line) => {
    const direct = JSON.parse(shell(`lab ${READ} conn.log`, folder).stdout);
    const { code, stdout } = shell(line, folder);
    expect(code).toBe(0);
    expect(JSON.parse(stdout).flows).toEqual(direct.flows);
    expect(JSON.parse(stdout).comparison).toEqual(direct.comparison);
  });

  test.each([
    ['/dev/null', 'null: empty, there is nothing to read'],
    ['/dev/zero', 'zero: binary content'],
    ['.', 'this is a folder'],
    ['- < .', 'standard input: empty'],
    ['pipe --input gone.log', 'gone.log: there is no such file'],
    ['pipe --input pipe', 'pipe can be read once'],
    ['pipe --flows pipe', '--flows would overwrite pipe'],
    ['pipe --flows gone/a.csv', 'a.csv: there is no such file'],
    ['pipe --nu 7', '--nu'],
  ])('%s is told in a line, at once', (args, problem) => {
    const { code, stdout, stderr } = shell(`lab --input ${args}`, folder);
    expect(stdout).toBe('');
    expect(code).toBe(stderr.endsWith('See --help.\n') ? 2 : 1);
    expect(stderr).toMatch(/^[^\n]+\n$/);
    expect(stderr).toContain(problem);
  });

  test('a pipe that stays open is not waited for once it cannot be read', async () => {
    const child = startLab(['--input', '-'], folder);
    // More than is looked at at a time; the writer is gone once nobody reads.
    child.stdin?.on('error', () => undefined).write(`text${'\0'.repeat(2 ** 22)}`);
    const { code, stderr } = await endOf(child);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^standard input: binary content[^\n]*\n$/);
  });
});

test('a pipe as output is given everything, and the report stays where it was', () => {
  const line = `cat pipe > rows & lab ${FEW} --flows pipe --scores scores.csv; wait; lab ${FEW} --flows flows.csv`;
  expect(shell(line, folder)).toMatchObject({ code: 0, stderr: '' });
  const [piped, written] = ['rows', 'flows.csv'].map((file) => readFileSync(join(folder, file)));
  expect(piped).toEqual(written);
});

test('what the shell sends to the same file as an option is refused', () => {
  const { code, stderr } = shell(`lab ${FEW} --scores out.csv > out.csv`, folder);
  expect([code, stderr]).toEqual([
    2,
    '--scores would write out.csv, where the report goes: give it a file of its own. See --help.\n',
  ]);
});

describe('SIGINT ends the run at once with 130', () => {
  /** What a run says, once it has been left alone for a moment. */
  async function interrupted(args: readonly string[], isDue: () => boolean) {
    const child = startLab(args, folder);
    const ending = endOf(child);
    while (child.exitCode === null && !isDue()) await setTimeout(5);
    const asked = performance.now();
    child.kill('SIGINT');
    return { ...(await ending), milliseconds: performance.now() - asked };
  }

  const later = (wait: number) => {
    const from = performance.now();
    return () => performance.now() - from > wait;
  };

  const silent = { code: 130, stdout: '', stderr: '' };

  test.each([
    ['while it starts', ['--voting', '500'], 100],
    ['while it computes', ['--voting', '500'], 2000],
    ['while it waits for standard input', ['--input', '-'], 1500],
    ['while it waits for a pipe', ['--input', 'pipe'], 1500],
    ['while it waits for a reader', [...FEW.split(' '), '--flows', 'pipe'], 1500],
  ])('%s', async (_, args, wait) => {
    const { milliseconds, ...said } = await interrupted(args, later(wait));
    expect(said).toEqual(silent);
    expect(milliseconds).toBeLessThan(2000);
  });

  test('while it writes, and what was there before is still there, whole', async () => {
    writeFileSync(join(folder, 'old.csv'), 'old');
    const drafts = () => readdirSync(folder).filter((name) => name.startsWith('.lab-'));
    const args = ['--counts', 'web=150000', '--detectors', 'robust-z-score'];
    const { milliseconds, ...said } = await interrupted(
      [...args, '--scores', 'old.csv'],
      () => drafts().length > 0,
    );
    expect(said).toEqual(silent);
    expect(readFileSync(join(folder, 'old.csv'), 'utf8')).toBe('old');
    expect(drafts()).toEqual([]);
  });
});

test('a run whose reader goes while it writes still writes its files', async () => {
  const child = startLab([...FEW.split(' '), '--scores', 'kept.csv'], folder);
  child.stdout?.destroy();
  const [code] = await once(child, 'close');
  expect(code).toBe(0);
  expect(readFileSync(join(folder, 'kept.csv'), 'utf8')).toMatch(/^bytes_sent,/);
});
