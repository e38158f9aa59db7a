import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { messageOf } from '../../data/errors.ts';
import type { Lesson } from '../../pipeline/lesson/lesson.ts';
import { LESSON_NAMES, shippedLesson } from '../../pipeline/lesson/lesson-files.ts';
import { readLesson } from '../../pipeline/lesson/read-lesson.ts';
import { lessonSession } from './lesson-session.ts';
import { lessonWork } from './lesson-work.ts';
import { lessonProblem } from './open-lesson.ts';

/** The lessons that can be opened: the lab's, those of files, and the one that is open. */
export function useKnownLessons(): readonly Lesson[] {
  const { files } = lessonWork();
  const shipped = useSignal<readonly Lesson[]>([]);
  const ofFiles = useSignal<readonly Lesson[]>([]);
  useEffect(() => {
    Promise.all(LESSON_NAMES.map(shippedLesson)).then((all) => {
      shipped.value = all.filter((one) => one !== null);
    });
  }, []);
  useEffect(() => {
    ofFiles.value = lessonsOf(files.value);
  }, [files.value]);
  const known = [...shipped.value, ...ofFiles.value];
  const open = lessonSession().lesson.value;
  if (open === null || known.some(({ name }) => name === open.name)) return known;
  return [...known, open];
}

/** What another version of the lab kept may be no lesson any more: that is said. */
function lessonsOf(files: Readonly<Record<string, string>>): Lesson[] {
  return Object.values(files).flatMap((text) => {
    try {
      return [readLesson(text)];
    } catch (error) {
      lessonProblem.value = `A lesson that was opened from a file: ${messageOf(error)}`;
      return [];
    }
  });
}
