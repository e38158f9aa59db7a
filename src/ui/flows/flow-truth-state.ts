import { computed, signal } from '@preact/signals';
import { tellsTruth } from '../../pipeline/traffic/verdicts.ts';
import type { Lab } from '../create-lab.ts';
import { perLab } from '../lab.ts';
import { triage } from '../triage/triage-state.ts';

/** Whether the table of flows and the card tell what flows really are. */
export const flowTruth = perLab(createFlowTruth);

/**
 * A person judges first: the truth shows once they have asked, for this visit; who looks at the flows of
 * one type has asked for as long. A flow that is marked is told of on its card.
 */
function createFlowTruth(lab: Lab) {
  const { selectedType, selectedVerdict } = lab;
  const { shownMarks } = triage(lab);
  const asked = signal(false);
  const shown = computed(() => asked.value || selectedType.value !== null);
  const show = (on: boolean) => {
    asked.value = on;
    if (on) return;
    // What these are limited to would tell.
    selectedType.value = null;
    const verdict = selectedVerdict.peek();
    if (verdict !== 'any' && tellsTruth(verdict)) selectedVerdict.value = 'any';
  };
  const isTold = (row: number): boolean => shown.value || shownMarks.value.has(row);
  return { shown, show, isTold };
}
