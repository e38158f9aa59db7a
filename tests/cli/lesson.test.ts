/** `LAB_LONG=1` checks the lessons that ship on three seeds. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { freshWork, lessonPrint, writeHandIn } from '../../src/pipeline/lesson/hand-in.ts';
import { SMALL, smallLesson } from '../pipeline/lesson/small-lesson.ts';
import { lab, temporaryFolder } from './support.ts';

const folder = temporaryFolder();
writeFileSync(join(folder, 'small.json'), JSON.stringify(SMALL));

test('a lesson of a file is checked against its own answers, for several seeds', async () => {
  const { code, stdout } = await lab(['--check-lesson', './small.json', '--seeds', '7,42'], folder);
  expect(code).toBe(0);
  expect(stdout).toContain('Small, seed 7');
  expect(stdout.match(/9 answers, 0 not as the lesson says/g)).toHaveLength(2);
  const broken = structuredClone(SMALL);
  broken.steps[1].task.right = ['port 1'] as never;
  writeFileSync(join(folder, 'broken.json'), JSON.stringify(broken));
  const told = await lab(['--check-lesson', './broken.json'], folder);
  expect(told.code).toBe(1);
  expect(told.stdout).toContain('! allow, task: port 1: wrong');
  expect(told.stderr).toMatch(/1 answer of the lesson's own is not as the lesson says/);
});

test('hand-ins are marked again, wrong answers grouped, edited ones named, and written as CSV', async () => {
  const base = {
    lesson: 'small',
    print: lessonPrint(smallLesson()),
    lab: '0',
    student: 'Ada',
    seed: '5',
    at: 0,
  };
  const low = { ...freshWork('alerts'), settings: { contamination: '0.02' } };
  writeFileSync(
    join(folder, 'a.json'),
    writeHandIn({ ...base, steps: [{ ...low, marks: { task: false } }] }),
  );
  writeFileSync(
    join(folder, 'b.json'),
    writeHandIn({ ...base, student: '', steps: [{ ...low, marks: { task: true } }] }),
  );
  writeFileSync(join(folder, 'c.json'), '{}');
  const args = ['--grade', 'a.json', 'b.json', 'c.json', '--lesson', './small.json'];
  const { code, stdout } = await lab([...args, '--grades', 'grades.csv'], folder);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^Ada +0\/4 /m);
  expect(stdout).toMatch(/^b\.json +0\/4 .*edited$/m);
  expect(stdout).toMatch(/c\.json: This is JSON, but no hand-in/);
  expect(stdout).toContain('Alerts, task: Contamination: 0.02 (2 students: Ada, b.json)');
  expect(readFileSync(join(folder, 'grades.csv'), 'utf8').split('\n')).toHaveLength(5);
  const { handIns } = JSON.parse((await lab([...args, '--json'], folder)).stdout);
  expect(handIns).toHaveLength(3);
});

test('the answer sheet has the answers that the lab finds', async () => {
  const { stdout } = await lab(['--answers', './small.json', '--seed', '7'], folder);
  expect(stdout).toContain('→ Contamination: 0.3');
  expect(stdout).toContain('→ More alerts find more');
  expect(stdout).not.toContain('→ Fewer find more');
});

test.each([
  [['--grade', 'a.json'], 2, /--grade needs --lesson/],
  [['--lesson', 'first-hour'], 2, /go with --grade/],
  [['--answers', 'first-hour', '--check-lesson', 'first-hour'], 2, /one at a time/],
  [
    ['--check-lesson', 'first-hour', '--contamination', '0.2'],
    2,
    /A lesson has its own flows and settings/,
  ],
  [
    ['--check-lesson', 'none'],
    1,
    /There is no lesson "none": give one of first-hour, real-traffic/,
  ],
  [['--check-lesson', './missing.json'], 1, /missing\.json: there is no such file/],
] as const)('what does not go together is told: %j', async (args, code, says) => {
  const told = await lab(args, folder);
  expect(told.code).toBe(code);
  expect(told.stderr).toMatch(says);
});

const LONG_SEEDS = process.env.LAB_LONG === '1' ? ['42', '7', '2024'] : [];

test.each(LONG_SEEDS)(
  'the lessons that ship mark their own answers, seed %s',
  {
    timeout: 120_000,
  },
  async (seed) => {
    for (const name of ['first-hour', 'real-traffic']) {
      const { code, stderr } = await lab(['--check-lesson', name, '--seed', seed], folder);
      expect(stderr).toBe('');
      expect(code).toBe(0);
    }
  },
);
