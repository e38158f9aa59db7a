import { describe, expect, it } from 'vitest';
import type { CellId } from '../../src/notebook/cell-definition.ts';
import { Notebook } from '../../src/notebook/notebook.ts';
import { settingsSince } from '../../src/notebook/pins.ts';
import { NOTEBOOK_PARAMETERS } from '../../src/pipeline/parameters/parameters.ts';
import { runLab } from '../../src/pipeline/run/lab.ts';
import { generateTraffic } from '../../src/pipeline/traffic/generate.ts';
import type { TaskOptions, TaskRunner } from '../../src/worker/bridge.ts';
import { TASKS, type TaskName } from '../../src/worker/tasks.ts';
import { FEW } from '../pipeline/baseline-runs.ts';

const PARAMETERS = {
  ...NOTEBOOK_PARAMETERS,
  counts: FEW,
  ensemble: 'majority',
  detectors: ['isolation-forest', 'one-class-svm', 'local-outlier-factor', 'ensemble'],
} as const;

/** A notebook that computes here, and the names of the tasks that it ran. */
function setUp() {
  const ran: string[] = [];
  const run = async (task: TaskName, input: unknown, { onStart }: TaskOptions) => {
    ran.push(task);
    onStart?.();
    const perform = TASKS[task] as (input: unknown, context: object) => unknown;
    return perform(input, { now: () => 0, onProgress: () => {} });
  };
  let clock = 0;
  const notebook = new Notebook(
    { run } as unknown as TaskRunner,
    () => {
      clock += 1000;
      return clock;
    },
    PARAMETERS,
  );
  const resultOf = <Id extends CellId>(id: Id) => {
    const found = notebook.cell<Id>(id).result.value;
    if (found === null) throw new Error(`${id} has not run`);
    return found.value;
  };
  return { notebook, resultOf, ran };
}

describe('a threshold that is set on the page', () => {
  it('gives the figures of the same run on the command line', async () => {
    const { notebook, resultOf, ran } = setUp();
    await notebook.runAll();
    ran.length = 0;
    notebook.setParameter('isolationForestThreshold', -0.5);
    await notebook.runAll();
    expect(ran.filter((task) => task === 'fit')).toEqual([]);
    const parameters = notebook.parameters.value;
    const run = await runLab(generateTraffic(parameters), parameters, { now: () => 0 });
    expect(run.parameters.isolationForestThreshold).toBe(-0.5);
    for (const { detector, offset, evaluation } of run.detections) {
      expect(resultOf(detector)).toMatchObject({ offset, evaluation });
    }
    expect(resultOf('compare')).toEqual(run.compared);
    expect(resultOf('scores')).toEqual(run.scores);
  });

  it('judges its detector anew and what reads that, and no other detector', async () => {
    const { notebook } = setUp();
    await notebook.runAll();
    notebook.setParameter('isolationForestThreshold', -0.5);
    const current = notebook.shown.value.filter(({ id }) => notebook.isCurrent(id));
    expect(current.map(({ id }) => id)).toEqual([
      'generate',
      'engineer',
      'scale',
      'one-class-svm',
      'local-outlier-factor',
    ]);
  });

  it('can be taken back, and what was computed comes back with it', async () => {
    const { notebook, resultOf, ran } = setUp();
    await notebook.runAll();
    const before = resultOf('isolation-forest');
    notebook.setParameter('isolationForestThreshold', -0.5);
    await notebook.runAll();
    expect(resultOf('isolation-forest')).not.toEqual(before);
    ran.length = 0;
    notebook.undo();
    expect(resultOf('isolation-forest')).toBe(before);
    notebook.redo();
    expect(resultOf('isolation-forest')).toMatchObject({ offset: -0.5 });
    expect(notebook.isCurrent('compare')).toBe(true);
    expect(ran).toEqual([]);
  });

  it('stays when other parameters change, and is told of beside a pinned run', async () => {
    const { notebook, resultOf } = setUp();
    const pinned = { parameters: notebook.parameters.value, source: '', rows: [] };
    notebook.setParameter('isolationForestThreshold', -0.5);
    notebook.setParameter('contamination', 0.2);
    await notebook.runAll();
    expect(resultOf('isolation-forest').offset).toBe(-0.5);
    expect(settingsSince(pinned, notebook.parameters.value)).toEqual([
      'Contamination: 0.1 → 0.2',
      'Threshold of Isolation Forest: own → -0.5',
    ]);
  });
});
