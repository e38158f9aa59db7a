import { InputError } from '../../data/errors.ts';
import { freshWork, type StepWork } from './hand-in.ts';
import type { Lesson, LessonStep, SettingsText } from './lesson.ts';
import { settingsWords } from './lesson-settings.ts';
import { type LessonMark, markedParts, markPart, type Part } from './marking.ts';
import { type Reporter, remembering, reportFor } from './step-runs.ts';

/** An answer of the lesson's own, and how it was marked. */
export interface TriedAnswer {
  readonly step: string;
  readonly part: Part;
  /** The answer in words. */
  readonly answer: string;
  /** How it should be marked; `null`: that is for the report to say. */
  readonly expected: boolean | null;
  readonly mark: LessonMark;
  /** What is wrong with the lesson here; `null`: nothing. */
  readonly problem: string | null;
}

/** What is said where the lab cannot run as an answer asks. */
const NO_RUN = 'The lab cannot run so: ';

/** What a text shows where the report has no such figure. */
const NO_FIGURE = '–';

/**
 * Runs a lesson's checks against its own answers: right ones have to be marked right, wrong ones
 * wrong with the feedback that is meant for them, every question needs a right and a wrong answer, and
 * no task may be solved before anything is done.
 *
 * @param seed of the flows, where they are generated
 */
export async function tryLesson(
  lesson: Lesson,
  seed: string,
  reporter: Reporter,
): Promise<TriedAnswer[]> {
  const report = remembering(reporter);
  const tried: TriedAnswer[] = [];
  for (const step of lesson.steps) {
    for (const part of markedParts(step)) {
      const mark = async (answered: Partial<StepWork>) => {
        const work = { ...freshWork(step.name), ...answered };
        try {
          const given = await report(reportFor(part, lesson, step, seed, work));
          return markPart(part, step, work, given);
        } catch (error) {
          if (error instanceof InputError)
            return { right: false, says: [`${NO_RUN}${error.message}`] };
          throw error;
        }
      };
      const answers =
        part === 'task' && step.task.kind !== 'choice'
          ? await trySolutions(step, mark)
          : await tryChoices(part, step, mark);
      tried.push(...answers);
    }
  }
  return tried;
}

type Marker = (answered: Partial<StepWork>) => Promise<LessonMark>;

async function tryChoices(part: Part, step: LessonStep, mark: Marker): Promise<TriedAnswer[]> {
  const { task, why, transfer } = step;
  const question = part === 'task' ? task : part === 'why' ? why : transfer;
  if (question === null || !('choices' in question)) return [];
  const tried: TriedAnswer[] = [];
  for (const [at, { text, right }] of question.choices.entries()) {
    const made = await mark({ [part === 'task' ? 'choice' : part]: at });
    const expected = typeof right === 'boolean' ? right : null;
    tried.push({ ...tell(step, part, text, made), expected });
  }
  const marked = tried.map(({ mark: { right } }) => right);
  const problem = !marked.includes(true)
    ? 'no answer of this question is right'
    : !marked.includes(false)
      ? 'every answer of this question is right'
      : null;
  return tried.map((one, at) => (at === 0 && problem !== null ? { ...one, problem } : one));
}

async function trySolutions(step: LessonStep, mark: Marker): Promise<TriedAnswer[]> {
  const { task } = step;
  if (task.kind === 'choice') return [];
  const tried: TriedAnswer[] = [];
  const attempt = async (answer: SettingsText | string, expected: boolean, say: string | null) => {
    const isRule = typeof answer === 'string';
    const made = await mark(isRule ? { rule: answer } : { settings: answer });
    const words = isRule ? answer : settingsWords(answer) || 'nothing changed';
    const problem = problemOf(step, answer, expected, made, say);
    const told = tell(step, 'task', words, made);
    tried.push({ ...told, expected, problem: problem ?? told.problem });
  };
  for (const answer of task.right) await attempt(answer, true, null);
  for (const { answer, say } of task.wrong) await attempt(answer, false, say);
  if (task.kind === 'settings') await attempt({}, false, null);
  return tried;
}

function problemOf(
  { touch }: LessonStep,
  answer: SettingsText | string,
  expected: boolean,
  { right, says }: LessonMark,
  say: string | null,
): string | null {
  const flags = typeof answer === 'string' ? [] : Object.keys(answer);
  const forbidden = flags.find((flag) => !touch.includes(flag));
  if (forbidden !== undefined) return `sets ${forbidden}, which the step does not let be touched`;
  if (right !== expected) {
    return expected ? `is marked wrong: ${says.join(' ')}` : 'is marked right';
  }
  if (say !== null && !says.some((one) => isMadeOf(one, say))) {
    return 'gets other feedback than its own: look at the "when" of the wrong answers';
  }
  return null;
}

/** Whether a sentence is this text, whatever figures were put in. */
function isMadeOf(sentence: string, text: string): boolean {
  const parts = text.split(/\{[^{}]*\}/);
  let at = 0;
  for (const part of parts) {
    const found = sentence.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return true;
}

function tell(step: LessonStep, part: Part, answer: string, mark: LessonMark): TriedAnswer {
  const empty = mark.says.every((one) => one.trim() === '');
  const problem = mark.says.some((one) => one.startsWith(NO_RUN))
    ? 'the lab cannot run so'
    : empty
      ? 'nothing is said to this answer'
      : mark.says.some((one) => one.includes(NO_FIGURE))
        ? 'a figure in what is said to it is not in the report'
        : null;
  return { step: step.name, part, answer, expected: null, mark, problem };
}
