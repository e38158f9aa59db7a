import { freshWork, type StepWork } from './hand-in.ts';
import type { Lesson, LessonStep } from './lesson.ts';
import { settingsWords } from './lesson-settings.ts';
import { markedParts, markPart, type Part } from './marking.ts';
import { type Reporter, remembering, reportFor } from './step-runs.ts';

/** What is right in a part of a step, for flows of one seed. */
export interface SheetPart {
  readonly part: Part;
  readonly ask: string;
  /** Every right choice; of a task that can be solved in many ways, ways that do. */
  readonly right: readonly string[];
  /** What the lab tells who is right, with the figures of this seed. */
  readonly so: string;
}

/** The answers of a step. */
export interface SheetStep {
  readonly step: LessonStep;
  readonly parts: readonly SheetPart[];
}

/**
 * The right answers of a lesson for flows of one seed, found by running the lab.
 *
 * @param onStep is told the number of each step before its answers are looked for
 */
export async function answerSheet(
  lesson: Lesson,
  seed: string,
  reporter: Reporter,
  onStep: (at: number) => void = () => undefined,
): Promise<SheetStep[]> {
  const report = remembering(reporter);
  const sheet: SheetStep[] = [];
  for (const [at, step] of lesson.steps.entries()) {
    onStep(at);
    const parts: SheetPart[] = [];
    for (const part of markedParts(step)) {
      const right: string[] = [];
      let so = '';
      for (const [words, answered] of answersTo(part, step)) {
        const work = { ...freshWork(step.name), ...answered };
        const asked = reportFor(part, lesson, step, seed, work);
        const mark = markPart(part, step, work, await report(asked));
        if (!mark.right) continue;
        right.push(words);
        so ||= mark.says.join(' ');
      }
      parts.push({ part, ask: askOf(part, step), right, so });
    }
    sheet.push({ step, parts });
  }
  return sheet;
}

function askOf(part: Part, { task, why, transfer }: LessonStep): string {
  return (part === 'task' ? task : part === 'why' ? why : transfer)?.ask ?? '';
}

/** The answers that may be right, in words and as a student gives them. */
function answersTo(
  part: Part,
  { task, why, transfer }: LessonStep,
): (readonly [string, Partial<StepWork>])[] {
  if (part === 'task' && task.kind === 'settings') {
    return task.right.map((settings) => [settingsWords(settings), { settings }] as const);
  }
  if (part === 'task' && task.kind === 'rule') return task.right.map((rule) => [rule, { rule }]);
  const question = part === 'task' ? task : part === 'why' ? why : transfer;
  if (question === null || !('choices' in question)) return [];
  const key = part === 'task' ? 'choice' : part;
  return question.choices.map(({ text }, at) => [text, { [key]: at }] as const);
}
