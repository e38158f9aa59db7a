import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Papa from 'papaparse';
import { beforeAll, describe, expect, test } from 'vitest';
import { HOSTILE, hostileFlows, hostileTable, STEERING } from '../hostile-text.ts';
import { lab, temporaryFolder } from './support.ts';

const folder = temporaryFolder();
const FLOWS = '\u202e=fdp\u001b[2J.csv';
beforeAll(() => {
  writeFileSync(join(folder, FLOWS), hostileFlows());
  writeFileSync(join(folder, 'table.csv'), hostileTable());
});

const text = (file: string) => readFileSync(join(folder, file), 'utf8');
const FAST = ['--detectors', 'interquartile-fence,robust-z-score'];

/** Nothing but line breaks steers the terminal, and no line is another's. */
function expectInert(said: string): void {
  expect(said.split('\n').filter((line) => STEERING.test(line))).toEqual([]);
}

describe.each([
  ['flows', FLOWS],
  ['a table of numbers', 'table.csv'],
])('of %s with hostile names, nothing steers the terminal', (_, file) => {
  test.each([
    [[]],
    [['--explain', '9']],
    [['--timeline', '--leave-one-out']],
    [['--inspect']],
    [['--stream', 'half-space-trees', '--stream-warm-up', '20', '--stream-window', '20']],
    [['--save-model', '\u001b[31m.json']],
  ])('with %j, as text and as JSON', async (args) => {
    for (const more of [[], ['--json']]) {
      const options = ['--input', file, ...FAST, ...args, ...more];
      const { code, stdout, stderr } = await lab(options, folder);
      expect(code, stderr).toBe(0);
      expectInert(stdout);
      expectInert(stderr);
    }
  });
});

test('a classifier is taught such names, and each keeps its own', async () => {
  const asked = ['--classify', '--unknown-attack', '__proto__,constructor', '--epochs', '3'];
  const { code, stdout, stderr } = await lab(['--input', FLOWS, ...FAST, ...asked], folder);
  expect(code, stderr).toBe(0);
  expectInert(stdout);
  expect(stdout).toMatch(/^ {2}__proto__: /m);
  expect(stdout).toMatch(/^ {2}constructor: /m);
});

test('what every object has is counted like any other name', async () => {
  const { stdout } = await lab(['--input', FLOWS, ...FAST, '--json'], folder);
  const report = JSON.parse(stdout);
  const [fence] = Object.values(report.detectors) as { detectionRate: object }[];
  const counts = new Map(Object.entries(report.flows.byType));
  for (const name of HOSTILE) expect(counts.get(name), name).toBe(12);
  expect(Object.keys(fence.detectionRate).toSorted()).toEqual(HOSTILE.toSorted());
});

test('messages repeat hostile words harmlessly', async () => {
  for (const args of [
    ['--input', '\u001b]0;x\u0007\u202e.csv'],
    ['--format', '\u001b[31m'],
    ['--nu', '\u009b1m\n2'],
    ['--\u202ex'],
    ['--flows', '\u001b/\u202e/x.csv'],
    ['--input', FLOWS, '--map', 'service=\u001b[31m'],
    ['--load-model', FLOWS],
    ['--allow', '\u001b[31m \u2028'],
  ]) {
    const { code, stdout, stderr } = await lab(args, folder);
    expect([1, 2]).toContain(code);
    expect([stdout, stderr.split('\n').length]).toEqual(['', 2]);
    expectInert(stderr);
  }
});

describe('files', () => {
  beforeAll(async () => {
    const csv = ['--flows', 'flows.csv', '--scores', 'scores.csv', '--alerts', 'alerts.csv'];
    const python = ['--notebook', 'lab.ipynb', '--python', 'lab.py'];
    const flows = await lab(['--input', FLOWS, ...FAST, ...csv, ...python], folder);
    expect(flows.code, flows.stderr).toBe(0);
    const table = ['--engineered', 'engineered.csv', '--scaled', 'scaled.csv'];
    const numbers = await lab(['--input', 'table.csv', ...FAST, ...table], folder);
    expect(numbers.code, numbers.stderr).toBe(0);
    await lab(['--input', FLOWS, ...FAST, '--alerts', 'alerts.jsonl'], folder);
  });

  test.each(['flows.csv', 'scores.csv', 'alerts.csv', 'engineered.csv', 'scaled.csv'])(
    '%s gives a spreadsheet no formula, and each cell is one',
    (file) => {
      const { data, errors } = Papa.parse<string[]>(text(file).trimEnd());
      expect(errors).toEqual([]);
      expect(new Set(data.map((row) => row.length)).size).toBe(1);
      const cells = data.flat();
      const formulas = cells.filter((cell) => /^[=+\-@\t\r＝＋－＠]/.test(cell));
      expect(formulas.filter((cell) => Number.isNaN(Number(cell)))).toEqual([]);
      expect(cells).toContain(`'=cmd|' /C calc'!A0`);
    },
  );

  test('alerts as JSON lines are a value a line, exactly what was read', () => {
    const lines = text('alerts.jsonl')
      .trimEnd()
      .split(/[\n\r\u0085\u2028\u2029]/);
    for (const line of lines) expect(line).not.toMatch(STEERING);
    const types = lines.map((line) => JSON.parse(line).attack_type);
    expect(types.length).toBeGreaterThan(5);
    expect([...HOSTILE, 'normal']).toEqual(expect.arrayContaining(types));
  });

  test('code that is made for the traffic holds no word of it', () => {
    const { cells } = JSON.parse(text('lab.ipynb'));
    for (const document of [JSON.stringify(cells), text('lab.py')]) {
      for (const name of HOSTILE.filter((word) => word.length > 1 && word !== 'normal\u200b')) {
        expect(document).not.toContain(name);
      }
    }
  });

  test('read again, such flows score the same', async () => {
    const scores = async (file: string) => {
      const { stdout } = await lab(['--input', file, ...FAST, '--json'], folder);
      return JSON.parse(stdout).comparison.comparison;
    };
    expect(await scores('flows.csv')).toEqual(await scores(FLOWS));
  });
});
