import { describe, expect, it } from 'vitest';
import { NOTEBOOK_PARAMETERS } from '../../src/pipeline/parameters/parameters.ts';
import { planSweep } from '../../src/pipeline/studies/sweep.ts';
import { longRuns, startFresh } from '../../src/ui/shell/kept-work.ts';
import { studies } from '../../src/ui/studies/studies-state.ts';
import type { TaskName } from '../../src/worker/tasks.ts';
import { fakeLab } from './fake-lab.ts';

const SECOND = 1000;

/** Lets promises that are ready run on. */
const settle = () => new Promise((done) => setTimeout(done));

/** A lab in which a cell, asked for by a person, has been running for so long. */
async function running(cell: string, task: TaskName, milliseconds: number) {
  let now = 0;
  const { lab, asked } = fakeLab({ clock: () => now, holding: new Set([task]) });
  await lab.notebook.run('scale');
  lab.notebook.run(cell);
  await settle();
  now = milliseconds;
  const wait = (more: number) => {
    now += more;
  };
  const { question } = lab.confirm;
  const kind = () => lab.notebook.cell(cell).activity.value.kind;
  const set = () => lab.notebook.parameters.value;
  return { lab, asked, wait, question, kind, set };
}

describe('a change that would end a run of more than 10 s', () => {
  it('is asked about, and is made once the person agrees', async () => {
    const { lab, question, kind, set } = await running('attack-classifier', 'classify', 12_000);
    lab.notebook.setParameter('epochs', 7);
    await settle();
    expect(question.value?.runs).toEqual([
      { title: 'A classifier of attacks', elapsed: 12_000, expected: null },
    ]);
    expect(kind()).toBe('running');
    expect(set().epochs).toBe(NOTEBOOK_PARAMETERS.epochs);
    question.value?.answer(true);
    await settle();
    expect(set().epochs).toBe(7);
    expect(kind()).toBe('idle');
    expect(question.value).toBeNull();
  });

  it('is not made if the run is to go on, and fields show again what is set', async () => {
    const { lab, question, kind, set } = await running('attack-classifier', 'classify', 12_000);
    const before = set();
    lab.notebook.setParameter('seed', '7');
    await settle();
    question.value?.answer(false);
    await settle();
    expect(kind()).toBe('running');
    expect(set()).toEqual(before);
    // Another object: whoever shows a parameter is drawn again.
    expect(set()).not.toBe(before);
    expect(lab.notebook.history.canUndo.value).toBe(false);
  });

  it('is one question for all changes of a drag, and the last value is taken', async () => {
    const { lab, question, set } = await running('attack-classifier', 'classify', 12_000);
    for (const epochs of [5, 6, 7]) lab.notebook.setParameter('epochs', epochs);
    await settle();
    question.value?.answer(true);
    await settle();
    expect(question.value).toBeNull();
    expect(set().epochs).toBe(7);
    lab.notebook.undo();
    expect(set().epochs).toBe(NOTEBOOK_PARAMETERS.epochs);
  });

  it('may also be taking back, doing again, and going back to generated traffic', async () => {
    let now = 0;
    const { lab } = fakeLab({ clock: () => now, holding: new Set<TaskName>(['classify']) });
    lab.notebook.setParameter('seed', '7');
    lab.notebook.run('attack-classifier');
    await settle();
    now = 11 * SECOND;
    lab.notebook.undo();
    await settle();
    expect(lab.confirm.question.value).not.toBeNull();
    lab.confirm.question.value?.answer(false);
    await settle();
    expect(lab.notebook.parameters.value.seed).toBe('7');
  });

  it('is opening a file: it is not even read if the run is to go on', async () => {
    const { lab, asked, question, kind } = await running('attack-classifier', 'classify', 12_000);
    const file = { name: 'conn.log' } as File;
    const files = { files: [file], format: 'auto' } as const;
    const opening = lab.notebook.openFiles(files, new AbortController().signal, () => {});
    await settle();
    question.value?.answer(false);
    await expect(opening).rejects.toThrow('goes on');
    expect(asked.map(({ task }) => task)).not.toContain('read');
    expect(kind()).toBe('running');
    const loading = lab.notebook.openLab(file, new AbortController().signal);
    await settle();
    expect(question.value?.runs).toHaveLength(1);
    question.value?.answer(false);
    await expect(loading).rejects.toThrow('goes on');
  });
});

