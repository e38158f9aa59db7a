import { describe, expect, it } from 'vitest';
import { CELLS, isShown } from '../../src/notebook/cells.ts';
import { Notebook } from '../../src/notebook/notebook.ts';
import { NOTEBOOK_DETECTORS } from '../../src/pipeline/detecting/detector-table.ts';
import { NOTEBOOK_PARAMETERS } from '../../src/pipeline/parameters/parameters.ts';
import type { TaskOptions, TaskRunner } from '../../src/worker/bridge.ts';
import type { TaskName } from '../../src/worker/tasks.ts';

const IDS = CELLS.filter(({ id, onDemand }) => !onDemand && isShown(id, NOTEBOOK_PARAMETERS)).map(
  ({ id }) => id,
);
const FILES = { files: [{ name: 'quiet.csv' } as File], format: 'auto' } as const;
const LAB_FILE = { name: 'lab.json' } as File;

/** A trained lab as far as the graph looks into it. */
const LAB = {
  parameters: { nu: 0.3, window: 5, trainOn: 'normal', isolationForestThreshold: -0.47 },
  detectors: NOTEBOOK_DETECTORS.map((name) => ({ name, threshold: null, fitted: {} })),
};

const { signal } = new AbortController();
const quietly = () => {};

/** A notebook whose tasks end at once, and what they were given. */
function setUp() {
  const started: { task: string; input: unknown }[] = [];
  const refused = new Set<TaskName>();
  const run = (task: TaskName, input: unknown, { onStart }: TaskOptions) => {
    if (task === 'judge') return Promise.resolve((input as { fitted: unknown }).fitted);
    started.push({ task, input });
    onStart?.();
    if (refused.has(task)) return Promise.reject(new Error(`no ${task}`));
    return Promise.resolve(task === 'readLab' ? LAB : { task, labels: {} });
  };
  let clock = 0;
  const notebook = new Notebook({ run } as unknown as TaskRunner, () => {
    clock += 1000;
    return clock;
  });
  const current = () => IDS.filter((id) => notebook.isCurrent(id));
  const tasks = () => started.splice(0).map(({ task }) => task);
  return { notebook, started, refused, current, tasks };
}

describe('a baseline from a file', () => {
  it('is read and learnt from in one step, which outdates what learns and nothing before', async () => {
    const { notebook, current, tasks } = setUp();
    await notebook.runAll();
    tasks();
    await notebook.openBaseline(FILES, signal, quietly);
    expect(tasks()).toEqual(['readBaseline']);
    expect(current()).toEqual(['generate', 'engineer']);
    await notebook.runAll();
    expect(current()).toEqual(IDS);
    expect(tasks()).toEqual(['scale', 'fit', 'fit', 'fit', 'compare', 'scores', 'timeline']);
    notebook.undo();
    expect(notebook.parameters.value.trainOn).toBe('all');
    expect(current()).toEqual(IDS);
    notebook.redo();
    expect(current()).toEqual(IDS);
    expect(tasks()).toEqual([]);
  });

  it('lets go of flows held out: it is held apart already', async () => {
    const { notebook } = setUp();
    notebook.setParameters({ trainOn: 'normal', holdOut: 0.3, evaluateOn: 'held-out' });
    await notebook.openBaseline(FILES, signal, quietly);
    expect(notebook.parameters.value).toMatchObject({
      trainOn: 'file',
      holdOut: 0,
      evaluateOn: 'all',
    });
  });

  it('that cannot be read leaves all as it was', async () => {
    const { notebook, refused, current } = setUp();
    await notebook.runAll();
    refused.add('readBaseline');
    await expect(notebook.openBaseline(FILES, signal, quietly)).rejects.toThrow('no readBaseline');
    expect(notebook.baseline.value).toBeNull();
    expect(notebook.parameters.value.trainOn).toBe('all');
    expect(current()).toEqual(IDS);
  });

  it('is told apart from one of the same name, and gives way to the traffic', async () => {
    const { notebook, current } = setUp();
    await notebook.runAll();
    await notebook.openBaseline(FILES, signal, quietly);
    await notebook.runAll();
    await notebook.openBaseline(FILES, signal, quietly);
    expect(current()).toEqual(['generate', 'engineer']);
    notebook.closeBaseline();
    expect(notebook.parameters.value.trainOn).toBe('all');
    expect(current()).toEqual(IDS);
  });

  it('is read again where the parameters ask for another reading, and then known', async () => {
    const { notebook, tasks } = setUp();
    await notebook.openBaseline(FILES, signal, quietly);
    notebook.setParameter('window', 5);
    tasks();
    await notebook.run('scale');
    expect(tasks()).toEqual(['generate', 'engineer', 'readBaseline', 'scale']);
    notebook.setParameter('scaler', 'standard');
    await notebook.run('scale');
    expect(tasks()).toEqual(['scale']);
  });

  it('touches nothing while something else is learnt from', async () => {
    const { notebook, current } = setUp();
    await notebook.openBaseline(FILES, signal, quietly);
    notebook.setParameter('trainOn', 'normal');
    await notebook.runAll();
    await notebook.openBaseline(FILES, signal, quietly);
    notebook.setParameter('trainOn', 'normal');
    expect(current()).toEqual(IDS);
  });
});

