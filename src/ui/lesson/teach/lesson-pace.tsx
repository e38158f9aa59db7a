import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { LessonStep } from '../../../pipeline/lesson/lesson.ts';
import { pageLab } from '../../lab.ts';
import { goToNamedSlide } from '../../present/present.ts';
import { minutesAndSeconds, useClock } from '../../present/times.tsx';
import { lessonSession } from '../lesson-session.ts';
import { Explained, RichText } from '../rich-text.tsx';
import { StepTask } from '../step-view.tsx';
import '../lesson.css';

/** When the step that is taught began. Milliseconds of the lab's clock. */
const began = signal<{ readonly step: string; readonly at: number } | null>(null);
/** Whether the task can be answered under the slide. */
const taskShown = signal(false);

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
    taskShown.value = false;
    goToNamedSlide(slideOf(step));
  }, [name]);
  if (name === null || step === null) return null;
  return (
    <section class="lesson-pace" aria-label="Step of the lesson">
      <button type="button" disabled={at === 0} onClick={() => session.goToStep(at - 1)}>
        ‹ Step
      </button>
      <button type="button" class="link" onClick={() => goToNamedSlide(slideOf(step))}>
        Step {at + 1} of {count}: {step.title}
      </button>
      <Pace minutes={step.minutes} />
      <button
        type="button"
        aria-expanded={taskShown.value}
        onClick={() => {
          taskShown.value = !taskShown.value;
        }}
      >
        {taskShown.value ? 'Put the task away' : 'Answer the task'}
      </button>
      <button type="button" disabled={at + 1 >= count} onClick={() => session.goToStep(at + 1)}>
        Step ›
      </button>
      <p>
        <RichText>{step.task.ask}</RichText>
      </p>
      {taskShown.value && (
        <div class="lesson-step lesson-pace-task">
          <p class="prose">
            <Explained>{step.text}</Explained>
          </p>
          <StepTask step={step} />
        </div>
      )}
    </section>
  );
}

/** The slide that a step leads to. The planes are slides of the detectors. */
function slideOf({ where }: LessonStep): string {
  return where === 'start' ? 'isolation-forest.plane' : where;
}

/** How long the step has taken, of the minutes that it has. */
export function Pace({ minutes }: { readonly minutes: number }) {
  const now = useClock();
  const time = now - (began.value?.at ?? now);
  return (
    <span data-late={time > minutes * 60_000}>
      <span role="timer">{minutesAndSeconds(time)}</span> of {minutes} min
    </span>
  );
}
