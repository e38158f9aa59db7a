import { expect, it } from 'vitest';
import { ATTACK } from '../../src/data/flow-table.ts';
import { flowTruth } from '../../src/ui/flows/flow-truth-state.ts';
import { triage } from '../../src/ui/triage/triage-state.ts';
import { fakeLab } from './fake-lab.ts';

it('a flow tells what it is once it is marked, all do once a person asks', async () => {
  const { lab } = fakeLab();
  await lab.notebook.run('generate');
  const { asked, isTold } = flowTruth(lab);
  const { markFlow } = triage(lab);
  expect([3, 4].map(isTold)).toEqual([false, false]);
  markFlow(3, ATTACK);
  expect([3, 4].map(isTold)).toEqual([true, false]);
  asked.value = true;
  expect([3, 4].map(isTold)).toEqual([true, true]);
  // Other flows come: what was asked for holds for the visit, marks for the flows they were made in.
  lab.notebook.setParameter('seed', '7');
  await lab.notebook.run('generate');
  expect([3, 4].map(isTold)).toEqual([true, true]);
  asked.value = false;
  expect([3, 4].map(isTold)).toEqual([false, false]);
});
