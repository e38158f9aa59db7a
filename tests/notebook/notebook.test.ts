import { signal } from '@preact/signals-core';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/data/errors.ts';
import type { CellId } from '../../src/notebook/cell-definition.ts';
import { CELLS, isShown } from '../../src/notebook/cells.ts';
import { keepLive } from '../../src/notebook/live.ts';
import { Notebook } from '../../src/notebook/notebook.ts';
import { createResultCache } from '../../src/notebook/result-cache.ts';
import { NOTEBOOK_DETECTORS } from '../../src/pipeline/detecting/detector-table.ts';
import { NOTEBOOK_PARAMETERS } from '../../src/pipeline/parameters/parameters.ts';
import type { TaskOptions, TaskRunner } from '../../src/worker/bridge.ts';
import type { TaskName } from '../../src/worker/tasks.ts';

const IDS = CELLS.filter(({ id, onDemand }) => !onDemand && isShown(id, NOTEBOOK_PARAMETERS)).map(
  ({ id }) => id,
);
const FILE = { files: [{ name: 'conn.log' } as File], format: 'auto' } as const;

/** A runner whose tasks end when the test says so, or at once, and which keeps a list of them. */
function fakeRunner() {
  const started: string[] = [];
  const held = new Map<string, (error?: Error) => void>();
  const holding = new Set<string>();
  const run = (task: TaskName, input: unknown, { signal, onStart }: TaskOptions) => {
    if (task === 'judge') return Promise.resolve((input as { fitted: unknown }).fitted);
    const name = task === 'fit' ? (input as { name: string }).name : task;
    started.push(name);
    onStart?.();
    return new Promise((done, failed) => {
      signal.addEventListener('abort', () => failed(signal.reason));
      const end = (error?: Error) => (error ? failed(error) : done({ name, labels: {} }));
      if (holding.has(name)) held.set(name, end);
      else end();
    });
  };
  return { tasks: { run } as unknown as TaskRunner, started, held, holding };
}

/** @param tick what the clock shows more each time it is asked, in milliseconds */
function setUp(tick = 1) {
  let time = 0;
  const runner = fakeRunner();
  const clock = () => {
    time += tick;
    return time;
  };
  const notebook = new Notebook(runner.tasks, clock);
  const current = () => IDS.filter((id) => notebook.isCurrent(id));
  const activity = (id: CellId) => notebook.cell(id).activity.value;
  return { ...runner, notebook, clock, current, activity };
}

/** Lets promises that are ready run on. */
const settle = () => new Promise((done) => setTimeout(done));

describe('running', () => {
  it('runs every cell once, each after what it reads', async () => {
    const { notebook, started, current } = setUp();
    await notebook.runAll();
    expect(current()).toEqual(IDS);
    expect([...started].sort()).toEqual([...IDS].sort());
    for (const { id, reads, readsIfThere } of CELLS) {
      if (!IDS.includes(id)) continue;
      for (const read of [...reads, ...readsIfThere(NOTEBOOK_PARAMETERS)]) {
        expect(started.indexOf(read)).toBeLessThan(started.indexOf(id));
      }
    }
  });

  it('does nothing when nothing has changed', async () => {
    const { notebook, started } = setUp();
    await notebook.runAll();
    const before = started.length;
    await notebook.runAll();
    expect(started.length).toBe(before);
  });

  it('runs a cell again when it is asked for by itself, and only that', async () => {
    const { notebook, started } = setUp();
    await notebook.runAll();
    started.length = 0;
    await notebook.run('scale');
    expect(started).toEqual(['scale']);
  });

  it('runs what a cell reads first, and nothing else', async () => {
    const { notebook, started } = setUp();
    await notebook.run('one-class-svm');
    expect(started).toEqual(['generate', 'engineer', 'scale', 'one-class-svm']);
  });

  it('starts the detectors side by side', async () => {
    const { notebook, started, holding, held } = setUp();
    for (const name of NOTEBOOK_DETECTORS) holding.add(name);
    const all = notebook.runAll();
    await settle();
    expect(started.slice(-3)).toEqual([...NOTEBOOK_DETECTORS]);
    for (const end of held.values()) end();
    await all;
  });
});

describe('staleness', () => {
  it('follows from the parameters that changed, and from nothing else', async () => {
    const { notebook, started, current } = setUp();
    await notebook.runAll();
    started.length = 0;
    notebook.setParameter('nu', 0.2);
    expect(IDS.filter((id) => !current().includes(id))).toEqual([
      'one-class-svm',
      'compare',
      'scores',
      'timeline',
    ]);
    await notebook.runAll();
    expect(started.sort()).toEqual(['compare', 'one-class-svm', 'scores', 'timeline']);
  });

  it('ends when the parameter comes back to what it was', async () => {
    const { notebook, current } = setUp();
    await notebook.runAll();
    notebook.setParameter('scaler', 'standard');
    expect(current()).toEqual(['generate', 'engineer']);
    notebook.setParameter('scaler', 'robust');
    expect(current()).toEqual(IDS);
  });

  it('reaches everything when the seed changes', async () => {
    const { notebook, current } = setUp();
    await notebook.runAll();
    notebook.setParameter('seed', '7');
    expect(current()).toEqual([]);
  });
});

