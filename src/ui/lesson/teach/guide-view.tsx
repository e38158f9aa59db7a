import { useSignal } from '@preact/signals';
import { useEffect, useId } from 'preact/hooks';
import { messageOf } from '../../../data/errors.ts';
import type { SheetPart, SheetStep } from '../../../pipeline/lesson/answer-sheet.ts';
import { type Lesson, type LessonStep, minutesOf } from '../../../pipeline/lesson/lesson.ts';
import { settingsWords } from '../../../pipeline/lesson/lesson-settings.ts';
import { DataTable } from '../../kit/data-table.tsx';
import { pageLab } from '../../lab.ts';
import { placeTitle } from '../place-title.ts';
import { printLesson } from '../print-lesson.ts';
import { RichText, withoutVerdict } from '../rich-text.tsx';
import { LessonChoice } from './lesson-choice.tsx';
import { preparedFor, prepareLesson } from './prepared.ts';

/** For whoever teaches: the agenda, what to show and ask, and the answers for a seed. */
export function GuideView() {
  const lesson = useSignal<Lesson | null>(null);
  const seed = useSignal('42');
  const field = useId();
  const sheet = lesson.value && preparedFor(pageLab, lesson.value, seed.value);
  return (
    <div class="lesson-print">
      <p class="lesson-ways">
        <LessonChoice chosen={lesson} />
        <span class="lesson-field">
          <label for={field}>Seed</label>
          <input
            id={field}
            type="text"
            size={10}
            value={seed.value}
            onChange={({ currentTarget }) => {
              seed.value = currentTarget.value.trim() || '42';
            }}
          />
        </span>
        <button type="button" onClick={printLesson}>
          Print
        </button>
      </p>
      {lesson.value !== null && (
        <>
          <Prepare lesson={lesson.value} seed={seed.value} isDone={sheet !== undefined} />
          <Guide lesson={lesson.value} sheet={sheet ?? null} seed={seed.value} />
        </>
      )}
    </div>
  );
}

/** Runs beforehand what the class would wait for. */
function Prepare({
  lesson,
  seed,
  isDone,
}: {
  readonly lesson: Lesson;
  readonly seed: string;
  readonly isDone: boolean;
}) {
  const said = useSignal('');
  const running = useSignal<AbortController | null>(null);
  useEffect(() => () => running.peek()?.abort(), []);
  const start = async () => {
    const control = new AbortController();
    running.value = control;
    try {
      await prepareLesson(pageLab, lesson, seed, control.signal, (words) => {
        said.value = words;
      });
      said.value = '';
    } catch (error) {
      said.value = control.signal.aborted ? 'Preparing was cancelled.' : messageOf(error);
    } finally {
      running.value = null;
    }
  };
  return (
    <p class="lesson-ways" role="status">
      {running.value === null ? (
        <button type="button" class={isDone ? undefined : 'primary'} onClick={start}>
          Prepare the class
        </button>
      ) : (
        <button type="button" onClick={() => running.value?.abort()}>
          Cancel
        </button>
      )}
      <span class="meaning">
        {said.value ||
          (isDone
            ? 'Ready. The answers are below, and what is slow has run. It stays until you close the page.'
            : 'Runs the lab as the lesson begins, and finds the answers. Nobody waits for that in class.')}
      </span>
    </p>
  );
}

function Guide({
  lesson,
  sheet,
  seed,
}: {
  readonly lesson: Lesson;
  readonly sheet: readonly SheetStep[] | null;
  readonly seed: string;
}) {
  const starts = lesson.steps.map((_, at) =>
    lesson.steps.slice(0, at).reduce((sum, { minutes }) => sum + minutes, 0),
  );
  return (
    <>
      <h3>{lesson.title}: guide</h3>
      <p>{lesson.about}</p>
      <p>
        <b>Before:</b> <RichText>{lesson.before}</RichText>
      </p>
      {sheet !== null && <p>The answers are those for seed {seed}, found by running the lab.</p>}
      {lesson.seeds === 'own' && (
        <p>
          Students who type a name have flows of their own: the same tasks and answers, other
          figures. Leave your own name empty to have the flows of this seed.
        </p>
      )}
      <DataTable
        caption={`Agenda: ${minutesOf(lesson)} minutes`}
        columns={['step', 'from minute', 'minutes', 'goal', 'where']}
        words={[0, 3, 4]}
        rows={lesson.steps.map(({ title, minutes, goal, where }, at) => [
          `${at + 1} ${title}`,
          starts[at],
          minutes,
          goal,
          placeTitle(where),
        ])}
      />
      {lesson.steps.map((step, at) => (
        <GuideStep
          key={step.name}
          lesson={lesson}
          step={step}
          at={at}
          sheet={sheet?.[at] ?? null}
        />
      ))}
    </>
  );
}

function GuideStep({
  lesson,
  step: { name, title, text, settings, minutes, task, why, guide },
  at,
  sheet,
}: {
  readonly lesson: Lesson;
  readonly step: LessonStep;
  readonly at: number;
  readonly sheet: SheetStep | null;
}) {
  const set = settingsWords({ ...lesson.settings, ...settings });
  return (
    <section class="guide-step">
      <h4>
        {at + 1} {title} ({minutes} min){' '}
        <a
          class="guide-link"
          href={`?lesson=${lesson.name}&step=${name}`}
          target="_blank"
          rel="noopener"
        >
          Link<span class="hidden"> to the step {title}, in a new tab</span>
        </a>
      </h4>
      <dl>
        <dt>Show</dt>
        <dd>
          <RichText>{guide.show}</RichText>
        </dd>
        <dt>Ask</dt>
        <dd>
          <RichText>{guide.ask}</RichText>
        </dd>
        <dt>What surprises</dt>
        <dd>
          <RichText>{guide.surprises}</RichText>
        </dd>
        <dt>Text</dt>
        <dd>
          <RichText>{text}</RichText>
        </dd>
        {set !== '' && (
          <>
            <dt>Set</dt>
            <dd>{set}</dd>
          </>
        )}
        <dt>Task</dt>
        <dd>
          <RichText>{task.ask}</RichText>
        </dd>
        {sheet?.parts.map(({ part, ask, right, so }) => (
          <AnswerRow key={part} part={part} ask={ask} right={right} so={so} />
        ))}
        {why?.kind === 'write' && (
          <>
            <dt>In their words</dt>
            <dd>
              <RichText>{`${why.ask} For example: ${why.model}`}</RichText>
            </dd>
          </>
        )}
      </dl>
    </section>
  );
}

const PART_TITLES = { task: 'Answer', why: 'Why?', transfer: 'And now?' } as const;

function AnswerRow({ part, ask, right, so }: SheetPart) {
  return (
    <>
      <dt>{PART_TITLES[part]}</dt>
      <dd>
        {part !== 'task' && (
          <>
            <RichText>{ask}</RichText>{' '}
          </>
        )}
        <b>{right.join('; or: ')}</b>. <RichText>{withoutVerdict(so)}</RichText>
      </dd>
    </>
  );
}
