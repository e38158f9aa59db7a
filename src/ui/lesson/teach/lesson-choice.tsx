import type { Signal } from '@preact/signals';
import { useEffect, useId } from 'preact/hooks';
import type { Lesson } from '../../../pipeline/lesson/lesson.ts';
import { useKnownLessons } from '../known-lessons.ts';
import { lessonSession } from '../lesson-session.ts';

/** Which lesson a guide or a class is of: first the one that is open. */
export function LessonChoice({ chosen }: { readonly chosen: Signal<Lesson | null> }) {
  const id = useId();
  const known = useKnownLessons();
  const open = lessonSession().lesson.value;
  useEffect(() => {
    chosen.value ??= open ?? known[0] ?? null;
  }, [known[0]]);
  return (
    <span class="lesson-field">
      <label for={id}>Lesson</label>
      <select
        id={id}
        value={chosen.value?.name ?? ''}
        onChange={({ currentTarget }) => {
          chosen.value = known.find(({ name }) => name === currentTarget.value) ?? null;
        }}
      >
        {known.map(({ name, title }) => (
          <option key={name} value={name}>
            {title}
          </option>
        ))}
      </select>
    </span>
  );
}
