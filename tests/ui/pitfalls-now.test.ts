import { expect, it } from 'vitest';
import { keyOfNow, pitfallsNow } from '../../src/ui/studies/pitfalls-now.ts';
import type { TaskName } from '../../src/worker/tasks.ts';
import { fakeLab } from './fake-lab.ts';

const PITFALLS: ReadonlySet<TaskName> = new Set(['pitfalls']);

it('finds the figures of a seed once, and of other settings anew', async () => {
  const { lab, names } = fakeLab();
  const now = pitfallsNow(lab);
  const set = lab.notebook.parameters.peek();
  const outcome = await now.find(set);
  expect(await now.find(set)).toBe(outcome);
  expect(outcome).not.toBeNull();
  expect(names()).toEqual(['pitfalls']);
  expect(now.found.value?.key).toBe(keyOfNow(set));
  await now.find({ ...set, seeds: '7' });
  expect(names()).toHaveLength(1);
  await now.find({ ...set, seed: '7' });
  await now.find({ ...set, redTeamAttack: 'ddos' });
  expect(names()).toHaveLength(3);
});

it('ends what was asked before, and keeps nothing of it', async () => {
  const { lab, names } = fakeLab({ holding: PITFALLS });
  const now = pitfallsNow(lab);
  const set = lab.notebook.parameters.peek();
  const first = now.find(set);
  expect(now.finding.value).toBe(keyOfNow(set));
  const again = now.find(set);
  expect(names()).toHaveLength(1);
  const second = now.find({ ...set, seed: '7' });
  expect(await Promise.all([first, again])).toEqual([null, null]);
  expect(now.found.value).toBeNull();
  expect(now.finding.value).toBe(keyOfNow({ ...set, seed: '7' }));
  now.commit('tuning', true);
  now.commit('tuning', false);
  await second;
  expect(now.finding.value).toBeNull();
  expect(now.found.value).toBeNull();
});

it('says what cannot be asked, and is empty once forgotten', async () => {
  const { lab, names } = fakeLab();
  const now = pitfallsNow(lab);
  now.commit('labels', true);
  await now.find({ ...lab.notebook.parameters.peek(), detectors: [] });
  expect(names()).toEqual([]);
  expect(now.found.value?.outcome.problem).toContain('choose at least one');
  now.forget();
  expect(now.found.value).toBeNull();
  expect(now.committed.value.size).toBe(0);
});
