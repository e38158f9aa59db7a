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
  /** The step to open it at, by its name or number; empty: where the student left it. */
  askedStep: signal(''),
  /** The texts of lessons that were opened from files, by their names. */
  files: signal<Readonly<Record<string, string>>>({}),
  /** Whether a step asks what the results would tell: they wait for the answer. */
  asksOfResults: signal(false),
  /** Whether what earlier visits kept is back. */
  isBack: signal(false),
}));

/** Opens the lesson, and the step, that an address asks for: `?lesson=first-hour&step=thresholds`. */
export function openLinkedLesson(query: string): void {
  const keys = new URLSearchParams(query);
  const name = keys.get('lesson');
  if (name === null) return;
  const { asked, askedStep, screen } = lessonWork();
  asked.value = name;
  askedStep.value = keys.get('step') ?? '';
  screen.value = 'lesson';
}

/** Opens the list of lessons. */
export function openLessons(): void {
  const { screen, folded } = lessonWork();
  screen.value = 'list';
  folded.value = false;
}
