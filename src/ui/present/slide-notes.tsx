import { fetchedLater } from '../kit/fetched-later.tsx';
import { lessonWork } from '../lesson/lesson-work.ts';
import { InstructorNote } from '../teaching/instructor-note.tsx';
import type { Slide } from './slides.ts';

/** Where a lesson is open. */
const LessonNotes = fetchedLater('The guide of the step', () =>
  import('../lesson/teach/lesson-notes.tsx').then(({ LessonNotes }) => LessonNotes),
);

/** For whoever presents: what the guide of the open lesson has for its step, else the note of the cell. */
export function SlideNotes({
  slide,
  hasAnswers,
}: {
  readonly slide: Slide;
  /** Whether the answers of a lesson stand there, too: not on a projector. */
  readonly hasAnswers: boolean;
}) {
  return lessonWork().screen.value === 'lesson' ? (
    <LessonNotes hasAnswers={hasAnswers} />
  ) : (
    <InstructorNote cell={slide.cell} />
  );
}