describe('nothing is asked', () => {
  it('about a run that has just begun', async () => {
    const { lab, question, kind, set } = await running('attack-classifier', 'classify', 9000);
    lab.notebook.setParameter('seed', '7');
    expect(set().seed).toBe('7');
    expect(kind()).toBe('idle');
    expect(question.value).toBeNull();
  });

  it('about a change that the run does not depend on', async () => {
    const { lab, question, kind, set } = await running('attack-classifier', 'classify', 12_000);
    lab.notebook.setParameter('nu', 0.3);
    await settle();
    expect(set().nu).toBe(0.3);
    expect(question.value).toBeNull();
    expect(kind()).toBe('running');
  });

  it('about what runs by itself in live mode, but about what a person runs there', async () => {
    let now = 0;
    const holding = new Set<TaskName>(['fit']);
    const { lab } = fakeLab({ clock: () => now, mode: 'live', holding });
    lab.notebook.runStale();
    await settle();
    now = 20 * SECOND;
    lab.notebook.setParameter('nu', 0.2);
    await settle();
    expect(lab.confirm.question.value).toBeNull();
    expect(lab.notebook.parameters.value.nu).toBe(0.2);
    lab.notebook.run('one-class-svm');
    await settle();
    now += 20 * SECOND;
    lab.notebook.setParameter('nu', 0.3);
    await settle();
    expect(lab.confirm.question.value?.runs).toMatchObject([{ title: 'One-Class SVM' }]);
  });
});

describe('a study that is known to last long', () => {
  it('is asked about at once when it has lasted long before', async () => {
    let now = 0;
    const holding = new Set<TaskName>();
    const { lab } = fakeLab({ clock: () => now, holding });
    await lab.notebook.run('scale');
    await lab.notebook.run('attack-classifier');
    const { result } = lab.notebook.cell('attack-classifier') as { result: { value: unknown } };
    const known = lab.notebook.cell('attack-classifier').result.peek();
    result.value = { ...known, milliseconds: 30_000 };
    holding.add('classify');
    lab.notebook.run('attack-classifier');
    await settle();
    now = SECOND;
    lab.notebook.setParameter('seed', '7');
    await settle();
    expect(lab.confirm.question.value?.runs).toEqual([
      { title: 'A classifier of attacks', elapsed: SECOND, expected: 30_000 },
    ]);
  });
});

describe('starting fresh', () => {
  it('names the runs that end, sweeps among them, and then asks nothing more', async () => {
    let now = 0;
    const holding = new Set<TaskName>(['classify', 'try']);
    const { lab } = fakeLab({ clock: () => now, holding });
    await lab.notebook.run('scale');
    lab.notebook.setParameter('nu', 0.2);
    lab.notebook.run('attack-classifier');
    const { parameters } = lab.notebook;
    const scaled = lab.notebook.cell('scale').result.peek();
    const traffic = lab.notebook.cell('generate').result.peek();
    if (scaled === null || traffic === null) throw new Error('The matrix is missing.');
    studies(lab).start({
      plan: { kind: 'sweep', ...planSweep('nu', parameters.peek(), '0.1, 0.2') },
      parameters: parameters.peek(),
      scaled: scaled.value,
      labels: traffic.value.labels,
      key: scaled.key,
    });
    await settle();
    now = 11 * SECOND;
    expect(longRuns(lab).map(({ title }) => title)).toEqual([
      'A classifier of attacks',
      'What matters?',
    ]);
    startFresh(lab);
    await settle();
    expect(lab.confirm.question.value).toBeNull();
    expect(lab.notebook.parameters.value).toEqual(NOTEBOOK_PARAMETERS);
    expect(longRuns(lab)).toEqual([]);
    expect(studies(lab).activity.value.kind).not.toBe('running');
    expect(studies(lab).kept.value.size).toBe(0);
  });
});

describe('questions', () => {
  it('come one after another', async () => {
    const { confirm } = fakeLab().lab;
    const fresh = confirm.ask({ what: 'start fresh', runs: [] });
    const end = confirm.mayEnd([]);
    await settle();
    expect(confirm.question.value?.what).toBe('start fresh');
    confirm.question.value?.answer(true);
    expect(await fresh).toBe(true);
    await settle();
    expect(confirm.question.value?.what).toBe('end runs');
    confirm.question.value?.answer(false);
    expect(await end).toBe(false);
  });
});
