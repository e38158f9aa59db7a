import { runSideBySide } from '../../notebook/side-by-side.ts';
import { lessonReport, typedRule } from '../../pipeline/lesson/lesson-report.ts';
import { type Reporter, remembering } from '../../pipeline/lesson/step-runs.ts';
import type { Lab } from '../create-lab.ts';
import { currentRun } from '../export/current-run.ts';
import { fetchSample } from '../import/open-sample.ts';

/**
 * The report of the notebook as it is set, which is run where it is not current.
 *
 * @param rule a rule of triage as typed; empty, or none: no rule
 * @throws an error that says what to do where a cell cannot run
 */
export async function currentReport(lab: Lab, rule: string): Promise<unknown> {
  const { notebook } = lab;
  await notebook.runAll();
  const run = currentRun(lab);
  const isCurrent = notebook.routine.peek().every(({ id }) => notebook.isCurrent(id));
  if (run === null || !isCurrent) {
    throw new Error('The run did not end. Look for the cell that failed, then check again.');
  }
  return lessonReport(run, typedRule(rule));
}

/** Runs the lab in workers beside the notebook, each run once. */
export function workerReporter({ tasks }: Lab, signal: AbortSignal): Reporter {
  const samples = new Map<string, Promise<File>>();
  return remembering(async ({ traffic, parameters, rule }) => {
    const sample = samples.get(traffic) ?? (traffic === 'generated' ? null : fetchSample(traffic));
    if (sample !== null) samples.set(traffic, sample);
    const files = sample && ({ files: [await sample], format: 'auto' } as const);
    return tasks.run('lessonReport', { parameters, files, rule }, { signal });
  });
}

/** Does something for each item, two at a time. */
export async function eachOf<Item, Outcome>(
  items: readonly Item[],
  act: (item: Item) => Promise<Outcome>,
  signal: AbortSignal,
  onDone: (done: number) => void,
): Promise<Outcome[]> {
  const { outcomes, failure } = await runSideBySide(items, act, { lanes: 2, signal, onDone });
  if (failure !== null) throw new Error(failure);
  return outcomes.filter((one) => one !== null);
}
