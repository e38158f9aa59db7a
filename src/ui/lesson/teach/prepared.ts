import { signal } from '@preact/signals';
import { InputError } from '../../../data/errors.ts';
import { CELLS } from '../../../notebook/cells.ts';
import { answerSheet, type SheetStep } from '../../../pipeline/lesson/answer-sheet.ts';
import { lessonPrint } from '../../../pipeline/lesson/hand-in.ts';
import type { Lesson } from '../../../pipeline/lesson/lesson.ts';
import { stepParameters } from '../../../pipeline/lesson/lesson-settings.ts';
import type { Lab } from '../../create-lab.ts';
import { perLab } from '../../lab.ts';
import { workerReporter } from '../lesson-reports.ts';

/** What was prepared of a lesson for flows of one seed; `null`: nothing. It stays until the page ends. */
const prepared = perLab(() =>
  signal<{
    readonly lesson: Lesson;
    readonly seed: string;
    readonly sheet: readonly SheetStep[];
  } | null>(null),
);

/** The answers that were prepared of this lesson for this seed; `undefined`: they were not. */
export function preparedFor(
  lab: Lab,
  lesson: Lesson,
  seed: string,
): readonly SheetStep[] | undefined {
  const found = prepared(lab).value;
  // A lesson that is opened again is read anew.
  const isOfThis = found?.seed === seed && lessonPrint(found.lesson) === lessonPrint(lesson);
  return isOfThis ? found.sheet : undefined;
}

/**
 * Runs beforehand what would make a class wait: the lab as the lesson begins, the studies that it leads
 * to, and every answer.
 *
 * @param onProgress is told what is under way
 * @throws InputError for a seed that the lab does not take, and whatever stops a run
 */
export async function prepareLesson(
  lab: Lab,
  lesson: Lesson,
  seed: string,
  signal: AbortSignal,
  onProgress: (words: string) => void,
): Promise<void> {
  const { notebook } = lab;
  const [first] = lesson.steps;
  if ([notebook.opened, notebook.baseline, notebook.lab].some((open) => open.peek() !== null)) {
    throw new InputError('Files of your own are open in the lab. Close them, then prepare.');
  }
  if (first !== undefined && first.traffic === 'generated') {
    notebook.setParameters(stepParameters(lesson, first, seed));
    onProgress('The lab is run as the lesson begins…');
    await notebook.runAll();
    for (const { id, title } of studiesOf(lesson)) {
      signal.throwIfAborted();
      onProgress(`${title} is run…`);
      const cancel = () => notebook.cancel(id);
      signal.addEventListener('abort', cancel, { once: true });
      await notebook.run(id);
      signal.removeEventListener('abort', cancel);
    }
  }
  const count = lesson.steps.length;
  const sheet = await answerSheet(lesson, seed, workerReporter(lab, signal), (at) => {
    signal.throwIfAborted();
    onProgress(`Answers of step ${at + 1} of ${count}…`);
  });
  prepared(lab).value = { lesson, seed, sheet };
}

/** The studies that a lesson leads to: they run only when asked. */
function studiesOf({ steps }: Lesson) {
  const places = new Set(steps.map(({ where }) => where));
  return CELLS.filter(({ id, onDemand }) => onDemand === true && places.has(id));
}
