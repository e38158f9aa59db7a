import { InputError } from '../../data/errors.ts';
import { Field, parseShallowJson } from '../../data/json-fields.ts';
import {
  freshWork,
  type HandIn,
  handInJson,
  handInOf,
  LONGEST_WRITTEN,
  lessonPrint,
  type StepWork,
} from './hand-in.ts';
import type { Lesson, LessonStep } from './lesson.ts';
import { PARTS } from './marking.ts';

/**
 * Characters that `cmi.suspend_data` may have. Source: SCORM 1.2 Run-Time Environment, 3.4.2.4
 * (CMIString4096). Some systems count bytes: only ASCII is written, where both are the same.
 */
export const MOST_SUSPENDED = 4096;

/** The form of the text; a reader of another form does not know it. */
const FORM = 1;

/** Greater numbers are of no use to anybody, and would take room. */
const MOST_SECONDS = 999_999;
const MOST_COUNT = 9999;

/** Work on a lesson as a course system keeps it. */
export interface SuspendedWork {
  readonly handIn: HandIn;
  /** When it was changed last, in milliseconds since 1970 UTC. */
  readonly changedAt: number;
  /** Whether reasons, or settings, rules and guesses, were left out for want of room. */
  readonly cut: boolean;
}

/** What of the texts of a hand-in is written. */
interface Room {
  /** Of each reason, so many UTF-16 units. */
  readonly written: number;
  /** The steps, by number, whose settings, rule and guesses are left out. */
  readonly without: ReadonlySet<number>;
}

/**
 * Work on a lesson as ASCII text of at most `MOST_SUSPENDED` characters. Marks, tries, hints, times
 * and choices always fit. Reasons that do not are cut, all to the same length; settings, rules and
 * guesses are left out, the longest first, only where there is no room without any reason. O(characters).
 */
export function suspendWork(
  handIn: HandIn,
  lesson: Lesson,
  changedAt: number,
): { readonly text: string; readonly cut: boolean } {
  const write = (room: Room, cut: boolean) => suspendedText(handIn, lesson, changedAt, room, cut);
  const without = new Set<number>();
  const whole = write({ written: LONGEST_WRITTEN, without }, false);
  if (whole.length <= MOST_SUSPENDED) return { text: whole, cut: false };
  const fits = (written: number) => write({ written, without }, true).length <= MOST_SUSPENDED;
  let over = write({ written: 0, without }, true).length - MOST_SUSPENDED;
  for (const { step, length } of longestAnswers(handIn, lesson)) {
    if (over <= 0) break;
    without.add(step);
    over -= length;
  }
  return { text: write({ written: mostThat(fits, LONGEST_WRITTEN), without }, true), cut: true };
}

/** The greatest number up to `most` that fits, where smaller ones fit as well. O(log most). */
function mostThat(fits: (value: number) => boolean, most: number): number {
  let [fitting, over] = [0, most + 1];
  while (over - fitting > 1) {
    const middle = (fitting + over) >> 1;
    if (fits(middle)) fitting = middle;
    else over = middle;
  }
  return fitting;
}

/** The steps by number, with the least room that their settings, rule and guesses take; the most first. */
function longestAnswers({ steps }: HandIn, lesson: Lesson) {
  return lesson.steps
    .map((step, at) => {
      const work = steps.find((one) => one.step === step.name);
      const length = work === undefined ? 0 : ascii(answersRow(work, step)).length;
      return { step: at, length };
    })
    .sort((a, b) => b.length - a.length);
}

function suspendedText(
  { print, lab, at, seed, student, steps }: HandIn,
  lesson: Lesson,
  changedAt: number,
  { written, without }: Room,
  cut: boolean,
): string {
  const rows = lesson.steps.map((step, number) => {
    const work = steps.find((one) => one.step === step.name);
    return work === undefined ? 0 : rowOf(work, step, written, without.has(number));
  });
  return ascii([FORM, print, lab, changedAt, cut ? 1 : 0, at, seed, student, rows]);
}

