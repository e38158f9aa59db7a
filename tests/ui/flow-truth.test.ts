import { expect, it } from 'vitest';
import { ATTACK } from '../../src/data/flow-table.ts';
import { flowTruth } from '../../src/ui/flows/flow-truth-state.ts';
import { triage } from '../../src/ui/triage/triage-state.ts';
import { fakeLab } from './fake-lab.ts';

it('a flow tells what it is once it is marked, all do once a person asks', async () => {
  const { lab } = fakeLab();
  await lab.notebook.run('generate');
  const { show, isTold } = flowTruth(lab);
  const { markFlow } = triage(lab);
  expect([3, 4].map(isTold)).toEqual([false, false]);
  markFlow(3, ATTACK);
  expect([3, 4].map(isTold)).toEqual([true, false]);
  show(true);
  expect([3, 4].map(isTold)).toEqual([true, true]);
  // Other flows come: what was asked for holds for the visit, marks for the flows they were made in.
  lab.notebook.setParameter('seed', '7');
  await lab.notebook.run('generate');
  expect([3, 4].map(isTold)).toEqual([true, true]);
  show(false);
  expect([3, 4].map(isTold)).toEqual([false, false]);
});

it('the flows of one type are told of, and hiding the truth shows all flows again', async () => {
  const { lab } = fakeLab();
  await lab.notebook.run('generate');
  const { shown, show } = flowTruth(lab);
  lab.selectedType.value = 'c2_beacon';
  lab.selectedVerdict.value = 'missed';
  expect(shown.value).toBe(true);
  show(false);
  expect([shown.value, lab.selectedType.value, lab.selectedVerdict.value]).toEqual([
    false,
    null,
    'any',
  ]);
  lab.selectedVerdict.value = 'flagged';
  show(true);
  show(false);
  expect(lab.selectedVerdict.value).toBe('flagged');
});
