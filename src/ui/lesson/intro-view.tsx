import { useId } from 'preact/hooks';
import { minutesOf } from '../../pipeline/lesson/lesson.ts';
import { lessonSession } from './lesson-session.ts';
import { RichText } from './rich-text.tsx';

/** What the lesson is for, and who the student is. */
export function IntroView() {
  const session = lessonSession();
  const lesson = session.lesson.value;
  const handIn = session.handIn.value;
  if (lesson === null || handIn === null) return <p>Opening the lesson…</p>;
  return (
    <form
      class="lesson-question"
      onSubmit={(event) => {
        event.preventDefault();
        session.goToStep(handIn.at);
      }}
    >
      <p>{lesson.about}</p>
      <p class="meaning">
        {lesson.steps.length} steps, about {minutesOf(lesson)} minutes.
      </p>
      <StudentField />
      <button type="submit" class="primary">
        Begin
      </button>
      <h3>After it you can</h3>
      <ul>
        {lesson.objectives.map((objective) => (
          <li key={objective}>{objective}</li>
        ))}
      </ul>
      <h3>What to know before</h3>
      <p>
        <RichText>{lesson.before}</RichText>
      </p>
    </form>
  );
}

/** The student's name or number, if the student wants to give one. */
export function StudentField() {
  const session = lessonSession();
  const id = useId();
  const isOwn = session.lesson.value?.seeds === 'own';
  return (
    <p class="lesson-field">
      <label for={id}>Your name or number, if you like</label>
      <input
        id={id}
        type="text"
        autocomplete="off"
        maxLength={80}
        aria-describedby={`${id}-meaning`}
        value={session.handIn.value?.student ?? ''}
        onChange={({ currentTarget }) => session.callStudent(currentTarget.value)}
      />
      <span id={`${id}-meaning`} class="meaning">
        It stands in the file that you hand in.
        {isOwn && ' It also gives you flows of your own: the same tasks with other figures.'}
      </span>
    </p>
  );
}