describe('cancelling', () => {
  it("keeps the others' results: the comparison does without the cancelled detector", async () => {
    const { notebook, holding, current, activity } = setUp();
    holding.add('one-class-svm');
    const all = notebook.runAll();
    await settle();
    notebook.cancel('one-class-svm');
    await all;
    expect(activity('one-class-svm')).toMatchObject({ kind: 'cancelled' });
    expect(current()).toEqual(IDS.filter((id) => id !== 'one-class-svm'));
  });

  it('takes up the cancelled detector when it is run after all', async () => {
    const { notebook, holding, current } = setUp();
    holding.add('one-class-svm');
    const all = notebook.runAll();
    await settle();
    notebook.cancel('one-class-svm');
    await all;
    holding.clear();
    await notebook.run('one-class-svm');
    expect(notebook.isCurrent('compare')).toBe(false);
    await notebook.runAll();
    expect(current()).toEqual(IDS);
  });

  it('happens by itself to a run that a new parameter outdates; its late result is dropped', async () => {
    const { notebook, holding, held, activity, current } = setUp();
    await notebook.run('scale');
    holding.add('one-class-svm');
    const running = notebook.run('one-class-svm');
    await settle();
    notebook.setParameter('nu', 0.3);
    expect(activity('one-class-svm')).toEqual({ kind: 'idle' });
    held.get('one-class-svm')?.();
    await running;
    expect(notebook.cell('one-class-svm').result.value).toBeNull();
    expect(current()).toEqual(['generate', 'engineer', 'scale']);
  });
});

describe('failing', () => {
  it('is told in the cell, and blocks what needs it', async () => {
    const { notebook, holding, held, activity } = setUp();
    holding.add('scale');
    const all = notebook.runAll();
    await settle();
    held.get('scale')?.(new InputError('the scaler expects finite numbers'));
    await all;
    expect(activity('scale')).toMatchObject({
      kind: 'failed',
      reason: 'the scaler expects finite numbers',
    });
    expect(activity('isolation-forest')).toMatchObject({
      kind: 'failed',
      reason: expect.stringContaining('Feature matrix'),
    });
    expect(activity('compare')).toMatchObject({ kind: 'failed' });
  });

  it('leaves no figures of other settings, but those of these if there are any', async () => {
    const { notebook, holding, held } = setUp();
    await notebook.runAll();
    holding.add('one-class-svm');
    const again = notebook.run('one-class-svm');
    await settle();
    held.get('one-class-svm')?.(new Error('the worker stopped'));
    await again;
    expect(notebook.isCurrent('one-class-svm')).toBe(true);

    notebook.setParameter('nu', 0.3);
    expect(notebook.cell('one-class-svm').result.value).not.toBeNull();
    const other = notebook.runAll();
    await settle();
    held.get('one-class-svm')?.(new InputError('nu is too large'));
    await other;
    expect(notebook.cell('one-class-svm').result.value).toBeNull();
    expect(notebook.cell('isolation-forest').result.value).not.toBeNull();
  });
});

describe('a file', () => {
  it('becomes the source of traffic, already read, and outdates the rest', async () => {
    const { notebook, started, current } = setUp();
    await notebook.runAll();
    started.length = 0;
    await notebook.openFiles(FILE, new AbortController().signal, () => {});
    expect(started).toEqual(['read']);
    expect(current()).toEqual(['generate']);
    await notebook.runAll();
    expect(current()).toEqual(IDS);
    notebook.setParameter('window', 30);
    expect(current()).toEqual([]);
  });

  it('changes nothing when it cannot be read', async () => {
    const { notebook, holding, held, current } = setUp();
    await notebook.runAll();
    holding.add('read');
    const opening = notebook.openFiles(FILE, new AbortController().signal, () => {});
    await settle();
    held.get('read')?.(new InputError('conn.log line 3: duration "abc" is not a number'));
    await expect(opening).rejects.toThrow(/line 3/);
    expect(notebook.opened.value).toBeNull();
    expect(current()).toEqual(IDS);
  });

  it('is told apart from another of the same name', async () => {
    const { notebook, current } = setUp();
    const { signal } = new AbortController();
    await notebook.openFiles(FILE, signal, () => {});
    await notebook.runAll();
    await notebook.openFiles(FILE, signal, () => {});
    expect(current()).toEqual(['generate']);
  });

  it('gives way to generated traffic, whose results are not those of the file', async () => {
    const { notebook, current } = setUp();
    await notebook.openFiles(FILE, new AbortController().signal, () => {});
    await notebook.runAll();
    notebook.closeFiles();
    expect(current()).toEqual([]);
  });
});

