import { pageLab } from '../lab.ts';
import { Pace } from './lesson-pace.tsx';
import { lessonSession } from './lesson-session.ts';
import { preparedFor } from './prepared.ts';
import { RichText } from './rich-text.tsx';

/** What the guide has for the step that is taught, with its answers where they were prepared. */
export function LessonNotes() {
  const session = lessonSession();
  const [lesson, step, handIn] = [session.lesson.value, session.step.value, session.handIn.value];
  if (lesson === null || step === null || handIn === null) return null;
  const sheet = preparedFor(pageLab, lesson, handIn.seed || '42')?.[handIn.at];
  const { guide } = step;
  return (
    <section aria-label="Guide of the step">
      <h2 style={{ fontSize: '1em' }}>
        Step {handIn.at + 1} of {lesson.steps.length}: {step.title} (<Pace minutes={step.minutes} />
        )
      </h2>
      <p>
        <b>Show:</b> <RichText>{guide.show}</RichText>
      </p>
      <p>
        <b>Ask:</b> <RichText>{guide.ask}</RichText>
      </p>
      <p>
        <b>What surprises:</b> <RichText>{guide.surprises}</RichText>
      </p>
      {sheet === undefined ? (
        <p>For the answers, prepare the class first: lessons, then Guide and answers.</p>
      ) : (
        sheet.parts.map(({ part, right }) => (
          <p key={part}>
            <b>{ANSWERS[part]}:</b> {right.join('; or: ')}
          </p>
        ))
      )}
    </section>
  );
}

const ANSWERS = { task: 'Answer', why: 'Why', transfer: 'And now' } as const;