describe('a time range', () => {
  it('outdates the scaler while it is learnt from, and else nothing', async () => {
    const { notebook, current } = setUp();
    await notebook.runAll();
    notebook.setParameter('baselineTo', '500');
    expect(current()).toEqual(IDS);
    notebook.setParameter('trainOn', 'time');
    expect(current()).toEqual(['generate', 'engineer']);
    await notebook.runAll();
    notebook.setParameter('baselineTo', '600');
    expect(current()).toEqual(['generate', 'engineer']);
  });

  it('between all and normal flows the scaler stays', async () => {
    const { notebook, current } = setUp();
    await notebook.runAll();
    notebook.setParameter('trainOn', 'normal');
    expect(current()).toEqual(['generate', 'engineer', 'scale']);
  });
});

describe('a trained lab', () => {
  it('settles its parameters, and forgetting it brings back parameters and results', async () => {
    const { notebook, current, tasks } = setUp();
    notebook.setParameter('nu', 0.2);
    await notebook.runAll();
    await notebook.openLab(LAB_FILE, signal);
    expect(notebook.parameters.value).toMatchObject({ nu: 0.3, window: 5, trainOn: 'normal' });
    expect(current()).toEqual(['generate', 'engineer']);
    await notebook.runAll();
    expect(current()).toEqual(IDS);
    tasks();
    notebook.closeLab();
    expect(notebook.parameters.value).toMatchObject({ nu: 0.2, window: 60, trainOn: 'all' });
    expect(current()).toEqual(IDS);
    expect(tasks()).toEqual([]);
  });

  it('gives scaling no flow that it has learnt from, and each detector its own memory', async () => {
    const { notebook, started } = setUp();
    await notebook.openLab(LAB_FILE, signal);
    started.length = 0;
    await notebook.runAll();
    const inputs = started.map(({ task, input }) => ({ task, ...(input as { trained?: object }) }));
    const scaling = inputs.find(({ task }) => task === 'scale')?.trained;
    expect(scaling).toEqual({ parameters: LAB.parameters });
    const detecting = inputs.filter(({ task }) => task === 'fit').map(({ trained }) => trained);
    expect(detecting).toEqual(LAB.detectors);
  });

  it('of other detectors than are chosen brings its own', async () => {
    const { notebook } = setUp();
    notebook.setParameter('detectors', ['isolation-forest']);
    await notebook.openLab(LAB_FILE, signal);
    expect(notebook.parameters.value.detectors).toEqual(['isolation-forest']);
    notebook.closeLab();
    notebook.setParameter('detectors', ['isolation-forest', 'robust-z-score']);
    await notebook.openLab(LAB_FILE, signal);
    expect(notebook.parameters.value.detectors).toEqual(NOTEBOOK_DETECTORS);
  });

  it('keeps what it settles from being set; the rest can be', async () => {
    const { notebook } = setUp();
    await notebook.openLab(LAB_FILE, signal);
    notebook.setParameters({ nu: 0.9, seed: '7' });
    notebook.setParameter('scaler', 'minmax');
    expect(notebook.parameters.value).toMatchObject({ nu: 0.3, seed: '7' });
    notebook.closeLab();
    expect(notebook.parameters.value).toMatchObject({ nu: 0.1, seed: '7', scaler: 'robust' });
  });

  it('brings its thresholds, which can be moved while it is in force and are gone with it', async () => {
    const { notebook, tasks } = setUp();
    notebook.setParameter('isolationForestThreshold', -0.9);
    await notebook.openLab(LAB_FILE, signal);
    expect(notebook.parameters.value.isolationForestThreshold).toBe(-0.47);
    await notebook.runAll();
    tasks();
    notebook.setParameter('isolationForestThreshold', -0.6);
    expect(notebook.isCurrent('isolation-forest')).toBe(false);
    await notebook.runAll();
    expect(notebook.parameters.value.isolationForestThreshold).toBe(-0.6);
    expect(tasks()).toEqual(['compare', 'scores', 'timeline']);
    notebook.setParameter('isolationForestThreshold', 'own');
    expect(notebook.parameters.value.isolationForestThreshold).toBe(-0.47);
    notebook.setParameter('isolationForestThreshold', -0.6);
    notebook.closeLab();
    expect(notebook.parameters.value.isolationForestThreshold).toBe('own');
  });

  it('that cannot be read leaves all as it was', async () => {
    const { notebook, refused, current } = setUp();
    await notebook.runAll();
    refused.add('readLab');
    await expect(notebook.openLab(LAB_FILE, signal)).rejects.toThrow('no readLab');
    expect(notebook.lab.value).toBeNull();
    expect(current()).toEqual(IDS);
  });
});
