import type { DetectorName, LabParameters } from '../parameters/lab-parameters.ts';
import type { Detection } from '../run/detect.ts';
import type { Scaled } from '../run/scale.ts';
import type { Labels } from '../traffic/labels.ts';
import { stepsBehind } from './dependences.ts';
import { PLAN } from './plan.ts';
import { NOTHING_OPEN, type OpenSources, type StepId, type StepValues } from './plan-step.ts';
import type { PlanRunner } from './plan-tasks.ts';

/** What a plan is executed with. */
export interface PlanGiven {
  readonly parameters: LabParameters;
  readonly open?: OpenSources;
  /** Results that are there already: neither these steps nor what stands behind them alone is run. */
  readonly values?: StepValues;
}

/**
 * Runs steps of the plan and all that they read, one after another in the plan's order: each once.
 *
 * @returns what was given and what was run
 * @throws InputError as the steps do
 */
export async function executePlan(
  wanted: readonly StepId[],
  { parameters, open = NOTHING_OPEN, values = new Map() }: PlanGiven,
  tasks: PlanRunner,
): Promise<StepValues> {
  const results = new Map(values);
  const missing = PLAN.filter(({ id }) => !results.has(id));
  const ids = wanted.filter((id) => !results.has(id));
  for (const { id, fit, run } of stepsBehind(missing, ids, parameters)) {
    const input = { parameters, open, values: results };
    const fitted = fit && (await fit.run(input, tasks));
    results.set(id, await run({ ...input, fitted }, tasks));
  }
  return results;
}

/** What detectors look at. */
export interface Seen {
  readonly scaled: Pick<Scaled, 'matrix' | 'baseline'>;
  readonly labels: Labels;
}

/**
 * The verdicts of detectors on a matrix that is there, members of an ensemble among them: each is
 * fitted once.
 *
 * @param made verdicts that are there already
 * @throws InputError as fitting does
 */
export async function detect(
  names: readonly DetectorName[],
  { scaled, labels }: Seen,
  parameters: LabParameters,
  tasks: PlanRunner,
  made: ReadonlyMap<DetectorName, Detection> = new Map(),
): Promise<ReadonlyMap<DetectorName, Detection>> {
  const values = new Map<StepId, unknown>([['generate', { labels }], ['scale', scaled], ...made]);
  const results = await executePlan(names, { parameters, values }, tasks);
  const { scale: _, generate: __, ...detections } = Object.fromEntries(results);
  return new Map(Object.entries(detections as Record<DetectorName, Detection>));
}

/** A detector's verdicts among those made. @throws where there are none, which is a defect */
export function detectionOf(
  made: ReadonlyMap<DetectorName, Detection>,
  name: DetectorName,
): Detection {
  const found = made.get(name);
  if (found === undefined) throw new Error(`The detector ${name} has not run.`);
  return found;
}
