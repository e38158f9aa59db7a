import type { StepWork } from './hand-in.ts';
import type { LessonStep, SettingsText } from './lesson.ts';
import type { Part } from './marking.ts';

/** `contamination 0.12, scaler standard`; what is set as it was at first has no words. */
export function settingsWords(settings: SettingsText): string {
  const words = Object.entries(settings).map(([flag, text]) => `${flag} ${text}`);
  return words.length === 0 ? 'nothing changed' : words.join(', ');
}

/** What a student answered in a part of a step, in words; `null`: it was left open. */
export function answerWords(part: Part, step: LessonStep, work: StepWork): string | null {
  const { task, why, transfer } = step;
  if (part === 'task') {
    if (task.kind === 'rule') return work.rule.trim() === '' ? null : work.rule;
    if (task.kind === 'settings') {
      return work.marks.task === undefined ? null : settingsWords(work.settings);
    }
  }
  const question = part === 'task' ? task : part === 'why' ? why : transfer;
  const chosen = part === 'task' ? work.choice : work[part];
  if (question === null || !('choices' in question) || chosen === null) return null;
  return question.choices[chosen]?.text ?? `answer ${chosen + 1}, which the step does not have`;
}
