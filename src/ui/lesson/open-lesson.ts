import { effect, type ReadonlySignal, signal } from '@preact/signals';
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
  const { asked, askedStep, screen } = lessonWork(lab);
  const word = asked.peek();
  if (word === null) return;
  lessonProblem.value = '';
  try {
    const lesson =
      (await shippedLesson(word)) ?? (await keptLesson(word, lab)) ?? (await lessonOfSite(word));
    openLesson(lesson, lab);
    goToNamedStep(lesson, askedStep.peek(), lab);
  } catch (error) {
    lessonProblem.value = messageOf(error);
    screen.value = 'list';
  } finally {
    asked.value = null;
    askedStep.value = '';
  }
}

/** Opens a step by its name or number. @throws InputError for a step that the lesson has not */
function goToNamedStep({ title, steps }: Lesson, word: string, lab: Lab): void {
  if (word === '') return;
  const at = steps.findIndex(({ name }, step) => name === word || String(step + 1) === word);
  if (at < 0) {
    throw new InputError(
      `“${title}” has no step “${word.slice(0, 80)}”. A link may name a step by its number, 1 to ${steps.length}.`,
    );
  }
  lessonSession(lab).goToStep(at);
}

/** A lesson that was opened from a file, also on an earlier visit; `null`: none has that name. */
async function keptLesson(name: string, lab: Lab): Promise<Lesson | null> {
  const { files, isBack } = lessonWork(lab);
  if (name.includes('.')) return null;
  await until(isBack);
  const text = files.peek()[name];
  return text === undefined ? null : readLesson(text);
}

/** Waits for a flag. */
function until(flag: ReadonlySignal<boolean>): Promise<void> {
  return new Promise((resolve) => {
    const end = effect(() => {
      if (!flag.value) return;
      resolve();
      queueMicrotask(() => end());
    });
  });
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
  if (name === null || !(LESSON_NAMES.includes(name) || name in lessonWork().files.peek())) {
    return undefined;
  }
  writeInAddress(name);
  return () => writeInAddress(null);
}

function writeInAddress(name: string | null): void {
  const address = new URL(location.href);
  const { searchParams } = address;
  if (searchParams.get('lesson') === name && !searchParams.has('step')) return;
  // A reload goes on where the student is.
  searchParams.delete('step');
  if (name === null) searchParams.delete('lesson');
  else searchParams.set('lesson', name);
  history.replaceState(history.state, '', address);
}

/** Opens a lesson out of a file of the person's, and keeps it for the next visit. */
export async function openLessonFile(file: File): Promise<void> {
  try {
    const text = await file.text();
    const lesson = readLesson(text);
    if (LESSON_NAMES.includes(lesson.name)) {
      throw new InputError(
        `The lab has a lesson “${lesson.name}” of its own. Write another name in the file.`,
      );
    }
    const { files } = lessonWork();
    files.value = { ...files.peek(), [lesson.name]: text };
    openLesson(lesson);
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
