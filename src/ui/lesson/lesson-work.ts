import { signal } from '@preact/signals';
import type { HandIn } from '../../pipeline/lesson/hand-in.ts';
import { perLab } from '../lab.ts';

/** What of the lessons is on the page. */
export type LessonScreen = 'list' | 'lesson' | 'grading' | 'guide';

/** What a student did, by lesson, and what of the lessons is open: `null`, nothing. */
export const lessonWork = perLab(() => ({
  handIns: signal<Readonly<Record<string, HandIn>>>({}),
  screen: signal<LessonScreen | null>(null),
  /** Put aside for free play: one press brings it back. */
  folded: signal(false),
  /** The lesson to open: its name, or the address of a file of this site. */
  asked: signal<string | null>(null),
}));

/** Opens the lesson that an address asks for: `?lesson=first-hour`. */
export function openLinkedLesson(query: string): void {
  const name = new URLSearchParams(query).get('lesson');
  if (name === null) return;
  const { asked, screen } = lessonWork();
  asked.value = name;
  screen.value = 'lesson';
}
