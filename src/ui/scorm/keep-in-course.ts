import { computed, effect, signal, untracked } from '@preact/signals';
import { seedOfText } from '../../data/text-seed.ts';
import { type HandIn, lessonPrint } from '../../pipeline/lesson/hand-in.ts';
import type { Lesson } from '../../pipeline/lesson/lesson.ts';
import { lessonProgress, PROGRESS_STATES } from '../../pipeline/lesson/lesson-progress.ts';
import {
  readSuspended,
  suspendWork,
  withWholeReasons,
} from '../../pipeline/lesson/suspended-work.ts';
import type { Lab } from '../create-lab.ts';
import { lessonSession } from '../lesson/lesson-session.ts';
import { lessonWork } from '../lesson/lesson-work.ts';
import { type PreferenceStorage, store } from '../shell/preferences.ts';
import type { Course } from './course.ts';

/** Where stands when the work in this browser was changed last, in milliseconds since 1970 UTC. */
export const CHANGED_KEY = 'network-anomaly-lab.changed';

/** A change is told so long after it, with those that follow. Milliseconds. */
const REST = 2000;

const PRIVACY =
  'This lesson tells your course how far you are, your score and your answers. It tells nothing of flows that you open yourself.';
const CUT =
  'What you wrote is longer than your course keeps. All of it stays in this browser and in the hand-in.';
const CUT_ELSEWHERE =
  'Your course keeps only the beginning of what you wrote. All of it is in the browser where you wrote it.';
const OTHER_VERSION =
  'Your course has earlier work on another version of this lesson. It cannot be continued.';
const REVIEW = 'Your course only shows this lesson: what you do now is not told to it.';

interface CourseContext {
  readonly course: Course;
  readonly storage: PreferenceStorage;
  /** In milliseconds since 1970 UTC. */
  readonly now: () => number;
  /** The name of the lesson that the package is of. */
  readonly lesson: string;
}

/**
 * Brings back what the course has of the lesson, where this browser has nothing or what is older, and
 * tells the course what changes: status, score, step, answers, time. Other lessons are none of its
 * business. What was reached stays: neither status nor score goes down again.
 */
export function keepInCourse(lab: Lab, { course, storage, now, lesson: name }: CourseContext) {
  const session = lessonSession(lab);
  const { handIns } = lessonWork(lab);
  const notes = signal<readonly string[]>([]);
  const cut = signal(false);
  const began = lab.clock();
  let changedAt = 0;
  /** The work as it was last. */
  let known: HandIn | null = null;
  let isResumed = false;
  let waiting: ReturnType<typeof setTimeout> | undefined;

  const lesson = computed((): Lesson | null => {
    const open = session.lesson.value;
    return open?.name === name ? open : null;
  });

  /** Takes the later of what the course has and what this browser has. */
  function resume(open: Lesson): void {
    const text = course.get('cmi.suspend_data');
    const suspended = readSuspended(text, open);
    const kept = handIns.peek()[name];
    const own = kept?.print === lessonPrint(open) ? kept : undefined;
    changedAt = own === undefined ? 0 : changedIn(storage);
    if (!course.isOpen()) return;
    if (!course.takesWork) notes.value = [REVIEW];
    else if (text.trim() === '') notes.value = [PRIVACY];
    else if (suspended === null) notes.value = [OTHER_VERSION];
    if (suspended === null || changedAt >= suspended.changedAt) return;
    if (suspended.cut && own === undefined) notes.value = [...notes.peek(), CUT_ELSEWHERE];
    changedAt = suspended.changedAt;
    store(storage, CHANGED_KEY, String(changedAt));
    handIns.value = { ...handIns.peek(), [name]: withWholeReasons(suspended, own) };
  }

  /** Who types no name has the flows of the student's number in the course. */
  function withSeed(open: Lesson, handIn: HandIn): HandIn {
    const isSet = handIn.student.trim() !== '' || handIn.seed !== '';
    if (open.seeds === 'same' || isSet || course.student === '') return handIn;
    const seeded = { ...handIn, seed: seedOfText(course.student) };
    handIns.value = { ...handIns.peek(), [name]: seeded };
    return seeded;
  }

  function tellNow(): void {
    clearTimeout(waiting);
    waiting = undefined;
    const [open, handIn] = [lesson.peek(), session.handIn.peek()];
    if (open === null || handIn === null || !course.takesWork) return;
    const suspended = suspendWork(handIn, open, changedAt);
    cut.value = suspended.cut;
    course.tell({
      ...reached(course, handIn, open),
      'cmi.core.lesson_location': open.steps[handIn.at]?.name ?? '',
      // Until something is done, what the course has stays: it may be on another version.
      ...(changedAt === 0 ? {} : { 'cmi.suspend_data': suspended.text }),
      'cmi.core.session_time': spanOf((lab.clock() - began) / 1000),
      'cmi.core.exit': 'suspend',
    });
  }

  effect(() => {
    const [open, handIn] = [lesson.value, session.handIn.value];
    if (open === null || handIn === null) return;
    untracked(() => {
      if (!isResumed) resume(open);
      const current = withSeed(open, session.handIn.peek() ?? handIn);
      // What has only been opened is no work.
      if (isResumed && JSON.stringify(current) !== JSON.stringify(known)) {
        changedAt = now();
        store(storage, CHANGED_KEY, String(changedAt));
      }
      [known, isResumed] = [current, true];
      waiting ??= setTimeout(tellNow, REST);
    });
  });

  return {
    tellNow,
    /** What the student is to know, the most urgent first. */
    notices: computed((): readonly string[] => [
      ...(course.problem.value === '' ? [] : [course.problem.value]),
      ...(cut.value ? [CUT] : []),
      ...notes.value,
    ]),
    /** The page is left. */
    finish(): void {
      tellNow();
      course.finish();
    },
  };
}

const STATES: readonly string[] = PROGRESS_STATES;

/** Status and score, as they are or as they have been, whichever is more. */
function reached(course: Course, handIn: HandIn, lesson: Lesson): Record<string, string> {
  const { score, state } = lessonProgress(handIn, lesson);
  const before = STATES.indexOf(course.get('cmi.core.lesson_status'));
  const best = Math.max(before, STATES.indexOf(state));
  const scored = Number(course.get('cmi.core.score.raw')) || 0;
  return {
    'cmi.core.lesson_status': STATES[best] ?? state,
    'cmi.core.score.min': '0',
    'cmi.core.score.max': '100',
    'cmi.core.score.raw': String(Math.max(scored, score)),
  };
}

/** A span of seconds as SCORM 1.2 writes it (CMITimespan): `0000:12:34.50`. */
export function spanOf(seconds: number): string {
  const hundredths = Math.min(Math.max(0, Math.round(seconds * 100)), 9999 * 360_000);
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
  const hours = String(Math.floor(hundredths / 360_000)).padStart(4, '0');
  const [minutes, rest] = [(hundredths / 6000) % 60, hundredths % 6000];
  return `${hours}:${two(minutes)}:${two(rest / 100)}.${two(rest % 100)}`;
}

function changedIn(storage: PreferenceStorage): number {
  try {
    return Number(storage.getItem(CHANGED_KEY)) || 0;
  } catch {
    return 0;
  }
}
