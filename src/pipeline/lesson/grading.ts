import { InputError } from '../../data/errors.ts';
import { hashOfText, seedOfText } from '../../data/text-seed.ts';
import { answerWords } from './answer-words.ts';
import { type HandIn, lessonPrint, readHandIn, type StepWork, workOn } from './hand-in.ts';
import type { Lesson, LessonStep } from './lesson.ts';
import { type LessonMark, markedParts, markPart, type Part } from './marking.ts';
import {
  type AskedReport,
  type Reporter,
  remembering,
  reportFor,
  sharedRuns,
} from './step-runs.ts';

/** A part of a step as it is marked again. */
export interface GradedPart {
  readonly step: string;
  readonly part: Part;
  /** The answer in words; `null`: there is none. */
  readonly answer: string | null;
  readonly right: boolean;
  /** What the student was told, or would be. */
  readonly says: readonly string[];
}

/** A hand-in, marked again. */
export interface Graded {
  readonly file: string;
  readonly student: string;
  readonly seed: string;
  readonly parts: readonly GradedPart[];
  /** What a student wrote, for a person to read, by step. */
  readonly written: readonly { readonly step: string; readonly text: string }[];
  /** Checks made and hints taken, all in all, and the time of all steps in seconds. */
  readonly tries: number;
  readonly hints: number;
  readonly seconds: number;
  /** Tells the work itself: answers, tries and times, whoever handed it in. */
  readonly workPrint: number;
  /** Marks in the file that are not what its answers are worth. */
  readonly edited: readonly string[];
  /** What else is to be known of it. */
  readonly notes: readonly string[];
}

/** A file that is no hand-in of the lesson. */
export interface Refused {
  readonly file: string;
  readonly problem: string;
}

/**
 * Marks a hand-in again from its answers, whatever marks it has. Settings, rules and choices are the
 * only things of it that count.
 *
 * @param file its name, to tell it by
 * @param text as the file has it
 * @param lab the version of this lab
 */
export async function gradeHandIn(
  file: string,
  text: string,
  lesson: Lesson,
  reporter: Reporter,
  lab: string,
): Promise<Graded | Refused> {
  try {
    const handIn = readHandIn(text);
    if (handIn.lesson !== lesson.name) {
      throw new InputError(`It is of the lesson "${handIn.lesson}", not "${lesson.name}".`);
    }
    return await grade(file, handIn, lesson, remembering(reporter), lab);
  } catch (error) {
    if (error instanceof InputError) return { file, problem: error.message };
    throw error;
  }
}

async function grade(
  file: string,
  handIn: HandIn,
  lesson: Lesson,
  report: Reporter,
  lab: string,
): Promise<Graded> {
  const { student, seed, steps } = handIn;
  const given = lesson.steps.flatMap((step) =>
    markedParts(step).map((part): GivenAnswer => {
      const work = workOn(handIn, step.name);
      const answer = answerWords(part, step, work);
      const run = answer === null ? null : runOf(part, lesson, step, handIn);
      return { step, part, work, answer, run };
    }),
  );
  const runs = given.flatMap(({ run }) => (run === null || typeof run === 'string' ? [] : [run]));
  const shared = new Map(sharedRuns(runs).map((run, at) => [runs[at], run]));
  const parts: GradedPart[] = [];
  const differing: string[] = [];
  for (const { step, part, work, answer, run } of given) {
    const mark =
      run === null || typeof run === 'string'
        ? { right: false, says: run === null ? [] : [run] }
        : await markBy(shared.get(run) ?? run, part, step, work, report);
    parts.push({ step: step.name, part, answer, right: mark.right, says: mark.says });
    const claimed = work.marks[part];
    if (claimed !== undefined && claimed !== mark.right) {
      const says = (right: boolean) => (right ? 'right' : 'wrong');
      differing.push(
        `step ${lesson.steps.indexOf(step) + 1}, ${part}: the file says ${says(claimed)}, it is ${says(mark.right)}`,
      );
    }
  }
  const isOther = handIn.print !== lessonPrint(lesson);
  const sum = (of: (work: StepWork) => number) => steps.reduce((total, one) => total + of(one), 0);
  return {
    file,
    student,
    seed,
    parts,
    written: lesson.steps.flatMap(({ name, why }) => {
      const text = workOn(handIn, name).written.trim();
      return why?.kind === 'write' && text !== '' ? [{ step: name, text }] : [];
    }),
    workPrint: hashOfText(JSON.stringify(steps.map(({ marks: _, ...work }) => work))),
    tries: sum(({ tries }) => tries),
    hints: sum(({ hints }) => hints),
    seconds: sum(({ seconds }) => seconds),
    // Another version of the lesson may have marked otherwise.
    edited: isOther ? [] : differing,
    notes: [
      ...(isOther ? ['made with another version of the lesson', ...differing] : []),
      ...(handIn.lab === lab ? [] : [`made with version ${handIn.lab} of the lab`]),
      ...seedNotes(handIn, lesson),
    ],
  };
}

/** A run that the lab cannot do, as with flows that some seed spoils, solves nothing. */
async function markBy(
  run: AskedReport,
  part: Part,
  step: LessonStep,
  work: StepWork,
  report: Reporter,
): Promise<LessonMark> {
  try {
    return markPart(part, step, work, await report(run));
  } catch (error) {
    if (error instanceof InputError) return { right: false, says: [error.message] };
    throw error;
  }
}

/** A part of a step as it was handed in. */
interface GivenAnswer {
  readonly step: LessonStep;
  readonly part: Part;
  readonly work: StepWork;
  /** In words; `null`: it was left open. */
  readonly answer: string | null;
  /** What marks it, or why nothing can; `null`: it was left open. */
  readonly run: AskedReport | string | null;
}

/** The run that an answer is marked by, or why it solves nothing. */
function runOf(part: Part, lesson: Lesson, step: LessonStep, handIn: HandIn): AskedReport | string {
  const work = workOn(handIn, step.name);
  const forbidden = Object.keys(work.settings).filter((flag) => !step.touch.includes(flag));
  if (forbidden.length > 0) {
    return `It sets ${forbidden.join(', ')}, which this step does not let be touched.`;
  }
  try {
    return reportFor(part, lesson, step, handIn.seed, work);
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
}

function seedNotes({ student, seed }: HandIn, { seeds }: Lesson): string[] {
  if (seeds === 'same') return seed === '' ? [] : [`its flows are of the seed ${seed}`];
  const own = seedOfText(student);
  if (student.trim() === '') return ['it has no name'];
  return seed === own
    ? []
    : [
        `its flows are of the seed ${seed}, its name gives ${own}: the name or the file was changed after the work`,
      ];
}

/** How many of the parts that the lab marks are right. */
export function scoreOf({ parts }: Pick<Graded, 'parts'>): number {
  return parts.filter(({ right }) => right).length;
}

export function isRefused(one: Graded | Refused): one is Refused {
  return 'problem' in one;
}

/** With fewer checks two students may have done the same by chance. */
const CHECKS_TO_TELL = 4;

/** The same hand-ins, with a note on those whose work is to the tenth of a second that of another. */
export function withCopiesNoted(all: readonly (Graded | Refused)[]): (Graded | Refused)[] {
  return all.map((one) => {
    if (isRefused(one) || one.tries < CHECKS_TO_TELL) return one;
    const same = all.filter(
      (other) => other !== one && !isRefused(other) && other.workPrint === one.workPrint,
    );
    if (same.length === 0) return one;
    const files = same.map(({ file }) => file).join(', ');
    return { ...one, notes: [...one.notes, `the same answers, tries and times as ${files}`] };
  });
}
