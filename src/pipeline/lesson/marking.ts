import { InputError } from '../../data/errors.ts';
import { parseRule } from '../triage/rules.ts';
import { evaluateCheck } from './checks.ts';
import { withFigures } from './figures.ts';
import type { LessonStep, Question, Task } from './lesson.ts';

/** What a student said in one step. What is `null` or empty was left open. */
export interface StepAnswers {
  /** Of a task with answers to choose from: the number of the one chosen. */
  readonly choice: number | null;
  /** Of a task that asks for a rule: as it was typed. */
  readonly rule: string;
  readonly why: number | null;
  /** Why, in the student's words. */
  readonly written: string;
  readonly transfer: number | null;
}

/** Whether an answer is right, and what to say to it. */
export interface LessonMark {
  readonly right: boolean;
  readonly says: readonly string[];
}

/** What of a step is marked by the lab. */
export const PARTS = ['task', 'why', 'transfer'] as const;
export type Part = (typeof PARTS)[number];

/** The parts that a step has, and that the lab marks: what is written, a person reads. */
export function markedParts({ why, transfer }: LessonStep): Part[] {
  return [
    'task',
    ...(why?.kind === 'choice' ? (['why'] as const) : []),
    ...(transfer === null ? [] : (['transfer'] as const)),
  ];
}

const OPEN: LessonMark = {
  right: false,
  says: ['There is no answer yet. Choose one, then check.'],
};

/** Marks one part of a step by a report; that of `transfer` is the report on the changed settings. */
export function markPart(
  part: Part,
  { task, why, transfer }: LessonStep,
  answers: StepAnswers,
  report: unknown,
): LessonMark {
  if (part === 'task') return markTask(task, answers, report);
  const question = part === 'why' ? why : transfer;
  if (question === null || !('choices' in question)) return OPEN;
  return markChoice(question, answers[part], report);
}

function markTask(task: Task, { choice, rule }: StepAnswers, report: unknown): LessonMark {
  if (task.kind === 'choice') return markChoice(task, choice, report);
  if (task.kind === 'rule') {
    const problem = ruleProblem(rule);
    if (problem !== null) return { right: false, says: [problem] };
  }
  const { holds, missing } = evaluateCheck(task.check, report);
  if (holds) return { right: true, says: [withFigures(task.so, report)] };
  const known = task.wrong.find(({ when }) => evaluateCheck(when, report).holds);
  const says = known === undefined ? [] : [withFigures(known.say, report)];
  return { right: false, says: [...missing, ...says] };
}

/** What is wrong with a rule as typed; `null`: nothing. */
function ruleProblem(rule: string): string | null {
  if (rule.trim() === '') return 'There is no rule yet. Type one, then check.';
  try {
    parseRule(rule);
    return null;
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
}

/** Marks the answer chosen of a question. */
function markChoice({ choices, so }: Question, chosen: number | null, report: unknown): LessonMark {
  const choice = chosen === null ? undefined : choices[chosen];
  if (choice === undefined) return OPEN;
  const right = evaluateCheck(choice.right, report).holds;
  return { right, says: [withFigures(right ? so : choice.say, report)] };
}
