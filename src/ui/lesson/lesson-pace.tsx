import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { pageLab } from '../lab.ts';
import { goToNamedSlide } from '../present/present.ts';
import { minutesAndSeconds, useClock } from '../present/times.tsx';
import { lessonSession } from './lesson-session.ts';
import { RichText } from './rich-text.tsx';

/** When the step that is taught began. Milliseconds of the lab's clock. */
const began = signal<{ readonly step: string; readonly at: number } | null>(null);

/** The step of the open lesson in a presentation: its task, the time it has taken, and the others. */
export function LessonPace() {
  const session = lessonSession();
  const step = session.step.value;
  const count = session.lesson.value?.steps.length ?? 0;
  const at = session.handIn.value?.at ?? 0;
  const name = session.page.value === 'step' ? (step?.name ?? null) : null;
  useEffect(() => {
    if (name === null || step === null) return;
    if (began.peek()?.step !== name) began.value = { step: name, at: pageLab.clock() };
    // The planes are slides of the detectors.
    goToNamedSlide(step.where === 'start' ? 'isolation-forest.plane' : step.where);
  }, [name]);
  if (name === null || step === null) return null;
  return (
    <section class="lesson-pace" aria-label="Step of the lesson">
      <button
        type="button"
        disabled={at === 0}
        onClick={() => session.goToStep(at - 1)}
        aria-label="Previous step of the lesson"
      >
        ‹
      </button>
      <span>
        <b>
          Step {at + 1} of {count}: {step.title}
        </b>{' '}
        <Pace minutes={step.minutes} />
      </span>
      <button
        type="button"
        disabled={at + 1 >= count}
        onClick={() => session.goToStep(at + 1)}
        aria-label="Next step of the lesson"
      >
        ›
      </button>
      <p>
        <RichText>{step.task.ask}</RichText>
      </p>
    </section>
  );
}

/** How long the step has taken, of the minutes that it has. */
function Pace({ minutes }: { readonly minutes: number }) {
  const now = useClock();
  const time = now - (began.value?.at ?? now);
  return (
    <span data-late={time > minutes * 60_000}>
      <span role="timer">{minutesAndSeconds(time)}</span> of {minutes} min
    </span>
  );
}
