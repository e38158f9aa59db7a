import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { FEW_FLOWS, lab, temporaryFolder } from './support.ts';

const SCRIPT = fileURLToPath(new URL('../../scripts/lab.mjs', import.meta.url));
const folder = temporaryFolder();
const FAST = ['--detectors', 'one-class-svm'];

/** The command as npm runs it: from the project's folder, with the caller's in INIT_CWD. */
function command(args: readonly string[], input = '') {
  const env = { ...process.env, INIT_CWD: folder };
  return spawnSync(process.execPath, [SCRIPT, ...args], { input, env, encoding: 'utf8' });
}

test("file names count from the caller's folder, and - is standard input", async () => {
  const writing = command([...FEW_FLOWS, ...FAST, '--flows', 'flows.csv', '--scores', 'one.csv']);
  expect({ status: writing.status, stderr: writing.stderr }).toEqual({ status: 0, stderr: '' });
  const flows = readFileSync(join(folder, 'flows.csv'), 'utf8');

  const reading = command(['--input', '-', ...FAST, '--scores', 'two.csv'], flows);
  expect({ status: reading.status, stderr: reading.stderr }).toEqual({ status: 0, stderr: '' });
  const bytes = (file: string) => readFileSync(join(folder, file), 'utf8');
  expect(bytes('two.csv')).toBe(bytes('one.csv'));
});

test('exit codes reach the shell', () => {
  const missing = command(['--input', 'missing.csv']);
  expect(missing.status).toBe(1);
  expect(missing.stderr).toMatch(/^[^\n]*missing\.csv[^\n]*\n$/);
  const unknown = command(['--nope']);
  expect(unknown.status).toBe(2);
  expect(unknown.stderr).toBe("Unknown option '--nope'. See --help.\n");
  const nothing = command(['--input', '-'], '');
  expect(nothing.status).toBe(1);
  expect(nothing.stderr).toMatch(/^standard input: empty[^\n]*\n$/);
});

test('a reader that has seen enough is no error', async () => {
  const child = spawn(process.execPath, [SCRIPT, ...FAST]);
  child.stdout.destroy();
  let complaint = '';
  child.stderr.setEncoding('utf8').on('data', (text) => {
    complaint += text;
  });
  const code = await new Promise((done) => child.on('close', done));
  expect({ code, complaint }).toEqual({ code: 0, complaint: '' });
});

test('the command and the function answer the same', async () => {
  const { stdout } = command([...FEW_FLOWS, '--json', ...FAST]);
  const direct = await lab([...FEW_FLOWS, '--json', ...FAST], folder);
  const timeless = (text: string) => text.replace(/"milliseconds": \{[^}]*\}/g, '');
  expect(timeless(stdout)).toBe(timeless(direct.stdout));
});
