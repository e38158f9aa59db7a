import { settingsWords } from '../../../pipeline/lesson/lesson-settings.ts';
import { pageLab } from '../../lab.ts';
import { lessonSession } from '../lesson-session.ts';
import { RichText, withoutVerdict } from '../rich-text.tsx';
import { Pace } from './lesson-pace.tsx';
import { preparedFor } from './prepared.ts';

/**
 * What the guide has for the step that is taught.
 *
 * @param hasAnswers whether the answers stand there too, where they were prepared: not on a projector
 */
export function LessonNotes({ hasAnswers }: { readonly hasAnswers: boolean }) {
  const session = lessonSession();
  const [lesson, step, handIn] = [session.lesson.value, session.step.value, session.handIn.value];
  if (lesson === null || step === null || handIn === null) return null;
  const { guide, settings } = step;
  const set = settingsWords({ ...lesson.settings, ...settings });
  return (
    <section aria-label="Guide of the step">
      <h2 style={{ fontSize: '1em' }}>
        Step {handIn.at + 1} of {lesson.steps.length}: {step.title} (<Pace minutes={step.minutes} />
        )
      </h2>
      <Line word="Show">{guide.show}</Line>
      <Line word="Ask">{guide.ask}</Line>
      <Line word="What surprises">{guide.surprises}</Line>
      {set !== '' && <Line word="Set for this step">{set}</Line>}
      {hasAnswers && <Line word="Text">{step.text}</Line>}
      {hasAnswers && <Answers />}
    </section>
  );
}

function Line({ word, children }: { readonly word: string; readonly children: string }) {
  return (
    <p>
      <b>{word}:</b> <RichText>{children}</RichText>
    </p>
  );
}

function Answers() {
  const session = lessonSession();
  const [lesson, handIn] = [session.lesson.value, session.handIn.value];
  if (lesson === null || handIn === null) return null;
  const sheet = preparedFor(pageLab, lesson, handIn.seed || '42')?.[handIn.at];
  if (sheet === undefined) {
    return <p>For the answers, prepare the class first: lessons, then Guide and answers.</p>;
  }
  return (
    <>
      {sheet.parts.map(({ part, ask, right, so }) => (
        <Line key={part} word={ANSWERS[part]}>
          {`${ask} ${right.join('; or: ')}. ${withoutVerdict(so)}`}
        </Line>
      ))}
    </>
  );
}

const ANSWERS = { task: 'Task', why: 'Why', transfer: 'And now' } as const;