describe('going back', () => {
  it('brings earlier results back without computing them again', async () => {
    const { notebook, started, current } = setUp(1000);
    await notebook.runAll();
    notebook.setParameter('nNeighbors', 5);
    await notebook.runAll();
    started.length = 0;
    notebook.setParameter('nNeighbors', 20);
    expect(current()).toEqual(IDS);
    notebook.undo();
    expect(notebook.parameters.value.nNeighbors).toBe(5);
    expect(current()).toEqual(IDS);
    expect(started).toEqual([]);
  });

  it('undoes and does again, step by step', () => {
    const { notebook } = setUp();
    notebook.setParameter('nu', 0.2);
    notebook.setParameter('gamma', 'auto');
    notebook.undo();
    expect(notebook.parameters.value).toMatchObject({ nu: 0.2, gamma: 'scale' });
    notebook.undo();
    expect(notebook.history.canUndo.value).toBe(false);
    notebook.redo();
    notebook.redo();
    expect(notebook.parameters.value).toMatchObject({ nu: 0.2, gamma: 'auto' });
    expect(notebook.history.canRedo.value).toBe(false);
  });

  it('takes a movement of a slider for one step', () => {
    const { notebook } = setUp();
    for (const nu of [0.2, 0.3, 0.4]) notebook.setParameter('nu', nu);
    notebook.undo();
    expect(notebook.parameters.value.nu).toBe(0.1);
  });

  it('starts over on request: nothing is left but the parameters', async () => {
    const { notebook, current, started } = setUp();
    notebook.setParameter('nu', 0.2);
    await notebook.runAll();
    notebook.restart();
    expect(current()).toEqual([]);
    expect(notebook.parameters.value.nu).toBe(0.2);
    started.length = 0;
    await notebook.runAll();
    expect(started.length).toBe(IDS.length);
  });
});

describe('live', () => {
  const wait = () => new Promise((done) => setTimeout(done, 200));

  it('computes what a change outdates, and only that', async () => {
    const { notebook, clock, started, current } = setUp();
    const live = signal(true);
    const end = keepLive(notebook, live, clock);
    await wait();
    expect(current()).toEqual(IDS);
    started.length = 0;
    notebook.setParameter('nu', 0.2);
    await wait();
    expect(started.sort()).toEqual(['compare', 'one-class-svm', 'scores', 'timeline']);
    live.value = false;
    notebook.setParameter('nu', 0.3);
    await wait();
    expect(notebook.isCurrent('one-class-svm')).toBe(false);
    end();
  });

  it('answers while the hand moves where the last answer was quick, else when it rests', async () => {
    const quick = setUp();
    const end = keepLive(quick.notebook, signal(true), quick.clock);
    await wait();
    quick.notebook.setParameter('contamination', 0.2);
    await new Promise((done) => setTimeout(done, 20));
    expect(quick.current()).toEqual(IDS);
    end();

    const slow = setUp(100);
    const endSlow = keepLive(slow.notebook, signal(true), slow.clock);
    await wait();
    slow.notebook.setParameter('contamination', 0.2);
    await new Promise((done) => setTimeout(done, 20));
    expect(slow.current()).not.toEqual(IDS);
    await wait();
    expect(slow.current()).toEqual(IDS);
    endSlow();
  });

  it('leaves a cancelled cell alone until something that it depends on changes', async () => {
    const { notebook, clock, started, holding } = setUp();
    holding.add('one-class-svm');
    const end = keepLive(notebook, signal(true), clock);
    await wait();
    notebook.cancel('one-class-svm');
    await settle();
    started.length = 0;
    notebook.setParameter('nNeighbors', 5);
    await wait();
    expect(started).not.toContain('one-class-svm');
    holding.clear();
    notebook.setParameter('nu', 0.2);
    await wait();
    expect(notebook.isCurrent('one-class-svm')).toBe(true);
    end();
  });
});

describe('the memory of results', () => {
  it('forgets the oldest beyond its bound, and never keeps what alone is larger', () => {
    const cache = createResultCache<Float64Array>(100_000);
    const big = () => new Float64Array(5_000);
    cache.set('a', big());
    cache.set('b', big());
    cache.get('a');
    cache.set('c', big());
    expect(cache.get('b')).toBeUndefined();
    expect(cache.get('a')).toBeDefined();
    cache.set('d', new Float64Array(50_000));
    expect(cache.get('d')).toBeUndefined();
    expect(cache.get('c')).toBeDefined();
  });
});