/** JSON in which whatever is no printable ASCII stands by its number. */
function ascii(value: unknown): string {
  return JSON.stringify(value).replace(
    /[^\x20-\x7e]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** Seven numbers; behind them a reason, a rule, settings and guesses, if there is any. */
function rowOf(work: StepWork, step: LessonStep, written: number, bare: boolean): unknown[] {
  const numbers = [
    Math.min(Math.round(work.seconds), MOST_SECONDS),
    Math.min(work.tries, MOST_COUNT),
    Math.min(work.hints, MOST_COUNT),
    PARTS.reduce((sum, part) => sum * 3 + markNumber(work.marks[part]), 0),
    ...[work.choice, work.why, work.transfer].map((at) =>
      at === null ? 0 : Math.min(at + 1, MOST_COUNT),
    ),
  ];
  const reason = headOf(work.written, written);
  const answers = bare ? ['', [], []] : answersRow(work, step);
  const hasText = reason !== '' || answers.some(({ length }) => length > 0);
  return hasText ? [...numbers, reason, ...answers] : numbers;
}

/** A rule, settings, and guesses as names and words by turns. */
function answersRow(work: StepWork, step: LessonStep) {
  return [work.rule, settingsRow(work, step), Object.entries(work.guesses).flat()];
}

const MARKS = [undefined, false, true] as const;
const markNumber = (mark: boolean | undefined) => MARKS.indexOf(mark);

/** The values in the order in which the step names its settings; 0: as the step has it. */
function settingsRow({ settings }: StepWork, { touch }: LessonStep): (string | 0)[] {
  const values = touch.map((flag) => (Object.hasOwn(settings, flag) ? (settings[flag] ?? 0) : 0));
  return values.some((value) => value !== 0) ? values : [];
}

/** The first units of a text; no letter is cut in two. */
function headOf(text: string, units: number): string {
  const head = text.slice(0, units);
  return head.length < text.length ? head.replace(/[\ud800-\udbff]$/, '') : head;
}

/**
 * Reads what `suspendWork` has written. Whatever else the text says, nothing is done. O(characters).
 *
 * @returns `null` where there is no work, or none on this version of the lesson
 */
export function readSuspended(text: string, lesson: Lesson): SuspendedWork | null {
  if (text.trim() === '') return null;
  try {
    const all = new Field(parseShallowJson(text), '').list('values', 9, 9);
    const [form, print, lab, changedAt, cut, at, seed, student, rows] = all;
    if (form.value !== FORM || print.value !== lessonPrint(lesson)) return null;
    const count = lesson.steps.length;
    const handIn = {
      lesson: lesson.name,
      print: print.word(LONGEST_WRITTEN),
      lab: lab.word(LONGEST_WRITTEN),
      student: student.word(LONGEST_WRITTEN),
      seed: seed.word(LONGEST_WRITTEN),
      at: at.count(),
      steps: rows
        .list('steps', count, count)
        .flatMap((row, step) => (row.value === 0 ? [] : [readRow(row, lesson.steps[step])])),
    };
    // How much a hand-in may hold is said in one place.
    const checked = handInOf(handInJson(handIn));
    return { handIn: checked, changedAt: changedAt.count(), cut: cut.value === 1 };
  } catch (error) {
    if (error instanceof InputError) return null;
    throw error;
  }
}

function readRow(row: Field, step: LessonStep): StepWork {
  const fields = row.list('values', 7, 11);
  const [seconds, tries, hints, marks, choice, why, transfer] = fields
    .slice(0, 7)
    .map((field) => field.count());
  const [written, rule, settings, guesses] = fields.slice(7);
  const values = settings?.list('settings', 0, step.touch.length) ?? [];
  const guessed = guesses?.words(0, MOST_SUSPENDED, LONGEST_WRITTEN) ?? [];
  return {
    ...freshWork(step.name),
    settings: Object.fromEntries(
      values.flatMap((field, at) =>
        field.value === 0 ? [] : [[step.touch[at], field.word(LONGEST_WRITTEN)]],
      ),
    ),
    guesses: Object.fromEntries(
      guessed.flatMap((word, at) => (at % 2 === 0 ? [[word, guessed[at + 1] ?? '']] : [])),
    ),
    choice: choice === 0 ? null : choice - 1,
    why: why === 0 ? null : why - 1,
    transfer: transfer === 0 ? null : transfer - 1,
    rule: rule?.word(LONGEST_WRITTEN) ?? '',
    written: written?.word(LONGEST_WRITTEN) ?? '',
    marks: Object.fromEntries(
      PARTS.flatMap((part, at) => {
        const mark = MARKS[Math.floor(marks / 3 ** (PARTS.length - 1 - at)) % 3];
        return mark === undefined ? [] : [[part, mark]];
      }),
    ),
    tries,
    hints,
    seconds,
  };
}

/** Reasons that were cut for want of room, as the browser has them that they were written in. */
export function withWholeReasons(suspended: SuspendedWork, own: HandIn | undefined): HandIn {
  const { handIn, cut } = suspended;
  if (!cut || own === undefined) return handIn;
  return {
    ...handIn,
    steps: handIn.steps.map((work) => {
      const whole = own.steps.find(({ step }) => step === work.step)?.written ?? '';
      return whole.startsWith(work.written) ? { ...work, written: whole } : work;
    }),
  };
}
