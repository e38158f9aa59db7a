import type { Signal } from '@preact/signals';
import { useEffect, useId } from 'preact/hooks';
import type { Lesson } from '../../pipeline/lesson/lesson.ts';
import { LESSON_NAMES, shippedLesson } from '../../pipeline/lesson/lesson-files.ts';
import { lessonSession } from './lesson-session.ts';

/** Which lesson a guide or a class is of: one of the lab's, or the one that is open. */
export function LessonChoice({ chosen }: { readonly chosen: Signal<Lesson | null> }) {
  const id = useId();
  const open = lessonSession().lesson.value;
  const isOther = open !== null && !LESSON_NAMES.includes(open.name);
  const choose = async (name: string) => {
    chosen.value = isOther && open.name === name ? open : await shippedLesson(name);
  };
  useEffect(() => {
    if (chosen.peek() === null) choose(open?.name ?? 'first-hour');
  }, []);
  return (
    <span class="lesson-field">
      <label for={id}>Lesson</label>
      <select
        id={id}
        value={chosen.value?.name ?? ''}
        onChange={({ currentTarget }) => choose(currentTarget.value)}
      >
        {[...LESSON_NAMES, ...(isOther ? [open.name] : [])].map((name) => (
          <option key={name} value={name}>
            {name.replaceAll('-', ' ')}
          </option>
        ))}
      </select>
    </span>
  );
}
