import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { answerWords } from '../../pipeline/lesson/answer-words.ts';
import { workOn, writeHandIn } from '../../pipeline/lesson/hand-in.ts';
import type { LessonStep } from '../../pipeline/lesson/lesson.ts';
import { markedParts } from '../../pipeline/lesson/marking.ts';
import { saveFile } from '../kit/export-file.ts';
import { StudentField } from './intro-view.tsx';
import { lessonSession } from './lesson-session.ts';
import { placeTitle } from './place-title.ts';
import { printLesson } from './print-lesson.ts';

/** What is handed in: as a file, or on paper. */
export function HandInView() {
  const session = lessonSession();
  const saved = useSignal(false);
  const top = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    top.current?.closest('.lesson-body')?.scrollTo(0, 0);
    top.current?.focus({ preventScroll: true });
  }, []);
  const [lesson, handIn] = [session.lesson.value, session.handIn.value];
  if (lesson === null || handIn === null) return null;
  const parts = lesson.steps.flatMap((step) =>
    markedParts(step).map((part) => workOn(handIn, step.name).marks[part] === true),
  );
  const right = parts.filter(Boolean).length;
  const save = () => {
    saveFile(writeHandIn(handIn), fileName(lesson.name, handIn.student), 'application/json');
    saved.value = true;
  };
  const { tries, hints } = handIn.steps.reduce(
    (sum, work) => ({ tries: sum.tries + work.tries, hints: sum.hints + work.hints }),
    { tries: 0, hints: 0 },
  );
  return (
    <div class="lesson-print">
      <h3 ref={top} tabIndex={-1}>
        {right} of {parts.length} right
      </h3>
      <p class="meaning">
        Checked {tries} times, with {hints} hints.
      </p>
      <p>
        The file holds your answers, your settings, your guesses and reasons, tries and times. It
        holds nothing of flows that you have opened yourself.
      </p>
      <StudentField />
      <p class="lesson-ways">
        <button type="button" class="primary" onClick={save}>
          Save the hand-in
        </button>
        <button type="button" onClick={printLesson}>
          Print
        </button>
        <span role="status">{saved.value ? 'Saved. Send the file to your teacher.' : ''}</span>
      </p>
      <ol>
        {lesson.steps.map((step, at) => (
          <HandInRow key={step.name} step={step} at={at} />
        ))}
      </ol>
      <p class="lesson-ways">
        <button type="button" onClick={() => session.goToStep(lesson.steps.length - 1)}>
          Back
        </button>
        <BeginAgain />
      </p>
    </div>
  );
}

/** `hand-in-first-hour-ada-l.json`: whoever gets thirty of them tells them apart. */
function fileName(lesson: string, student: string): string {
  const name = student
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return `hand-in-${lesson}${name === '' ? '' : `-${name.slice(0, 40)}`}.json`;
}

/** Deletes the answers, once that was said twice. */
function BeginAgain() {
  const asked = useSignal(false);
  if (!asked.value) {
    return (
      <button
        type="button"
        onClick={() => {
          asked.value = true;
        }}
      >
        Begin again
      </button>
    );
  }
  return (
    <button type="button" onClick={() => lessonSession().beginAgain()}>
      Delete all my answers
    </button>
  );
}

function HandInRow({ step, at }: { readonly step: LessonStep; readonly at: number }) {
  const session = lessonSession();
  const handIn = session.handIn.value;
  if (handIn === null) return null;
  const work = workOn(handIn, step.name);
  return (
    <li>
      <button type="button" class="link" onClick={() => session.goToStep(at)}>
        {step.title}
      </button>
      <ul>
        {markedParts(step).map((part) => (
          <li key={part}>
            {PART_TITLES[part]}: {answerWords(part, step, work) ?? 'no answer'}
            {work.marks[part] !== undefined && (work.marks[part] ? ' – right' : ' – not yet')}
          </li>
        ))}
        {Object.entries(work.guesses).map(([cell, words]) => (
          <li key={cell}>
            Guess before {placeTitle(cell)}: {words}
          </li>
        ))}
        {work.written.trim() !== '' && <li>In your words: {work.written}</li>}
      </ul>
    </li>
  );
}

const PART_TITLES = { task: 'Task', why: 'Why', transfer: 'And now' } as const;
