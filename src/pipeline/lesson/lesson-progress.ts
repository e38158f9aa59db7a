import { type HandIn, workOn } from './hand-in.ts';
import type { Lesson } from './lesson.ts';
import { markedParts } from './marking.ts';

/** How far a student is, from the least to the most. */
export const PROGRESS_STATES = ['incomplete', 'completed', 'passed'] as const;
export type ProgressState = (typeof PROGRESS_STATES)[number];

/** How a student stands in a lesson, as a course system is told. */
export interface LessonProgress {
  /** Of the parts that the lab marks, how many in 100 are right: whole. */
  readonly score: number;
  /** `completed`: the task of every step was checked; `passed`: all parts are right. */
  readonly state: ProgressState;
}

/** How a student stands in a lesson by the marks in the hand-in. O(steps²). */
export function lessonProgress(handIn: Pick<HandIn, 'steps'>, { steps }: Lesson): LessonProgress {
  const marks = steps.flatMap((step) => {
    const work = workOn(handIn, step.name);
    return markedParts(step).map((part) => work.marks[part]);
  });
  const right = marks.filter((mark) => mark === true).length;
  const isChecked = steps.every(({ name }) => workOn(handIn, name).marks.task !== undefined);
  const state = right === marks.length ? 'passed' : isChecked ? 'completed' : 'incomplete';
  // 199 of 200 right are no full score.
  return { score: Math.floor((100 * right) / marks.length), state };
}
