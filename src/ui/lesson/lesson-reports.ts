import { runSideBySide } from '../../notebook/side-by-side.ts';
import { lessonReport, typedRule } from '../../pipeline/lesson/lesson-report.ts';
import { type Reporter, remembering } from '../../pipeline/lesson/step-runs.ts';
import { withPitfalls } from '../../pipeline/lesson/with-pitfalls.ts';
import type { PitfallsPlan } from '../../pipeline/studies/pitfalls/plan.ts';
import { type PitfallsSummary, pitfallsSummary } from '../../pipeline/studies/pitfalls/summary.ts';
import type { Lab } from '../create-lab.ts';
import { currentRun } from '../export/current-run.ts';
import { fetchSample } from '../import/open-sample.ts';
import { pitfallsNow } from '../studies/pitfalls-now.ts';

/**
 * The report of the notebook as it is set, which is run where it is not current.
 *
 * @param rule a rule of triage as typed; empty, or none: no rule
 * @param pitfalls the study that the report has besides; `null`: none
 * @throws an error that says what to do where a cell cannot run
 */
export async function currentReport(
  lab: Lab,
  rule: string,
  pitfalls: PitfallsPlan | null,
): Promise<unknown> {
  const { notebook } = lab;
  await notebook.runAll();
  const run = currentRun(lab);
  const isCurrent = notebook.routine.peek().every(({ id }) => notebook.isCurrent(id));
  if (run === null || !isCurrent) {
    throw new Error(whyNoRun(lab));
  }
  const report = lessonReport(run, typedRule(rule));
  return pitfalls === null ? report : { ...report, pitfalls: await currentPitfalls(lab, pitfalls) };
}

/** The study by the cell that shows it: its switches for the seed in force, its run for many seeds. */
async function currentPitfalls(lab: Lab, plan: PitfallsPlan): Promise<PitfallsSummary> {
  const { notebook } = lab;
  const parameters = notebook.parameters.peek();
  const isOfNow = plan.trials.length === 1 && plan.trials[0]?.seed === parameters.seed;
  if (isOfNow) {
    const outcome = await pitfallsNow(lab).find(parameters);
    if (outcome !== null) return pitfallsSummary(plan, [outcome]);
  } else {
    await notebook.run('pitfalls');
    const result = notebook.cell('pitfalls').result.peek();
    if (result !== null && notebook.isCurrent('pitfalls')) return result.value;
  }
  throw new Error('The figures of the mistakes were not found to their end. Check again.');
}

/** The first cell that failed, and its reason. */
function whyNoRun({ notebook }: Lab): string {
  for (const { id, title } of notebook.routine.peek()) {
    const activity = notebook.cell(id).activity.peek();
    if (activity.kind === 'failed') {
      return `With these settings ${title} cannot run: ${activity.reason} Set something else, then check again.`;
    }
  }
  return 'The run did not end. Check again.';
}

/** Runs the lab in workers beside the notebook, each run once. */
export function workerReporter({ tasks }: Lab, signal: AbortSignal): Reporter {
  const samples = new Map<string, Promise<File>>();
  const runs = remembering(async ({ traffic, parameters, rule }) => {
    const sample = samples.get(traffic) ?? (traffic === 'generated' ? null : fetchSample(traffic));
    if (sample !== null) samples.set(traffic, sample);
    const files = sample && ({ files: [await sample], format: 'auto' } as const);
    return tasks.run('lessonReport', { parameters, files, rule }, { signal });
  });
  return withPitfalls(runs, (trial) => tasks.run('pitfalls', trial, { signal }));
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
  // What was done so far would look like the whole.
  signal.throwIfAborted();
  return outcomes.filter((one) => one !== null);
}
