import { signal } from '@preact/signals';
import { messageOf } from '../../data/errors.ts';
import { type ApiWindow, findScormApi, type ScormApi } from './find-api.ts';

/** The course that a page is open in, by SCORM 1.2. */
export interface Course extends ReturnType<typeof openCourse> {}

/** What a course system need not have. Source: SCORM 1.2 Run-Time Environment, 3.4.2. */
const OPTIONAL = ['cmi.core.score.min', 'cmi.core.score.max'];

const KEPT_HERE =
  'Your work stays in this browser. Save the hand-in at the end of the lesson, and tell who teaches.';

/** Begins to speak with the course system around a page, where there is one. Nothing of it throws. */
export function openCourse(page: ApiWindow) {
  const api = findScormApi(page);
  /** What keeps the course system from taking the work; empty: nothing. */
  const problem = signal('');
  let isOpen = false;

  /** Whether the system says that it did what it was asked for. */
  function ask(act: (api: ScormApi) => unknown): boolean {
    if (api === null) return false;
    try {
      return String(act(api)) === 'true';
    } catch {
      return false;
    }
  }

  /** What the system says of the last error, for who teaches. */
  function reason(): string {
    if (api === null) return '';
    try {
      const code = String(api.LMSGetLastError());
      if (code === '0') return '';
      return ` (error ${`${code}: ${api.LMSGetErrorString(code)}`.slice(0, 120)})`;
    } catch (error) {
      return ` (${messageOf(error).slice(0, 120)})`;
    }
  }

  function get(name: string): string {
    if (api === null || !isOpen) return '';
    try {
      return String(api.LMSGetValue(name) ?? '');
    } catch {
      return '';
    }
  }

  /** Sets values and lets them be kept; says what went wrong. */
  function tell(values: Readonly<Record<string, string>>): void {
    if (!isOpen) return;
    for (const [name, value] of Object.entries(values)) {
      const isTaken = ask((to) => to.LMSSetValue(name, value));
      if (isTaken || OPTIONAL.includes(name)) continue;
      problem.value = `Your course did not take what you did${reason()}. ${KEPT_HERE}`;
      return;
    }
    const isKept = ask((to) => to.LMSCommit(''));
    problem.value = isKept
      ? ''
      : `Your course could not keep what you did${reason()}. ${KEPT_HERE}`;
  }

  if (api === null) problem.value = `This page is not open in a course. ${KEPT_HERE}`;
  else {
    isOpen = ask((to) => to.LMSInitialize(''));
    if (!isOpen) problem.value = `Your course did not answer${reason()}. ${KEPT_HERE}`;
  }

  return {
    problem,
    get,
    tell,
    /** Whether the course takes what is told: not where earlier work is only looked at. */
    takesWork: isOpen && !['browse', 'review'].includes(get('cmi.core.lesson_mode')),
    isOpen: () => isOpen,
    /** The student as the course tells students apart; empty: it does not say. No name. */
    student: get('cmi.core.student_id'),
    /** Ends the talk; nothing can be told from then on. */
    finish(): void {
      if (!isOpen) return;
      ask((to) => to.LMSFinish(''));
      isOpen = false;
    },
  };
}
