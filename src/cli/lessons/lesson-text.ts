import type { SheetStep } from '../../pipeline/lesson/answer-sheet.ts';
import {
  classResults,
  remarksOn,
  stepScore,
  studentOf,
  takeUpNext,
} from '../../pipeline/lesson/grade-table.ts';
import { type Graded, isRefused, type Refused, scoreOf } from '../../pipeline/lesson/grading.ts';
import { type Lesson, minutesOf } from '../../pipeline/lesson/lesson.ts';
import type { TriedAnswer } from '../../pipeline/lesson/try-lesson.ts';
import { many } from '../../pipeline/run/words.ts';
import { columns, section } from '../layout.ts';

/** How a lesson marks its own answers, a line each; `!` before what is not as it should be. */
export function triedText(
  { title }: Lesson,
  { seed, answers }: { readonly seed: string; readonly answers: readonly TriedAnswer[] },
): string {
  const lines = answers.flatMap(({ step, part, answer, mark, problem }) => [
    `${problem === null ? ' ' : '!'} ${step}, ${part}: ${answer}: ${mark.right ? 'right' : 'wrong'}`,
    `    ${mark.says.join(' ')}`,
    ...(problem === null ? [] : [`    ! ${problem}`]),
  ]);
  const wrong = answers.filter(({ problem }) => problem !== null).length;
  const sum = `${many(answers.length, 'answer')}, ${wrong} not as the lesson says`;
  return section(`${title}, seed ${seed}`, [...lines, '', sum]);
}

/** The answers of a lesson, step by step. */
export function sheetText(lesson: Lesson, seed: string, sheet: readonly SheetStep[]): string {
  const steps = sheet.map(({ step: { title, minutes }, parts }, at) =>
    section(
      `${at + 1} ${title} (${minutes} min)`,
      parts.flatMap(({ part, ask, right, so }) => [
        `${part}: ${ask}`,
        ...right.map((answer) => `  → ${answer}`),
        `  ${so}`,
      ]),
    ),
  );
  const head = section(`${lesson.title}: answers for seed ${seed}`, [
    `${many(lesson.steps.length, 'step')}, ${minutesOf(lesson)} min. Found by running the lab.`,
  ]);
  return [head, ...steps].join('\n');
}

/** A class: students and steps, wrong answers grouped, what to take up next. */
export function classText(lesson: Lesson, all: readonly (Graded | Refused)[]): string {
  const graded = all.filter((one) => !isRefused(one)) as Graded[];
  const results = classResults(lesson, graded);
  const rows = all.map((one) => {
    if (isRefused(one)) return columns([one.file, 'not read']);
    const score = `${scoreOf(one)}/${one.parts.length}`;
    const steps = lesson.steps.map((step) => stepScore(one, step).padStart(5)).join('');
    return `${columns([studentOf(one), score])}  ${steps}${one.edited.length > 0 ? '  edited' : ''}`;
  });
  const remarks = all.flatMap((one) => remarksOn(one).map((words) => `${one.file}: ${words}`));
  const wrong = results.flatMap(({ title, part, wrong: groups }) =>
    groups.map(
      ({ answer, students }) =>
        `${title}, ${part}: ${answer} (${many(students.length, 'student')}: ${students.join(', ')})`,
    ),
  );
  const next = takeUpNext(results).map(
    ({ title, part, right, students }) => `${title}, ${part}: ${right} of ${students} right`,
  );
  const steps = lesson.steps.map((_, at) => String(at + 1).padStart(5)).join('');
  return [
    ['Students and steps', [`${columns(['student', 'right'])}  ${steps}`, ...rows]],
    ['Remarks', remarks],
    ['Wrong answers', wrong],
    ['What to take up next', next],
  ]
    .filter(([, lines]) => (lines as string[]).length > 0)
    .map(([title, lines]) => section(title as string, lines as string[]))
    .join('\n');
}
