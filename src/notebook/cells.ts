import { isDetector } from '../pipeline/detecting/detector-table.ts';
import type { LabParameters } from '../pipeline/parameters/lab-parameters.ts';
import { PLAN, planStep } from '../pipeline/plan/plan.ts';
import type { CellDefinition, CellId } from './cell-definition.ts';

/** The cells of the notebook, in its order: one for each step of the plan. */
export const CELLS: readonly CellDefinition[] = PLAN;

/** Whether a cell is there with these parameters: of the detectors, those that are chosen. */
export function isShown(id: CellId, { detectors }: LabParameters): boolean {
  return detectors.includes(id) || !isDetector(id);
}

/** The definition of a cell by its name. */
export function cellDefinition(id: CellId): CellDefinition {
  return planStep(id);
}
