import { describe, expect, it } from 'vitest';
import { PROFILES } from '../../src/data/profiles.ts';
import { Notebook } from '../../src/notebook/notebook.ts';
import { NOTEBOOK_PARAMETERS } from '../../src/pipeline/parameters/parameters.ts';
import type { TaskRunner } from '../../src/worker/bridge.ts';
import { TASKS, type TaskName } from '../../src/worker/tasks.ts';

/** A notebook of few flows whose tasks are performed here, each with what was asked of it. */
function fewFlows() {
  const asked: TaskName[] = [];
  const runner: TaskRunner = {
    lanes: 2,
    run: async (task, input, { onStart, onProgress }) => {
      asked.push(task);
      onStart?.();
      return TASKS[task](input, {
        now: () => 0,
        onProgress: (fraction) => onProgress?.(fraction),
      });
    },
  };
  const counts = Object.fromEntries(PROFILES.map(({ name, count }) => [name, count / 10]));
  const detectors = ['robust-z-score'] as const;
  const parameters = { ...NOTEBOOK_PARAMETERS, counts, detectors, epochs: 4 };
  return { notebook: new Notebook(runner, () => 0, parameters), asked };
}

describe('the classifier as a cell', () => {
  it('runs what it reads, and holds its judgement and itself', async () => {
    const { notebook, asked } = fewFlows();
    await notebook.run('attack-classifier');
    expect(asked).toEqual(['generate', 'engineer', 'scale', 'classify']);
    const value = notebook.cell('attack-classifier').result.value?.value;
    expect(value?.evaluation?.rows).toBe(67);
    expect(value?.training?.history.length).toBeLessThanOrEqual(4);
    expect(value?.classifier.classes).toHaveLength(9);
  });

  it('an attack left out is a trial for each, and one with all of them', async () => {
    const { notebook, asked } = fewFlows();
    await notebook.run('unknown-attack');
    expect(asked.filter((task) => task === 'unknownAttack')).toHaveLength(8 + 1);
    const value = notebook.cell('unknown-attack').result.value?.value;
    expect(value?.rows.map(({ attack }) => attack)).toHaveLength(8);
    expect(value?.problems).toEqual([]);
  });

  it('says what it misses in traffic of one class', async () => {
    const { notebook } = fewFlows();
    const counts = Object.fromEntries(
      PROFILES.map(({ name, technique }) => [name, technique === undefined ? 10 : 0]),
    );
    notebook.setParameter('counts', counts);
    await notebook.run('attack-classifier');
    expect(notebook.cell('attack-classifier').activity.value).toMatchObject({
      kind: 'failed',
      reason: expect.stringContaining('at least 2 classes apart'),
    });
  });
});
