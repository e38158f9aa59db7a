import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  freshWork,
  type HandIn,
  LONGEST_WRITTEN,
  lessonPrint,
  type StepWork,
} from '../../../src/pipeline/lesson/hand-in.ts';
import type { Lesson } from '../../../src/pipeline/lesson/lesson.ts';
import { LESSON_NAMES, shippedLesson } from '../../../src/pipeline/lesson/lesson-files.ts';
import { lessonProgress } from '../../../src/pipeline/lesson/lesson-progress.ts';
import {
  MOST_SUSPENDED,
  readSuspended,
  suspendWork,
  withWholeReasons,
} from '../../../src/pipeline/lesson/suspended-work.ts';
import { smallLesson } from './small-lesson.ts';

const CELLS = Array.from({ length: 40 }, (_, at) => `cell-${at}`);
const FLAGS = ['contamination', 'nu', 'counts', '__proto__'];

/** A lesson of so many steps, each of which lets four settings be touched. */
function lessonOf(steps: number): Lesson {
  const small = smallLesson();
  return {
    ...small,
    steps: Array.from({ length: steps }, (_, at) => ({
      ...(small.steps[at % 2] as Lesson['steps'][number]),
      name: `step-${at}`,
      touch: FLAGS,
    })),
  };
}

const anyText = (maxLength: number) =>
  fc.oneof(
    fc.string({ maxLength }),
    fc
      .string({ unit: 'grapheme', maxLength: Math.floor(maxLength / 8) })
      .filter((text) => text.length <= maxLength),
    fc.constantFrom('ö', '界', '\u0000', '"', '\ud83d').map((letter) => letter.repeat(maxLength)),
  );
const anyMark = fc.constantFrom(undefined, true, false);
const anyChoice = fc.option(fc.nat(11), { nil: null });

const anyWork = (longest: number) =>
  fc
    .record({
      settings: fc.dictionary(fc.constantFrom(...FLAGS), anyText(longest), {
        noNullPrototype: true,
      }),
      guesses: fc.dictionary(
        fc.constantFrom('generate', 'compare', '__proto__'),
        anyText(Math.min(200, longest)),
        {
          noNullPrototype: true,
        },
      ),
      choice: anyChoice,
      rule: anyText(Math.min(200, longest)),
      why: anyChoice,
      written: anyText(longest),
      transfer: anyChoice,
      marks: fc
        .record({ task: anyMark, why: anyMark, transfer: anyMark })
        .map((marks) => JSON.parse(JSON.stringify(marks)) as StepWork['marks']),
      tries: fc.nat(9999),
      hints: fc.nat(9999),
      seconds: fc.nat(999_999),
    })
    .map((work) => ({ ...freshWork(''), ...work }));

/** Work on some steps of a lesson, in their order. */
const anyHandIn = (most: number, longest: number) =>
  fc
    .record({
      student: anyText(80),
      seed: anyText(80),
      works: fc.array(fc.option(anyWork(longest)), { minLength: 1, maxLength: most }),
      at: fc.nat(39),
    })
    .map(({ works, ...others }) => {
      const lesson = lessonOf(works.length);
      const handIn: HandIn = {
        lesson: lesson.name,
        print: lessonPrint(lesson),
        lab: '0.2.0',
        ...others,
        steps: works.flatMap((work, at) =>
          work === null ? [] : [{ ...work, step: `step-${at}` }],
        ),
      };
      return { lesson, handIn };
    });

const NOW = Date.UTC(2026, 10, 30);

