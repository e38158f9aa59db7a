import type { StepWork } from './hand-in.ts';
import type { LessonStep } from './lesson.ts';
import { settingsWords } from './lesson-settings.ts';
import type { Part } from './marking.ts';

/** What a student answered in a part of a step, in words; `null`: it was left open. */
export function answerWords(part: Part, step: LessonStep, work: StepWork): string | null {
  const { task, why, transfer } = step;
  if (part === 'task') {
    if (task.kind === 'rule') return work.rule.trim() === '' ? null : work.rule;
    if (task.kind === 'settings') {
      if (work.marks.task === undefined) return null;
      return settingsWords(work.settings) || 'nothing changed';
    }
  }
  const question = part === 'task' ? task : part === 'why' ? why : transfer;
  const chosen = part === 'task' ? work.choice : work[part];
  if (question === null || !('choices' in question) || chosen === null) return null;
  return question.choices[chosen]?.text ?? `answer ${chosen + 1}, which the step does not have`;
}
