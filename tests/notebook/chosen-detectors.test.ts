import { describe, expect, it } from 'vitest';
import type { CellId } from '../../src/notebook/cell-definition.ts';
import { Notebook } from '../../src/notebook/notebook.ts';
import { NOTEBOOK_DETECTORS } from '../../src/pipeline/detecting/detector-table.ts';
import type { DetectorName } from '../../src/pipeline/parameters/lab-parameters.ts';
import type { TaskOptions, TaskRunner } from '../../src/worker/bridge.ts';
import type { TaskName } from '../../src/worker/tasks.ts';

interface Given {
  readonly name?: DetectorName;
  readonly fitted?: unknown;
  readonly members?: readonly { readonly name: string }[];
  readonly detections?: readonly { readonly name: string }[];
}

/** A notebook whose tasks end at once, but for those refused; and what they were given. */
function setUp() {
  const started: string[] = [];
  const given = new Map<string, string[]>();
  const refused = new Set<string>();
  const run = (task: TaskName, input: Given, { onStart }: TaskOptions) => {
    if (task === 'judge') return Promise.resolve(input.fitted);
    const name = task === 'fit' ? (input.name ?? '') : task;
    started.push(name);
    const read = input.members ?? input.detections ?? [];
    given.set(
      name,
      read.map((one) => one.name),
    );
    onStart?.();
    if (refused.has(name)) return Promise.reject(new Error(`no ${name}`));
    return Promise.resolve({ name: name === 'combine' ? 'ensemble' : name, labels: {} });
  };
  let clock = 0;
  const notebook = new Notebook({ run } as unknown as TaskRunner, () => {
    clock += 1000;
    return clock;
  });
  const shown = () => notebook.routine.value.map(({ id }) => id);
  return { notebook, started, given, refused, shown };
}

describe('by default', () => {
  it("the notebook's three detectors are there, and nothing else is run", async () => {
    const { notebook, started, shown } = setUp();
    await notebook.runAll();
    expect(shown()).toEqual([
      'generate',
      'engineer',
      'scale',
      ...NOTEBOOK_DETECTORS,
      'compare',
      'scores',
      'timeline',
    ]);
    expect([...started].sort()).toEqual([...shown()].sort());
  });
});

describe('a detector that is chosen', () => {
  it('is run, and whatever compares detectors takes it in', async () => {
    const { notebook, started, given } = setUp();
    await notebook.runAll();
    started.length = 0;
    notebook.setParameter('detectors', ['robust-z-score', ...NOTEBOOK_DETECTORS]);
    expect(notebook.isCurrent('compare')).toBe(true);
    await notebook.runAll();
    expect(started.sort()).toEqual(['compare', 'robust-z-score', 'scores', 'timeline']);
    expect(given.get('compare')).toEqual([...NOTEBOOK_DETECTORS, 'robust-z-score']);
  });

  it('is left out again once it is not chosen any more, and nothing is computed for that', async () => {
    const { notebook, started } = setUp();
    await notebook.runAll();
    notebook.setParameter('detectors', [...NOTEBOOK_DETECTORS, 'interquartile-fence']);
    await notebook.runAll();
    started.length = 0;
    notebook.setParameter('detectors', NOTEBOOK_DETECTORS);
    await notebook.runAll();
    expect(started).toEqual([]);
  });
});

describe('the ensemble', () => {
  const withEnsemble = (notebook: Notebook, members?: readonly CellId[]) =>
    notebook.setParameters({
      detectors: ['one-class-svm', 'ensemble'],
      ...(members && { ensembleMembers: members as never }),
    });

  it('has its members run, chosen or not, and combines their answers', async () => {
    const { notebook, started, given } = setUp();
    withEnsemble(notebook, ['isolation-forest', 'robust-z-score']);
    await notebook.runAll();
    expect([...started].sort()).toEqual(
      ['combine', 'compare', 'engineer', 'generate', 'isolation-forest', 'one-class-svm'].concat([
        'robust-z-score',
        'scale',
        'scores',
        'timeline',
      ]),
    );
    expect(given.get('combine')).toEqual(['isolation-forest', 'robust-z-score']);
    expect(given.get('compare')).toEqual(['one-class-svm', 'ensemble']);
  });

  it('goes on without a member that failed, and takes it in once it is there', async () => {
    const { notebook, given, refused } = setUp();
    refused.add('local-outlier-factor');
    withEnsemble(notebook);
    await notebook.runAll();
    expect(given.get('combine')).toEqual(['isolation-forest', 'one-class-svm']);
    expect(notebook.isCurrent('ensemble')).toBe(true);
    refused.clear();
    await notebook.run('local-outlier-factor');
    expect(notebook.isCurrent('ensemble')).toBe(false);
    await notebook.runAll();
    expect(given.get('combine')).toEqual([...NOTEBOOK_DETECTORS]);
  });

  it('is combined again when its weights change, and no member is fitted for that', async () => {
    const { notebook, started } = setUp();
    withEnsemble(notebook);
    await notebook.runAll();
    started.length = 0;
    notebook.setParameter('ensemble', 'any');
    await notebook.runAll();
    expect(started.sort()).toEqual(['combine', 'compare', 'scores', 'timeline']);
  });
});
