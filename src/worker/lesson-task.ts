import { lessonReport, typedRule } from '../pipeline/lesson/lesson-report.ts';
import type { LabParameters } from '../pipeline/parameters/lab-parameters.ts';
import type { InProcess } from '../pipeline/plan/in-process.ts';
import { runLab } from '../pipeline/run/lab.ts';
import { readFiles, type TrafficFiles } from './opened-files.ts';

/** A run that marks something of a lesson. */
export interface LessonRun {
  readonly parameters: LabParameters;
  /** Where its flows come from; `null`: they are generated. */
  readonly files: TrafficFiles | null;
  /** A rule of triage as typed; empty: none. */
  readonly rule: string;
}

/** Runs the lab from traffic to judgement. @throws InputError for what cannot be had of the traffic */
export async function runLesson(
  { parameters, files, rule }: LessonRun,
  { now }: Pick<InProcess, 'now'>,
): Promise<unknown> {
  const traffic = files && (await readFiles({ ...files, parameters }, () => undefined));
  const run = await runLab(traffic, parameters, { now });
  return lessonReport(run, typedRule(rule));
}
