import { describe, expect, it } from 'vitest';
import { Notebook } from '../../src/notebook/notebook.ts';
import { DETECTOR_NAMES, DETECTORS } from '../../src/pipeline/detecting/detector-table.ts';
import { thresholdKey } from '../../src/pipeline/detecting/hand-threshold.ts';
import { PARAMETERS } from '../../src/pipeline/parameters/parameter-facts.ts';
import type { TaskOptions, TaskRunner } from '../../src/worker/bridge.ts';
import type { TaskName } from '../../src/worker/tasks.ts';

interface Given {
  readonly name?: string;
  readonly fitted?: unknown;
  readonly parameters?: { readonly contamination: unknown };
}

/** A notebook with all detectors, whose fits end when the test says so, and what was run. */
function setUp() {
  const fits: string[] = [];
  const judged: unknown[] = [];
  const held: (() => void)[] = [];
  let isHolding = false;
  const run = (task: TaskName, input: Given, { signal, onStart }: TaskOptions) => {
    onStart?.();
    if (task === 'judge') {
      judged.push(input.parameters?.contamination);
      return Promise.resolve(input.fitted);
    }
    const value = { name: input.name ?? task, labels: {} };
    if (task !== 'fit') return Promise.resolve(value);
    fits.push(input.name ?? '');
    return new Promise((done, failed) => {
      signal.addEventListener('abort', () => failed(signal.reason));
      if (isHolding) held.push(() => done(value));
      else done(value);
    });
  };
  let clock = 0;
  const notebook = new Notebook({ run } as unknown as TaskRunner, () => {
    clock += 1000;
    return clock;
  });
  notebook.setParameter('detectors', DETECTOR_NAMES);
  const hold = (holding: boolean) => {
    isHolding = holding;
  };
  return { notebook, fits, judged, held, hold };
}

const settle = () => new Promise((done) => setTimeout(done));
const MEMBERS = DETECTORS.filter(({ combines }) => !combines);

describe('a threshold', () => {
  it('is set without fitting anything', async () => {
    const { notebook, fits, judged } = setUp();
    await notebook.runAll();
    expect([...fits].sort()).toEqual(MEMBERS.map(({ name }) => name).sort());
    fits.length = 0;
    judged.length = 0;
    for (const contamination of [0.05, 'auto', 0.2] as const) {
      notebook.setParameter('contamination', contamination);
      await notebook.runAll();
      expect(notebook.isCurrent('isolation-forest')).toBe(true);
    }
    expect(fits).toEqual([]);
    const moved = MEMBERS.filter(({ judgedBy }) => judgedBy.includes('contamination')).length;
    expect(judged).toHaveLength(3 * moved);
  });

  it.each(MEMBERS.flatMap(({ name, judgedBy }) => judgedBy.map((key) => ({ name, key }))))(
    '$key of $name fits nothing',
    async ({ name, key }) => {
      const { notebook, fits } = setUp();
      await notebook.runAll();
      fits.length = 0;
      const facts = PARAMETERS.find((one) => one.key === key);
      if (facts?.kind !== 'number') throw new Error(`${key} is no number`);
      notebook.setParameter(key, (facts.min + Math.min(facts.max, facts.min + 1)) / 4);
      expect(notebook.isCurrent(name)).toBe(false);
      await notebook.runAll();
      expect(fits).toEqual([]);
    },
  );

  it('that is set by hand for each detector in turn fits nothing, and judges that one alone', async () => {
    const { notebook, fits, judged } = setUp();
    await notebook.runAll();
    fits.length = 0;
    for (const { name } of MEMBERS) {
      judged.length = 0;
      notebook.setParameter(thresholdKey(name), -0.5);
      await notebook.runAll();
      expect(notebook.isCurrent(name)).toBe(true);
      expect(judged).toHaveLength(1);
    }
    notebook.setParameter(thresholdKey('ensemble'), -0.5);
    await notebook.runAll();
    expect(fits).toEqual([]);
  });

  it('that moves while a detector is fitted does not end that: it is judged by the new one', async () => {
    const { notebook, fits, judged, held, hold } = setUp();
    notebook.setParameter('detectors', ['isolation-forest']);
    await notebook.run('scale');
    hold(true);
    const running = notebook.run('isolation-forest');
    await settle();
    notebook.setParameter('contamination', 0.3);
    await settle();
    for (const end of held) end();
    await running;
    expect(fits).toEqual(['isolation-forest']);
    expect(judged).toEqual([0.3]);
    expect(notebook.isCurrent('isolation-forest')).toBe(true);
  });
});

it('what a detector is fitted by ends its fitting and fits anew', async () => {
  const { notebook, fits, held, hold } = setUp();
  notebook.setParameter('detectors', ['isolation-forest']);
  await notebook.run('scale');
  hold(true);
  void notebook.run('isolation-forest');
  await settle();
  notebook.setParameter('nEstimators', 50);
  expect(notebook.cell('isolation-forest').activity.value.kind).toBe('idle');
  const again = notebook.run('isolation-forest');
  await settle();
  for (const end of held) end();
  await again;
  expect(fits).toEqual(['isolation-forest', 'isolation-forest']);
});
