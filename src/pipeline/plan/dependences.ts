import { chosenExtras } from '../parameters/engineering-parameters.ts';
import type { LabParameters } from '../parameters/lab-parameters.ts';
import type { ParameterKey } from '../parameters/parameter-types.ts';
import type { Circumstances, PlanStep, SourceName, StepId } from './plan-step.ts';

/** What is open, as far as dependences go. */
type Opened = Pick<Circumstances, 'fromFile' | 'byLab'>;

/** What decides on what results depend, by what is set and what is open. */
export function circumstancesOf(parameters: LabParameters, opened: Opened): Circumstances {
  const { trainOn, timeFeatures } = parameters;
  const extraFeatures = chosenExtras(parameters).length > 0;
  return { ...opened, trainOn, timeFeatures, extraFeatures };
}

/** What steps read, directly or through others, and these themselves; in the order of the plan. */
export function stepsBehind(
  plan: readonly PlanStep[],
  ids: readonly StepId[],
  parameters: LabParameters,
): PlanStep[] {
  const wanted = new Set(ids);
  // What a step reads stands above it.
  for (const { id, reads, readsIfThere } of plan.toReversed()) {
    if (!wanted.has(id)) continue;
    for (const read of [...reads, ...readsIfThere(parameters)]) wanted.add(read);
  }
  return plan.filter(({ id }) => wanted.has(id));
}

/** What the results of these steps depend on, all that they read among them. */
export function dependenceOfSteps(
  plan: readonly PlanStep[],
  ids: readonly StepId[],
  parameters: LabParameters,
  opened: Opened,
): { readonly parameters: ReadonlySet<ParameterKey>; readonly sources: ReadonlySet<SourceName> } {
  const circumstances = circumstancesOf(parameters, opened);
  const all = stepsBehind(plan, ids, parameters).map(({ dependsOn }) => dependsOn(circumstances));
  return {
    parameters: new Set(all.flatMap((one) => one.parameters)),
    sources: new Set(all.flatMap((one) => one.sources)),
  };
}
