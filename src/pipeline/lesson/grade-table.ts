import { type CsvColumn, csvLines, textCell } from '../traffic/csv.ts';
import type { Graded, GradedPart, Refused } from './grading.ts';
import { isRefused, scoreOf } from './grading.ts';
import type { Lesson, LessonStep } from './lesson.ts';
import { markedParts, type Part } from './marking.ts';

/** How the class did in one part of a step. */
export interface PartResult {
  readonly step: string;
  readonly title: string;
  readonly part: Part;
  readonly right: number;
  readonly answered: number;
  /** Of all hand-ins that could be read. */
  readonly students: number;
  /** Wrong answers, the most frequent first. */
  readonly wrong: readonly WrongGroup[];
}

/** The same wrong answer of several students. */
export interface WrongGroup {
  readonly answer: string;
  readonly says: string;
  readonly students: readonly string[];
}

/** What a student is called: the name as typed, else the file's. */
export function studentOf({ student, file }: Pick<Graded, 'student' | 'file'>): string {
  return student.trim() === '' ? file : student;
}

/** How the class did, part by part in the order of the lesson. O(hand-ins × parts). */
export function classResults(lesson: Lesson, graded: readonly Graded[]): PartResult[] {
  return lesson.steps.flatMap((step) =>
    markedParts(step).map((part) => {
      const answers = graded.flatMap((one) =>
        one.parts
          .filter((given) => given.step === step.name && given.part === part)
          .map((given) => ({ ...given, student: studentOf(one) })),
      );
      const answered = answers.filter(({ answer }) => answer !== null);
      return {
        step: step.name,
        title: step.title,
        part,
        right: answered.filter(({ right }) => right).length,
        answered: answered.length,
        students: graded.length,
        wrong: groupsOf(answered.filter(({ right }) => !right)),
      };
    }),
  );
}

function groupsOf(answers: readonly (GradedPart & { readonly student: string })[]): WrongGroup[] {
  const groups = new Map<string, { answer: string; says: string; students: string[] }>();
  for (const { answer, says, student } of answers) {
    if (answer === null) continue;
    const group = groups.get(answer) ?? { answer, says: says.join(' '), students: [] };
    group.students.push(student);
    groups.set(answer, group);
  }
  return [...groups.values()].sort((a, b) => b.students.length - a.students.length);
}

/** The parts that fewest got right, of those that somebody got wrong. */
export function takeUpNext(results: readonly PartResult[], most = 3): PartResult[] {
  return results
    .filter(({ wrong }) => wrong.length > 0)
    .sort((a, b) => a.right / Math.max(1, a.students) - b.right / Math.max(1, b.students))
    .slice(0, most);
}

/** The parts of a step that a hand-in has right, of those that the step has: `2/3`. */
export function stepScore({ parts }: Graded, { name }: LessonStep): string {
  const own = parts.filter(({ step }) => step === name);
  return `${own.filter(({ right }) => right).length}/${own.length}`;
}

/** What a reader of the table must know of a hand-in. */
export function remarksOn(one: Graded | Refused): string[] {
  if (isRefused(one)) return [one.problem];
  return [...one.edited.map((words) => `edited: ${words}`), ...one.notes];
}

/** Students × steps as a table for a gradebook: a row per file, scores as numbers. */
export function gradesCsv(lesson: Lesson, all: readonly (Graded | Refused)[]): Generator<string> {
  const cell = (name: string, of: (one: Graded) => string): CsvColumn => ({
    name,
    cell: (row) => {
      const one = all[row];
      return isRefused(one) ? '' : of(one);
    },
  });
  const rightIn = ({ parts }: Graded, name: string) =>
    parts.filter(({ step, right }) => right && step === name).length;
  const columns: CsvColumn[] = [
    { name: 'file', cell: (row) => textCell(all[row].file) },
    cell('student', ({ student }) => textCell(student)),
    cell('seed', ({ seed }) => textCell(seed)),
    cell('right', (one) => String(scoreOf(one))),
    cell('of', ({ parts }) => String(parts.length)),
    ...lesson.steps.map(({ name }) => cell(name, (one) => String(rightIn(one, name)))),
    cell('tries', ({ tries }) => String(tries)),
    cell('hints', ({ hints }) => String(hints)),
    cell('minutes', ({ seconds }) => (seconds / 60).toFixed(1)),
    cell('written', ({ written }) =>
      textCell(written.map(({ step, text }) => `${step}: ${text}`).join(' / ')),
    ),
    { name: 'edited', cell: (row) => editedCell(all[row]) },
    { name: 'remarks', cell: (row) => textCell(remarksOn(all[row]).join('; ')) },
  ];
  return csvLines(columns, all.keys());
}

function editedCell(one: Graded | Refused): string {
  return isRefused(one) ? '' : one.edited.length > 0 ? 'yes' : 'no';
}
