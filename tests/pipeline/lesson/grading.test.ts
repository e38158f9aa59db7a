import { expect, test } from 'vitest';
import { seedOfText } from '../../../src/data/text-seed.ts';
import { classResults, gradesCsv, takeUpNext } from '../../../src/pipeline/lesson/grade-table.ts';
import {
  type Graded,
  gradeHandIn,
  isRefused,
  scoreOf,
  withCopiesNoted,
} from '../../../src/pipeline/lesson/grading.ts';
import {
  freshWork,
  type HandIn,
  lessonPrint,
  readHandIn,
  type StepWork,
  writeHandIn,
} from '../../../src/pipeline/lesson/hand-in.ts';
import { readLesson } from '../../../src/pipeline/lesson/read-lesson.ts';
import { tryLesson } from '../../../src/pipeline/lesson/try-lesson.ts';
import { HOSTILE, STEERING } from '../../hostile-text.ts';
import { SMALL, smallLesson, smallReporter } from './small-lesson.ts';

const lesson = smallLesson();

/** Three seeds are enough for thirty students: their flows are the same where the seed is. */
const NAMES = Array.from({ length: 400 }, (_, at) => `student ${at}`).filter((name) =>
  ['1', '2', '3'].includes(seedOfText(name)),
);

const ALL_RIGHT: readonly Partial<StepWork>[] = [
  {
    settings: { contamination: '0.3' },
    why: 0,
    transfer: 1,
    marks: { task: true, why: true, transfer: true },
  },
  { rule: 'protocol tcp', written: 'I asked.', marks: { task: true } },
];

function handIn(
  student: string,
  works: readonly Partial<StepWork>[],
  more: Partial<HandIn> = {},
): HandIn {
  return {
    lesson: 'small',
    print: lessonPrint(lesson),
    lab: '1.2.3',
    student,
    seed: seedOfText(student),
    at: 0,
    steps: works.map((work, at) => ({
      ...freshWork(at === 0 ? 'alerts' : 'allow'),
      tries: 2,
      seconds: 30,
      ...work,
    })),
    ...more,
  };
}

const grade = async (text: string, name = 'a.json') =>
  gradeHandIn(name, text, lesson, smallReporter, '1.2.3');

async function graded(one: HandIn): Promise<Graded> {
  const result = await grade(writeHandIn(one));
  if (isRefused(result)) throw new Error(result.problem);
  return result;
}

test('the lesson marks its own answers as it says, on three seeds', async () => {
  for (const seed of ['42', '7', '2024']) {
    const tried = await tryLesson(lesson, seed, smallReporter);
    expect(tried.filter(({ problem }) => problem !== null)).toEqual([]);
    expect(tried).toHaveLength(3 + 2 + 2 + 2);
  }
});

test('a lesson whose answers are not as it says is told where', async () => {
  const broken = structuredClone(SMALL);
  broken.steps[0].task.right = [{ contamination: '0.02' }] as never;
  broken.steps[0].why = {
    ...broken.steps[0].why,
    choices: [
      { text: 'a', right: true },
      { text: 'b', right: true },
    ],
  } as never;
  const tried = await tryLesson(readLesson(JSON.stringify(broken)), '42', smallReporter);
  const problems = tried.flatMap(({ step, part, problem }) =>
    problem === null ? [] : [`${step}, ${part}: ${problem}`],
  );
  expect(problems).toHaveLength(2);
  expect(problems[0]).toMatch(
    /^alerts, task: is marked wrong: Attacks found: .*; 75\.0 % takes \d+ more/,
  );
  expect(problems[1]).toBe('alerts, why: every answer of this question is right');
});

