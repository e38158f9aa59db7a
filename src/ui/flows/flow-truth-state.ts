import { signal } from '@preact/signals';
import type { Lab } from '../create-lab.ts';
import { perLab } from '../lab.ts';
import { triage } from '../triage/triage-state.ts';

/** Whether cards tell what flows really are. */
export const flowTruth = perLab(createFlowTruth);

/** A person judges first: the truth shows once they have marked the flow, or asked for this visit. */
function createFlowTruth(lab: Lab) {
  const { shownMarks } = triage(lab);
  /** Whether it was asked for; that holds for every flow until it is taken back. */
  const asked = signal(false);
  return { asked, isTold: (row: number): boolean => asked.value || shownMarks.value.has(row) };
}
