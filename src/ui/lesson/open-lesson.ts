import { signal } from '@preact/signals';
import { InputError, messageOf } from '../../data/errors.ts';
import { LESSON_KIND, type Lesson } from '../../pipeline/lesson/lesson.ts';
import { LESSON_NAMES, shippedLesson } from '../../pipeline/lesson/lesson-files.ts';
import { readLesson } from '../../pipeline/lesson/read-lesson.ts';
import type { Lab } from '../create-lab.ts';
import { pageLab } from '../lab.ts';
import { lessonSession } from './lesson-session.ts';
import { lessonWork } from './lesson-work.ts';

/** Why the last lesson could not be opened; empty: it could. */
export const lessonProblem = signal('');

/** Opens the lesson that a link or the list asks for. */
export async function openAsked(lab: Lab): Promise<void> {
  const { asked, screen } = lessonWork(lab);
  const word = asked.peek();
  if (word === null) return;
  lessonProblem.value = '';
  try {
    const lesson = (await shippedLesson(word)) ?? (await lessonOfSite(word));
    openLesson(lesson, lab);
  } catch (error) {
    lessonProblem.value = messageOf(error);
    screen.value = 'list';
  } finally {
    asked.value = null;
  }
}

/** Opens a lesson where the student left it. */
export function openLesson(lesson: Lesson, lab = pageLab): void {
  const { screen, folded } = lessonWork(lab);
  lessonProblem.value = '';
  lessonSession(lab).open(lesson);
  screen.value = 'lesson';
  folded.value = false;
}

/**
 * Lets the address name the lesson that is open, so that it is there again after a reload.
 *
 * @returns what takes the name out again
 */
export function keepInAddress(name: string | null): (() => void) | undefined {
  if (name === null || !LESSON_NAMES.includes(name)) return undefined;
  writeInAddress(name);
  return () => writeInAddress(null);
}

function writeInAddress(name: string | null): void {
  const address = new URL(location.href);
  if (address.searchParams.get('lesson') === name) return;
  if (name === null) address.searchParams.delete('lesson');
  else address.searchParams.set('lesson', name);
  history.replaceState(history.state, '', address);
}

/** Opens a lesson out of a file of the person's. */
export async function openLessonFile(file: File): Promise<void> {
  try {
    openLesson(readLesson(await file.text()));
  } catch (error) {
    lessonProblem.value = `${file.name}: ${messageOf(error)}`;
  }
}

/** The characters of a file that tell whether it is a lesson: its kind is among its first fields. */
const HEAD = 1000;

/** Opens a file if it says that it is a lesson; whether it does. */
export async function openIfLesson(file: File): Promise<boolean> {
  const head = await file.slice(0, HEAD).text();
  if (!head.includes(`"${LESSON_KIND}"`)) return false;
  const { screen, folded } = lessonWork();
  screen.value ??= 'list';
  folded.value = false;
  await openLessonFile(file);
  return true;
}

/** Lessons other than those of the lab lie beside the page. @throws InputError */
async function lessonOfSite(word: string): Promise<Lesson> {
  const address = new URL(word, document.baseURI);
  if (!word.endsWith('.json') || address.origin !== location.origin) {
    throw new InputError(
      `There is no lesson “${word.slice(0, 80)}”. The link may name ${LESSON_NAMES.join(', ')}, or a JSON file of this site.`,
    );
  }
  const answer = await fetch(address);
  if (!answer.ok) {
    throw new InputError(
      `The lesson ${word.slice(0, 80)} could not be fetched (the server says ${answer.status}). Check the link.`,
    );
  }
  return readLesson(await answer.text());
}
