import { useEffect, useId, useRef } from 'preact/hooks';
import { LONGEST_WRITTEN } from '../../pipeline/lesson/hand-in.ts';
import type { LessonStep } from '../../pipeline/lesson/lesson.ts';
import { settingsWords } from '../../pipeline/lesson/lesson-settings.ts';
import { markedParts } from '../../pipeline/lesson/marking.ts';
import { show } from '../shell/places.ts';
import { lessonSession } from './lesson-session.ts';
import { placeTitle } from './place-title.ts';
import { QuestionView } from './question-view.tsx';
import { Explained, RichText } from './rich-text.tsx';
import { TaskView } from './task-view.tsx';

/** One step of the lesson: what to read, where to look, what to do. */
export function StepView() {
  const session = lessonSession();
  const step = session.step.value;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (step === null) return;
    show(step.where);
    heading.current?.focus({ preventScroll: true });
    // The step before may have been read to its end.
    heading.current?.closest('.lesson-body')?.scrollTo(0, 0);
  }, [step]);
  if (step === null) return null;
  const count = session.lesson.value?.steps.length ?? 0;
  const at = session.handIn.value?.at ?? 0;
  return (
    <div class="lesson-step">
      <p class="caption">
        Step {at + 1} of {count} · {step.minutes} min
      </p>
      <progress max={count} value={at + 1} aria-label="Steps of the lesson" />
      <h3 ref={heading} tabIndex={-1}>
        {step.title}
      </h3>
      <p class="prose">
        <Explained>{step.text}</Explained>
      </p>
      <SetForStep step={step} />
      <p>
        <a href={`#${step.where}`}>Show {placeTitle(step.where)}</a>
      </p>
      <Flows step={step} />
      <h4>Task</h4>
      <StepTask step={step} />
      <StepWays at={at} count={count} />
    </div>
  );
}

/** What the step asks for, hints, and what is asked of who has done it. */
export function StepTask({ step }: { readonly step: LessonStep }) {
  const isDone = lessonSession().work.value.marks.task === true;
  return (
    <>
      <TaskView key={step.name} />
      <Hints step={step} />
      {isDone && <AfterTask step={step} />}
    </>
  );
}

/** What is set otherwise than in the notebook when the step begins. */
function SetForStep({ step: { settings } }: { readonly step: LessonStep }) {
  const lesson = lessonSession().lesson.value;
  const words = settingsWords({ ...lesson?.settings, ...settings });
  return (
    <p class="meaning">
      {words === ''
        ? 'This step begins with the usual settings.'
        : `This step begins with ${words}; all else is as usual.`}
    </p>
  );
}

/** What flows the step is about, where the lab has others. */
function Flows({ step: { traffic } }: { readonly step: LessonStep }) {
  const { traffic: flows } = lessonSession();
  if (flows.isThere.value) return null;
  const wanted = traffic === 'generated' ? 'generated flows' : `the sample ${traffic}`;
  return (
    <p class="lesson-strayed">
      This step is about {wanted}.
      {flows.isOwnOpen.value && ' What you have opened is closed for it.'}{' '}
      <button type="button" disabled={flows.opening.value} onClick={() => flows.take()}>
        {flows.opening.value ? 'Opening…' : `Use ${wanted}`}
      </button>
    </p>
  );
}

/** Hints, one by one. */
function Hints({ step: { hints } }: { readonly step: LessonStep }) {
  const session = lessonSession();
  const { hints: shown } = session.work.value;
  if (hints.length === 0) return null;
  return (
    <div class="lesson-hints" role="status">
      {hints.slice(0, shown).map((hint) => (
        <p key={hint}>
          <RichText>{hint}</RichText>
        </p>
      ))}
      {shown < hints.length && (
        <button type="button" class="link" onClick={() => session.note({ hints: shown + 1 })}>
          {shown === 0 ? 'Hint' : 'Another hint'} ({shown + 1} of {hints.length})
        </button>
      )}
    </div>
  );
}

/** Why it is so, then the same in a new situation. */
function AfterTask({ step: { name, why, transfer } }: { readonly step: LessonStep }) {
  const session = lessonSession();
  const { marks, written, why: chosen, transfer: guess } = session.work.value;
  const isReasoned =
    why === null || (why.kind === 'choice' ? marks.why === true : written.trim() !== '');
  const next = useRef<HTMLHeadingElement>(null);
  // It opens below what was read: who does not look down would miss it.
  useEffect(() => {
    next.current?.nextElementSibling?.scrollIntoView({ block: 'nearest' });
  }, [name, isReasoned]);
  return (
    <>
      {why !== null && <h4 ref={isReasoned ? null : next}>Why?</h4>}
      {why?.kind === 'choice' && (
        <QuestionView
          key={`${name} why`}
          ask={why.ask}
          choices={why.choices}
          chosen={chosen}
          onChoose={(at) => session.answer('why', { why: at })}
          verb="Check why"
          isWorking={session.working.value === 'why'}
          onCheck={() => session.check('why')}
          mark={session.told.value.why}
        />
      )}
      {why?.kind === 'write' && <Written key={`${name} why`} ask={why.ask} model={why.model} />}
      {transfer !== null && isReasoned && (
        <>
          <h4 ref={next}>And now?</h4>
          <QuestionView
            key={`${name} transfer`}
            ask={transfer.ask}
            choices={transfer.choices}
            chosen={guess}
            onChoose={(at) => session.answer('transfer', { transfer: at })}
            verb="Set it and check"
            isWorking={session.working.value === 'transfer'}
            onCheck={() => session.check('transfer')}
            mark={session.told.value.transfer}
          />
        </>
      )}
    </>
  );
}

/** A reason in the student's words; one of the lesson's stands beside it when asked for. */
function Written({ ask, model }: { readonly ask: string; readonly model: string }) {
  const session = lessonSession();
  const id = useId();
  const { written } = session.work.value;
  return (
    <div class="lesson-field">
      <label for={id}>
        <RichText>{ask}</RichText>
      </label>
      <textarea
        id={id}
        rows={4}
        maxLength={LONGEST_WRITTEN}
        value={written}
        onInput={({ currentTarget }) => session.note({ written: currentTarget.value })}
      />
      {written.trim() !== '' && (
        <details>
          <summary>Compare with an answer</summary>
          <p>
            <RichText>{model}</RichText>
          </p>
        </details>
      )}
    </div>
  );
}

function StepWays({ at, count }: { readonly at: number; readonly count: number }) {
  const session = lessonSession();
  const step = session.step.value;
  const { marks, written } = session.work.value;
  const isDone = marks.task === true;
  const isWhole =
    step !== null &&
    markedParts(step).every((part) => marks[part] === true) &&
    (step.why?.kind !== 'write' || written.trim() !== '');
  return (
    <p class="lesson-ways">
      {at > 0 && (
        <button type="button" onClick={() => session.goToStep(at - 1)}>
          Back
        </button>
      )}
      <button
        type="button"
        class={isWhole ? 'primary' : undefined}
        onClick={() => session.goToStep(at + 1)}
      >
        {at + 1 < count ? 'Next' : 'To the hand-in'}
      </button>
      {isDone && !isWhole && <span class="meaning">There is a question left in this step.</span>}
    </p>
  );
}
