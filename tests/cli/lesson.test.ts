/** `LAB_LONG=1` checks the lessons that ship on three seeds, and marks thirty hand-ins of the first. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  type Graded,
  isRefused,
  type Refused,
  scoreOf,
} from '../../src/pipeline/lesson/grading.ts';
import {
  freshWork,
  type HandIn,
  handInJson,
  lessonPrint,
  writeHandIn,
} from '../../src/pipeline/lesson/hand-in.ts';
import { LESSON_NAMES, shippedLesson } from '../../src/pipeline/lesson/lesson-files.ts';
import { type MadeHandIn, madeHandIns } from '../pipeline/lesson/made-hand-ins.ts';
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
    for (const name of LESSON_NAMES) {
      const { code, stderr } = await lab(['--check-lesson', name, '--seed', seed], folder);
      expect(stderr).toBe('');
      expect(code).toBe(0);
    }
  },
);

test.runIf(process.env.LAB_LONG === '1')(
  'thirty hand-ins are marked again: right, half right, edited, of others, damaged, hostile',
  { timeout: 300_000 },
  async () => {
    const lesson = await shippedLesson('first-hour');
    if (lesson === null) throw new Error('First hour ships.');
    const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
    const fresh = { lesson: lesson.name, print: lessonPrint(lesson), lab: version, student: '' };
    const made = await madeHandIns(
      lesson.steps,
      handInJson({ ...fresh, seed: '', at: 0, steps: [] }) as HandIn,
      async (seed) => {
        const asked = ['--answers', 'first-hour', '--seed', seed, '--json'];
        return JSON.parse((await lab(asked, folder)).stdout);
      },
    );
    for (const { name, text } of made) writeFileSync(join(folder, name), text);
    const files = made.map(({ name }) => name);
    const began = performance.now();
    const args = ['--lesson', 'first-hour', '--grades', 'thirty.csv', '--json'];
    const { code, stdout } = await lab(['--grade', ...files, ...args], folder);
    expect(code).toBe(0);
    expect(performance.now() - began).toBeLessThan(60_000);
    const { handIns } = JSON.parse(stdout) as { handIns: (Graded | Refused)[] };
    for (const [at, { kind }] of made.entries()) expectMarked(handIns[at], kind);
    const rows = readFileSync(join(folder, 'thirty.csv'), 'utf8').trimEnd().split('\n');
    expect(rows).toHaveLength(31);
    for (const row of rows) expect(row).not.toMatch(/(^|,)"?[=+@-]/);
  },
);

/** What is to be found out about a hand-in of a kind. */
function expectMarked(one: Graded | Refused, kind: MadeHandIn['kind']): void {
  if (isRefused(one)) {
    expect(kind).toBe('damaged');
    return;
  }
  expect(kind).not.toBe('damaged');
  const isHalf = kind === 'half' || kind === 'edited';
  const right = scoreOf(one);
  if (isHalf) expect(right).toBe(one.parts.filter(({ step }) => isRightStep(one, step)).length);
  else expect(right).toBe(one.parts.length);
  expect(one.edited.length).toBe(kind === 'edited' ? one.parts.length - right : 0);
  const remarks = one.notes.join('; ');
  if (kind === 'seed')
    expect(remarks).toMatch(/^its flows are of the seed 3000000, its name gives \d+: /);
  else if (kind === 'version') {
    expect(remarks).toMatch(/another version of the lesson; made with version 0\.1\.0/);
  } else expect(remarks).toBe('');
}

/** Of what is half right, every second step is. */
function isRightStep({ parts }: Graded, step: string): boolean {
  const names = [...new Set(parts.map((one) => one.step))];
  return names.indexOf(step) % 2 === 0;
}
