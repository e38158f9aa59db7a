import { seedOfText } from '../../../src/data/text-seed.ts';
import type { HandIn, StepWork } from '../../../src/pipeline/lesson/hand-in.ts';
import type { LessonStep } from '../../../src/pipeline/lesson/lesson.ts';
import { HOSTILE } from '../../hostile-text.ts';

/** A step as a lesson's file has it. */
export interface WrittenStep extends Pick<LessonStep, 'name' | 'title' | 'task'> {
  readonly why?: LessonStep['why'];
  readonly transfer?: LessonStep['transfer'];
}

/** The right answers of a seed, as `--answers --json` prints them. */
export interface Answers {
  readonly steps: readonly {
    readonly parts: readonly { readonly part: string; readonly right: readonly string[] }[];
  }[];
}

/** A file as a student may hand it in, and what is to be found out about it. */
export interface MadeHandIn {
  readonly name: string;
  readonly text: string;
  readonly kind: 'right' | 'half' | 'edited' | 'seed' | 'version' | 'damaged' | 'hostile';
}

/** How many there are of each kind: thirty in all. */
const KINDS = {
  right: 9,
  half: 6,
  edited: 6,
  seed: 2,
  version: 2,
  damaged: 3,
  hostile: 2,
} as const;

/**
 * Thirty hand-ins of a lesson, each of a student with flows of their own.
 *
 * @param steps the lesson's
 * @param fresh a hand-in of the lesson in which nothing was done, as JSON
 * @param answersFor the right answers for flows of a seed
 */
export async function madeHandIns(
  steps: readonly WrittenStep[],
  fresh: HandIn,
  answersFor: (seed: string) => Promise<Answers>,
): Promise<MadeHandIn[]> {
  const kinds = Object.entries(KINDS).flatMap(([kind, count]) =>
    Array.from({ length: count }, () => kind as MadeHandIn['kind']),
  );
  const made: MadeHandIn[] = [];
  for (const [at, kind] of kinds.entries()) {
    const student = kind === 'hostile' ? HOSTILE[at % HOSTILE.length] : `student ${at}`;
    const seed = kind === 'seed' ? '3000000' : seedOfText(student);
    const answers = await answersFor(seed);
    const isWrong = (step: number) => (kind === 'half' || kind === 'edited') && step % 2 === 1;
    const works = steps.map((step, number) =>
      workOf(step, answers.steps[number].parts, isWrong(number), kind === 'edited'),
    );
    const written = { ...fresh, student, seed, steps: works };
    if (kind === 'version') Object.assign(written, { print: 'old', lab: '0.1.0' });
    if (kind === 'hostile') {
      for (const work of works) Object.assign(work, { written: HOSTILE.join('\n').slice(0, 2000) });
    }
    const text = JSON.stringify(written);
    made.push({ name: `${at}.json`, text: kind === 'damaged' ? damaged(text, at) : text, kind });
  }
  return made;
}

/** Answers to all of a step, right or wrong, with the marks that they have or, edited, have not. */
function workOf(
  { name, task, why, transfer }: WrittenStep,
  answers: Answers['steps'][number]['parts'],
  isWrong: boolean,
  isEdited: boolean,
): StepWork {
  const chosen = (part: string, choices: readonly { readonly text: string }[]) => {
    const right = answers.find((one) => one.part === part)?.right ?? [];
    return choices.findIndex(({ text }) => right.includes(text) !== isWrong);
  };
  const settings = task.kind === 'settings' && !isWrong ? (task.right[0] ?? {}) : {};
  return {
    step: name,
    settings,
    guesses: {},
    choice: task.kind === 'choice' ? chosen('task', task.choices) : null,
    rule: task.kind === 'rule' && !isWrong ? (task.right[0] ?? '') : '',
    why: why?.kind === 'choice' ? chosen('why', why.choices) : null,
    written: why?.kind === 'write' ? 'I looked at it.' : '',
    transfer: transfer ? chosen('transfer', transfer.choices) : null,
    marks: Object.fromEntries(answers.map(({ part }) => [part, isEdited || !isWrong])),
    tries: 3,
    hints: 1,
    seconds: 100,
  };
}

function damaged(text: string, at: number): string {
  return ['{', text.slice(0, text.length / 2), '{"kind": "other"}'][at % 3];
}
