import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/data/errors.ts';
import { changesOfCell } from '../../src/notebook/changes-since.ts';
import { Notebook } from '../../src/notebook/notebook.ts';
import { settingChanges } from '../../src/notebook/setting-changes.ts';
import { NOTEBOOK_PARAMETERS } from '../../src/pipeline/parameters/parameters.ts';
import type { TaskRunner } from '../../src/worker/bridge.ts';
import type { TaskName } from '../../src/worker/tasks.ts';

/** A notebook whose tasks give their name, but for those that fail. */
function setUp() {
  const failing = new Set<TaskName>();
  const run = async (task: TaskName) => {
    if (failing.has(task)) throw new InputError('no labels');
    return { task, labels: {} };
  };
  const notebook = new Notebook({ run } as unknown as TaskRunner, () => 0);
  return { notebook, failing };
}

const SIGNAL = new AbortController().signal;
const FILES = { files: [{ name: 'conn.log' } as File], format: 'auto' } as const;

describe('the last result of a study', () => {
  it('stays, and names what is set otherwise as far as it depends on that', async () => {
    const { notebook } = setUp();
    await notebook.run('attack-classifier');
    expect(changesOfCell('attack-classifier', notebook)).toEqual([]);
    notebook.setParameters({ epochs: 7, logRatios: true, nu: 0.3 });
    expect(notebook.cell('attack-classifier').result.value).not.toBeNull();
    expect(changesOfCell('attack-classifier', notebook)).toEqual([
      'Log the heavy tails: false → true',
      `Epochs: ${NOTEBOOK_PARAMETERS.epochs} → 7`,
    ]);
    notebook.undo();
    expect(changesOfCell('attack-classifier', notebook)).toEqual([]);
  });

  it('names the traffic when another is open, not how the other was made', async () => {
    const { notebook } = setUp();
    await notebook.run('stream');
    notebook.setParameter('beaconPeriod', 60);
    await notebook.openFiles(FILES, SIGNAL, () => {});
    expect(changesOfCell('stream', notebook)).toEqual(['the traffic']);
    notebook.closeFiles();
    expect(changesOfCell('stream', notebook)).toEqual(['Beacon period: 600 → 60']);
  });

  it('stays when the next run fails, where that of a detector goes', async () => {
    const { notebook, failing } = setUp();
    await notebook.runAll();
    await notebook.run('attack-classifier');
    await notebook.openFiles(FILES, SIGNAL, () => {});
    failing.add('classify').add('fit');
    await notebook.run('attack-classifier');
    await notebook.run('one-class-svm');
    expect(notebook.cell('attack-classifier').activity.value.kind).toBe('failed');
    expect(notebook.cell('attack-classifier').result.value).not.toBeNull();
    expect(changesOfCell('attack-classifier', notebook)).toEqual(['the traffic']);
    expect(notebook.cell('one-class-svm').result.value).toBeNull();
  });
});

describe('changes of settings', () => {
  const since = (changed: object) =>
    settingChanges(NOTEBOOK_PARAMETERS, { ...NOTEBOOK_PARAMETERS, ...changed });

  it('name what of a list is there no more or new, and of counts those that differ', () => {
    const [first, ...others] = NOTEBOOK_PARAMETERS.features;
    expect(since({ features: others })).toEqual([`Features: 16 → 15 (removed ${first})`]);
    const counts = { ...NOTEBOOK_PARAMETERS.counts, c2_beacon: 7 };
    const before = NOTEBOOK_PARAMETERS.counts.c2_beacon;
    expect(since({ counts })[0]).toMatch(new RegExp(`: c2_beacon ${before} → 7$`));
  });

  it('name a time that is not set', () => {
    expect(since({ baselineFrom: '2026-01-05' })[0]).toMatch(/: not set → 2026-01-05$/);
  });
});