describe('work as a course system keeps it', () => {
  it('comes back as it was where it fits', () => {
    fc.assert(
      fc.property(anyHandIn(8, 20), fc.nat(NOW), ({ lesson, handIn }, changedAt) => {
        const { text, cut } = suspendWork(handIn, lesson, changedAt);
        fc.pre(!cut);
        expect(readSuspended(text, lesson)).toEqual({ handIn, changedAt, cut: false });
      }),
    );
  });

  it('never takes more than 4,096 characters of ASCII, and keeps all but texts', () => {
    let cuts = 0;
    fc.assert(
      fc.property(anyHandIn(40, LONGEST_WRITTEN), ({ lesson, handIn }) => {
        const { text, cut } = suspendWork(handIn, lesson, NOW);
        expect(text).toMatch(/^[\x20-\x7e]+$/);
        expect(text.length).toBeLessThanOrEqual(MOST_SUSPENDED);
        const read = readSuspended(text, lesson);
        expect(read?.cut).toBe(cut);
        if (cut) cuts++;
        const bare = (works: readonly StepWork[]) =>
          works.map((work) => ({ ...work, written: '', rule: '', settings: {}, guesses: {} }));
        expect(bare(read?.handIn.steps ?? [])).toEqual(bare(handIn.steps));
        read?.handIn.steps.forEach(({ written }, at) => {
          expect(handIn.steps[at]?.written.startsWith(written)).toBe(true);
        });
        expect(lessonProgress(read?.handIn ?? { steps: [] }, lesson)).toEqual(
          lessonProgress(handIn, lesson),
        );
      }),
      { numRuns: 60 },
    );
    expect(cuts).toBeGreaterThan(10);
  });

  it('fits with 40 steps of the longest texts', () => {
    const lesson = lessonOf(40);
    const letter = '界';
    const steps = lesson.steps.map(({ name }) => ({
      ...freshWork(name),
      settings: Object.fromEntries(FLAGS.map((flag) => [flag, letter.repeat(2000)])),
      guesses: Object.fromEntries(CELLS.map((cell) => [cell, letter.repeat(200)])),
      choice: 11,
      rule: letter.repeat(200),
      why: 11,
      written: letter.repeat(2000),
      transfer: 11,
      marks: { task: true, why: true, transfer: true },
      tries: 123_456_789,
      hints: 123_456_789,
      seconds: 1e12,
    }));
    const handIn = {
      lesson: lesson.name,
      print: lessonPrint(lesson),
      lab: letter.repeat(20),
      student: letter.repeat(80),
      seed: letter.repeat(80),
      at: 39,
      steps,
    };
    const { text, cut } = suspendWork(handIn, lesson, NOW);
    expect(text.length).toBeLessThanOrEqual(MOST_SUSPENDED);
    expect(cut).toBe(true);
    expect(readSuspended(text, lesson)?.handIn.steps).toHaveLength(40);
  });

  it('keeps a lesson of the lab whole, with 60 words for each reason', async () => {
    expect(LESSON_NAMES.length).toBeGreaterThan(1);
    for (const name of LESSON_NAMES) {
      const lesson = (await shippedLesson(name)) as Lesson;
      const steps = lesson.steps.map(({ name: step, task, why }) => ({
        ...freshWork(step),
        settings: task.kind === 'settings' ? (task.right[0] ?? {}) : {},
        guesses: { compare: 'Isolation Forest finds most, with 250 alerts' },
        choice: 2,
        rule: task.kind === 'rule' ? (task.right[0] ?? '') : '',
        why: 1,
        written: why?.kind === 'write' ? 'because '.repeat(60) : '',
        transfer: 1,
        marks: { task: true, why: false, transfer: true },
        tries: 30,
        hints: 3,
        seconds: 1234.5,
      }));
      const { cut } = suspendWork({ ...blank(lesson), steps }, lesson, NOW);
      expect({ name, cut }).toEqual({ name, cut: false });
    }
  });

  it('cuts reasons before answers, each to the same length, and no letter in two', () => {
    const lesson = lessonOf(3);
    const steps = lesson.steps.map(({ name }) => ({
      ...freshWork(name),
      settings: { contamination: '0.12' },
      rule: 'port 53',
      written: `x${'😀'.repeat(900)}`,
    }));
    const handIn = { ...blank(lesson), steps };
    const { text } = suspendWork(handIn, lesson, NOW);
    const read = readSuspended(text, lesson);
    expect(text.length).toBeGreaterThan(MOST_SUSPENDED - 40);
    expect(read?.handIn.steps.map(({ settings, rule }) => [settings, rule])).toEqual(
      steps.map(({ settings, rule }) => [settings, rule]),
    );
    const reasons = read?.handIn.steps.map(({ written }) => written) ?? [];
    expect(new Set(reasons).size).toBe(1);
    expect(reasons[0]).toMatch(/^x(😀)+$/u);
    expect(withWholeReasons(read as NonNullable<typeof read>, handIn)).toEqual(handIn);
  });

  it('is none where the text is of another lesson, another form, or damaged', () => {
    const lesson = lessonOf(2);
    const { text } = suspendWork(blank(lesson), lesson, NOW);
    expect(readSuspended(text, lesson)).not.toBeNull();
    expect(readSuspended(text, lessonOf(3))).toBeNull();
    for (const other of ['', ' ', '[]', '{}', 'null', text.slice(1), text.replace('[1', '[2')]) {
      expect(readSuspended(other, lesson)).toBeNull();
    }
    fc.assert(
      fc.property(fc.nat(text.length - 1), fc.string({ maxLength: 2 }), (at, letters) => {
        const damaged = text.slice(0, at) + letters + text.slice(at + 1);
        const read = readSuspended(damaged, lesson);
        expect(read === null || read.handIn.steps.length <= 2).toBe(true);
      }),
    );
  });
});

function blank(lesson: Lesson): HandIn {
  return {
    lesson: lesson.name,
    print: lessonPrint(lesson),
    lab: '0.2.0',
    student: '',
    seed: '7',
    at: 0,
    steps: [],
  };
}

describe('how far a student is', () => {
  const lesson = smallLesson();
  const [first, second] = lesson.steps.map(({ name }) => freshWork(name)) as [StepWork, StepWork];
  const of = (...marks: readonly StepWork['marks'][]) =>
    lessonProgress(
      { steps: [first, second].map((work, at) => ({ ...work, marks: marks[at] ?? {} })) },
      lesson,
    );

  it('counts what is right of what the lab marks', () => {
    expect(of()).toEqual({ score: 0, state: 'incomplete' });
    expect(of({ task: true, why: true })).toEqual({ score: 50, state: 'incomplete' });
  });

  it('is through when each task was checked, and has passed when all is right', () => {
    expect(of({ task: false }, { task: true })).toEqual({ score: 25, state: 'completed' });
    expect(of({ task: true, why: true, transfer: true }, { task: true })).toEqual({
      score: 100,
      state: 'passed',
    });
  });
});
