import { useSignal } from '@preact/signals';
import { useEffect, useId } from 'preact/hooks';
import { messageOf } from '../../data/errors.ts';
import { answerSheet, type SheetPart, type SheetStep } from '../../pipeline/lesson/answer-sheet.ts';
import { type Lesson, type LessonStep, minutesOf } from '../../pipeline/lesson/lesson.ts';
import { DataTable } from '../kit/data-table.tsx';
import { pageLab } from '../lab.ts';
import { LessonChoice } from './lesson-choice.tsx';
import { workerReporter } from './lesson-reports.ts';
import { placeTitle } from './place-title.ts';
import { printLesson } from './print-lesson.ts';
import { RichText, withoutVerdict } from './rich-text.tsx';

/** For whoever teaches: the agenda, what to show and ask, and the answers for a seed. */
export function GuideView() {
  const lesson = useSignal<Lesson | null>(null);
  const seed = useSignal('42');
  const sheet = useSignal<readonly SheetStep[] | null>(null);
  const said = useSignal('');
  const field = useId();
  useEffect(() => {
    sheet.value = null;
  }, [lesson.value, seed.value]);
  const find = async () => {
    const open = lesson.peek();
    if (open === null) return;
    said.value = 'The lab is run to find the answers…';
    try {
      const { signal } = new AbortController();
      const found = await answerSheet(open, seed.peek(), workerReporter(pageLab, signal));
      if (lesson.peek() === open) sheet.value = found;
      said.value = '';
    } catch (error) {
      said.value = messageOf(error);
    }
  };
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
        <button type="button" class="primary" onClick={find}>
          Find the answers
        </button>
        <button type="button" onClick={printLesson}>
          Print
        </button>
      </p>
      <p role="status">{said.value}</p>
      {lesson.value !== null && (
        <Guide lesson={lesson.value} sheet={sheet.value} seed={seed.value} />
      )}
    </div>
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
        <GuideStep key={step.name} step={step} at={at} sheet={sheet?.[at] ?? null} />
      ))}
    </>
  );
}

function GuideStep({
  step: { title, minutes, task, why, guide },
  at,
  sheet,
}: {
  readonly step: LessonStep;
  readonly at: number;
  readonly sheet: SheetStep | null;
}) {
  return (
    <section class="guide-step">
      <h4>
        {at + 1} {title} ({minutes} min)
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
