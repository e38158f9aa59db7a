import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { messageOf } from '../../../data/errors.ts';
import {
  classResults,
  gradesCsv,
  remarksOn,
  stepScore,
  studentOf,
  takeUpNext,
} from '../../../pipeline/lesson/grade-table.ts';
import {
  type Graded,
  gradeHandIn,
  isRefused,
  type Refused,
  scoreOf,
  withCopiesNoted,
} from '../../../pipeline/lesson/grading.ts';
import type { Lesson } from '../../../pipeline/lesson/lesson.ts';
import { many } from '../../../pipeline/run/words.ts';
import { DataTable } from '../../kit/data-table.tsx';
import { saveFile } from '../../kit/export-file.ts';
import { FileButton } from '../../kit/file-button.tsx';
import { pageLab } from '../../lab.ts';
import { LAB_VERSION } from '../../version/lab-version.ts';
import { eachOf, workerReporter } from '../lesson-reports.ts';
import { printLesson } from '../print-lesson.ts';
import { LessonChoice } from './lesson-choice.tsx';

/** For whoever teaches: files that students handed in, each marked again here. */
export function GradingView() {
  const lesson = useSignal<Lesson | null>(null);
  const graded = useSignal<readonly (Graded | Refused)[]>([]);
  const said = useSignal('');
  const isOver = useSignal(false);
  const running = useSignal<AbortController | null>(null);
  useEffect(() => () => running.peek()?.abort(), []);
  useEffect(() => {
    graded.value = [];
    said.value = '';
  }, [lesson.value]);
  const grade = async (files: readonly File[]) => {
    const open = lesson.peek();
    if (open === null || files.length === 0) return;
    running.peek()?.abort();
    const control = new AbortController();
    const { signal } = control;
    const reporter = workerReporter(pageLab, signal);
    running.value = control;
    said.value = `Marking ${files.length} files…`;
    try {
      const fresh = await eachOf(
        files,
        async (file) => gradeHandIn(file.name, await file.text(), open, reporter, LAB_VERSION),
        signal,
        (done) => {
          said.value = `${done} of ${files.length} files marked.`;
        },
      );
      // Those that come late stand with the others, or in the place of the same file.
      const names = fresh.map(({ file }) => file);
      const others = graded.peek().filter(({ file }) => !names.includes(file));
      graded.value = withCopiesNoted([...others, ...fresh]);
      if (others.length > 0) said.value += ` ${graded.value.length} are in the table.`;
      const refused = fresh.filter(isRefused).length;
      if (refused > 0) said.value += ` ${many(refused, 'file')} could not be read.`;
    } catch (error) {
      if (running.peek() === control) {
        said.value = signal.aborted ? 'Marking was cancelled.' : messageOf(error);
      }
    } finally {
      if (running.peek() === control) running.value = null;
    }
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a place to drop files, beside a button that picks them
    <div
      class="lesson-print lesson-drop"
      data-over={isOver.value}
      onDragOver={(event) => {
        event.preventDefault();
        event.stopPropagation();
        isOver.value = true;
      }}
      onDragLeave={() => {
        isOver.value = false;
      }}
      onDrop={(event) => {
        event.preventDefault();
        event.stopPropagation();
        isOver.value = false;
        grade([...(event.dataTransfer?.files ?? [])]);
      }}
    >
      <p>
        Drop the files here, or pick them. Each is marked again from its answers by running the lab;
        marks that were changed in a file are named. Nothing leaves this machine.
      </p>
      <p class="lesson-ways">
        <LessonChoice chosen={lesson} />
        <FileButton accept=".json" multiple onFiles={grade}>
          Pick files
        </FileButton>
        {graded.value.length > 0 && lesson.value !== null && (
          <>
            <SaveGrades lesson={lesson.value} graded={graded.value} />
            <button
              type="button"
              onClick={() => {
                graded.value = [];
                said.value = '';
              }}
            >
              Clear the table
            </button>
          </>
        )}
      </p>
      <p class="lesson-ways">
        <span role="status">{said.value}</span>
        {running.value !== null && (
          <button type="button" onClick={() => running.value?.abort()}>
            Cancel
          </button>
        )}
      </p>
      {graded.value.length > 0 && lesson.value !== null && (
        <ClassTables lesson={lesson.value} all={graded.value} />
      )}
    </div>
  );
}

function SaveGrades({
  lesson,
  graded,
}: {
  readonly lesson: Lesson;
  readonly graded: readonly (Graded | Refused)[];
}) {
  const save = () => {
    saveFile([...gradesCsv(lesson, graded)].join(''), `grades-${lesson.name}.csv`, 'text/csv');
  };
  return (
    <>
      <button type="button" onClick={save}>
        Save as CSV
      </button>
      <button type="button" onClick={printLesson}>
        Print
      </button>
    </>
  );
}

function ClassTables({
  lesson,
  all,
}: {
  readonly lesson: Lesson;
  readonly all: readonly (Graded | Refused)[];
}) {
  const graded = all.filter((one) => !isRefused(one)) as Graded[];
  const results = classResults(lesson, graded);
  const wrong = results.flatMap((result) => result.wrong.map((group) => ({ ...result, ...group })));
  const next = takeUpNext(results);
  const written = lesson.steps.flatMap(({ name, title }) =>
    graded.flatMap((one) =>
      one.written
        .filter(({ step }) => step === name)
        .map(({ text }) => [title, studentOf(one), text]),
    ),
  );
  return (
    <>
      <DataTable
        caption="Students and steps: parts right, of those that the step has"
        columns={[
          'student',
          'file',
          'right',
          ...lesson.steps.map((_, at) => at + 1),
          'checks',
          'minutes',
          'remarks',
        ]}
        words={[0, 1, lesson.steps.length + 5]}
        rows={all.map((one) => [
          isRefused(one) ? '–' : studentOf(one),
          one.file,
          isRefused(one) ? '–' : `${scoreOf(one)}/${one.parts.length}`,
          ...lesson.steps.map((step) => (isRefused(one) ? '–' : stepScore(one, step))),
          isRefused(one) ? '–' : one.tries,
          isRefused(one) ? '–' : (one.seconds / 60).toFixed(1),
          remarksOn(one).join('; '),
        ])}
      />
      {next.length > 0 && (
        <>
          <h3>What to take up next</h3>
          <ul>
            {next.map(({ step, title, part, right, students }) => (
              <li key={`${step} ${part}`}>
                {title}, {part}: {right} of {students} right
              </li>
            ))}
          </ul>
        </>
      )}
      {wrong.length > 0 && (
        <DataTable
          caption="Wrong answers, grouped"
          columns={['step', 'part', 'answer', 'students', 'who', 'what the lab says']}
          words={[0, 1, 2, 4, 5]}
          rows={wrong.map(({ title, part, answer, students, says }) => [
            title,
            part,
            answer,
            students.length,
            students.join(', '),
            says.replaceAll('*', ''),
          ])}
        />
      )}
      {written.length > 0 && (
        <DataTable
          caption="In their own words, for you to read"
          columns={['step', 'student', 'words']}
          words={[0, 1, 2]}
          rows={written}
        />
      )}
    </>
  );
}
