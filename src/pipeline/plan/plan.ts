import { BEYOND_STEPS } from './beyond-steps.ts';
import type { PlanStep, StepId } from './plan-step.ts';
import { REFERENCE_STEPS } from './reference-steps.ts';

/**
 * The run of the lab, from flows to judgement and beyond: what each step reads, what its result
 * depends on, and the task that computes it. The page's cells, the command line, the studies and the
 * benchmark run these rows. Each stands below everything that it reads.
 */
export const PLAN: readonly PlanStep[] = [...REFERENCE_STEPS, ...BEYOND_STEPS];

/** The step of that name. */
export function planStep(id: StepId): PlanStep {
  const found = PLAN.find((one) => one.id === id);
  if (found === undefined) throw new Error(`There is no step "${id}".`);
  return found;
}