test('thirty hand-ins: right, half right, edited, damaged, of others', async () => {
  const right = NAMES.slice(0, 8).map((name) => handIn(name, ALL_RIGHT));
  const half = NAMES.slice(0, 5).map((name) =>
    handIn(name, [
      {
        settings: { contamination: '0.02' },
        why: 1,
        transfer: 0,
        marks: { task: false, why: false, transfer: false },
      },
      ALL_RIGHT[1],
    ]),
  );
  const edited = NAMES.slice(0, 5).map((name) =>
    handIn(name, [
      { settings: { contamination: '0.02' }, why: 1, marks: { task: true, why: true } },
      {},
    ]),
  );
  for (const one of right) expect(scoreOf(await graded(one))).toBe(4);
  for (const one of half) {
    const result = await graded(one);
    expect(scoreOf(result)).toBe(1);
    expect(result.edited).toEqual([]);
  }
  for (const one of edited) {
    const result = await graded(one);
    expect(scoreOf(result)).toBe(0);
    expect(result.edited).toEqual([
      'step 1, task: the file says right, it is wrong',
      'step 1, why: the file says right, it is wrong',
    ]);
  }
  const other = await graded(handIn(NAMES[0], ALL_RIGHT, { seed: '3000000' }));
  expect(other.notes.join()).toContain('its flows are of the seed 3000000, its name gives');
  const older = await graded(handIn(NAMES[0], ALL_RIGHT, { print: 'old', lab: '0.1.0' }));
  expect(older.notes).toEqual([
    'made with another version of the lesson',
    'made with version 0.1.0 of the lab',
  ]);
  const text = writeHandIn(right[0]);
  const bad = [
    '',
    'x',
    '{}',
    text.slice(0, 90),
    text.replace('"small"', '"large"'),
    text.replace('"tries": 2', '"tries": -1'),
    `[${text}]`,
    'x'.repeat(1 << 19),
  ];
  for (const one of bad) expect(isRefused(await grade(one))).toBe(true);
  expect(await grade('x')).toEqual({
    file: 'a.json',
    problem: 'This is not JSON: the file is damaged or cut off. Ask for it again.',
  });
  const all = [...(await Promise.all([...right, ...half, ...edited].map(graded))), other, older];
  const results = classResults(lesson, all);
  expect(results.map(({ part }) => part)).toEqual(['task', 'why', 'transfer', 'task']);
  expect(results[0]).toMatchObject({ right: 10, answered: 20, students: 20 });
  expect(results[0].wrong).toMatchObject([{ answer: 'Contamination: 0.02' }]);
  expect(results[0].wrong[0].students).toHaveLength(10);
  expect(takeUpNext(results)[0].step).toBe('alerts');
  const csv = [
    ...gradesCsv(lesson, [...all, { file: 'b.json', problem: 'This is not JSON, sorry.' }]),
  ];
  expect(csv).toHaveLength(22);
  expect(csv[0]).toBe(
    'file,student,seed,right,of,alerts,allow,tries,hints,minutes,written,edited,remarks\n',
  );
  expect(csv.at(-1)).toBe('b.json,,,,,,,,,,,,"This is not JSON, sorry."\n');
});

test('what a step does not let be touched, or the lab does not take, solves nothing', async () => {
  const says = async (settings: Record<string, string>) => {
    const [part] = (await graded(handIn(NAMES[0], [{ settings, marks: { task: true } }]))).parts;
    expect(part.right).toBe(false);
    return part.says.join();
  };
  expect(await says({ counts: 'web=900000000' })).toMatch(
    /sets counts, which this step does not let/,
  );
  expect(await says({ contamination: 'much' })).toMatch(/Contamination must be/);
  const many = structuredClone(SMALL);
  many.steps[0].touch = ['counts'];
  const open = readLesson(JSON.stringify(many));
  const text = writeHandIn(
    handIn(NAMES[0], [{ settings: { counts: 'web=900000000' }, marks: { task: true } }]),
  );
  const result = (await gradeHandIn('a', text, open, smallReporter, '')) as Graded;
  expect(result.parts[0].says.join()).toMatch(/at most 100000 flows/);
});

test('hostile text stays text: in the table, in the groups, in the file', async () => {
  for (const text of HOSTILE) {
    const written = handIn(
      text.slice(0, 80),
      [{ ...ALL_RIGHT[0], written: text }, { rule: text.slice(0, 200) }],
      { seed: '1' },
    );
    expect(readHandIn(writeHandIn(written))).toEqual(written);
    expect(writeHandIn(written).replaceAll('\n', '')).not.toMatch(STEERING);
    const [, row] = gradesCsv(lesson, [await graded(written)]);
    expect(row).not.toMatch(/(^|,)"?[=+@-]/);
  }
});

test('a name gives the same seed however it is typed', () => {
  expect(seedOfText(' José  Pérez ')).toBe(seedOfText('josé pérez'));
  const seeds = new Set(Array.from({ length: 1000 }, (_, at) => seedOfText(String(at))));
  expect(seeds.size).toBe(99);
  expect(seeds).not.toContain('47');
});

test('work that is that of another, whoever handed it in, is noted', async () => {
  const [ada, ben, cat] = NAMES as [string, string, string];
  const own = await graded(handIn(cat, [{ ...ALL_RIGHT[0], seconds: 31.4 }, ALL_RIGHT[1] ?? {}]));
  const copied = await graded(handIn(ada, ALL_RIGHT, { student: ben }));
  const all = withCopiesNoted([await graded(handIn(ada, ALL_RIGHT)), copied, own]);
  const copies = all.map((one) =>
    isRefused(one) ? null : one.notes.filter((note) => note.startsWith('the same answers')),
  );
  const note = 'the same answers, tries and times as a.json';
  expect(copies).toEqual([[note], [note], []]);
});
