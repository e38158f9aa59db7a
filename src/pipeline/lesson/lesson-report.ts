import { InputError } from '../../data/errors.ts';
import type { LabRun } from '../run/lab.ts';
import { reportOf } from '../run/report.ts';
import { alertsReport } from '../triage/alerts-report.ts';
import { type AllowRule, parseRule } from '../triage/rules.ts';

/**
 * The report that a lesson's checks look at: what `--json` prints of the run, with its alerts under
 * these rules.
 */
export function lessonReport(run: LabRun, rules: readonly AllowRule[]) {
  const { traffic, detections } = run;
  return { ...reportOf(run), alerts: alertsReport(traffic, detections, rules) };
}

/** The rule that a student typed, for the report; what is no rule is none, and is told where it is marked. */
export function typedRule(text: string): AllowRule[] {
  try {
    return text.trim() === '' ? [] : [parseRule(text)];
  } catch (error) {
    if (error instanceof InputError) return [];
    throw error;
  }
}
