import { workOn } from '../../pipeline/lesson/hand-in.ts';
import { type Lesson, minutesOf } from '../../pipeline/lesson/lesson.ts';
import { FileButton } from '../kit/file-button.tsx';
import { useKnownLessons } from './known-lessons.ts';
import { type LessonScreen, lessonWork } from './lesson-work.ts';
import { openLesson, openLessonFile } from './open-lesson.ts';

/** The lessons of the lab and of files, and what whoever teaches needs. */
export function LessonList() {
  const { screen } = lessonWork();
  const known = useKnownLessons();
  const go = (to: LessonScreen) => () => {
    screen.value = to;
  };
  return (
    <>
      <p>A lesson leads you through the lab step by step, and tells at once what was right.</p>
      <ul class="lesson-list">
        {known.map((lesson) => (
          <LessonRow key={lesson.name} lesson={lesson} />
        ))}
      </ul>
      <p class="lesson-ways">
        <FileButton accept=".json" onFiles={([file]) => file && openLessonFile(file)}>
          Open a lesson file
        </FileButton>
      </p>
      <h3>To teach</h3>
      <p class="lesson-ways">
        <button type="button" onClick={go('guide')}>
          Guide and answers
        </button>
        <button type="button" onClick={go('grading')}>
          Mark hand-ins
        </button>
      </p>
    </>
  );
}

function LessonRow({ lesson }: { readonly lesson: Lesson }) {
  const { handIns } = lessonWork();
  const kept = handIns.value[lesson.name];
  const done =
    kept === undefined
      ? 0
      : lesson.steps.filter(({ name }) => workOn(kept, name).marks.task === true).length;
  return (
    <li>
      <b>{lesson.title}</b> <span class="meaning">{minutesOf(lesson)} min</span>
      <p>{lesson.about}</p>
      <button type="button" onClick={() => openLesson(lesson)}>
        {kept === undefined ? 'Begin' : `Continue: ${done} of ${lesson.steps.length} done`}
        <span class="hidden"> {lesson.title}</span>
      </button>
    </li>
  );
}
