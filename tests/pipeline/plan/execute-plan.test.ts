import { describe, expect, it } from 'vitest';
import { InputError } from '../../../src/data/errors.ts';
import { Notebook } from '../../../src/notebook/notebook.ts';
import { NOTEBOOK_DETECTORS } from '../../../src/pipeline/detecting/detector-table.ts';
import { NOTEBOOK_PARAMETERS } from '../../../src/pipeline/parameters/parameters.ts';
import { detect, executePlan } from '../../../src/pipeline/plan/execute-plan.ts';
import { inProcess } from '../../../src/pipeline/plan/in-process.ts';
import { PLAN } from '../../../src/pipeline/plan/plan.ts';
import { NOTHING_OPEN, resultOf } from '../../../src/pipeline/plan/plan-step.ts';
import type { PlanRunner } from '../../../src/pipeline/plan/plan-tasks.ts';
import { runLab } from '../../../src/pipeline/run/lab.ts';
import type { TrainedLab } from '../../../src/pipeline/trained-lab/trained-lab.ts';
import type { TaskRunner } from '../../../src/worker/bridge.ts';
import { TASKS } from '../../../src/worker/tasks.ts';

const CONTEXT = { now: () => 0 };
const FEW = {
  ...NOTEBOOK_PARAMETERS,
  counts: Object.fromEntries(Object.keys(NOTEBOOK_PARAMETERS.counts).map((name) => [name, 15])),
  nEstimators: 10,
};

interface Asked {
  readonly name?: string;
  readonly trained?: unknown;
}

/** A runner that gives names for results, and what it was asked. */
function fakeRunner() {
  const asked: string[] = [];
  const trained: unknown[] = [];
  const run = async (task: string, input: Asked) => {
    const name = input.name ?? task;
    asked.push(name);
    if ('trained' in input) trained.push(input.trained);
    return { name, labels: {} };
  };
  return { tasks: { run } as unknown as PlanRunner, asked, trained };
}

describe('the plan', () => {
  it('has each step below everything that it reads', () => {
    PLAN.forEach(({ id, reads, readsIfThere }, at) => {
      const above = PLAN.slice(0, at).map((one) => one.id);
      const parameters = { ...FEW, detectors: [...NOTEBOOK_DETECTORS, 'ensemble'] };
      for (const read of [...reads, ...readsIfThere(parameters)]) {
        expect(above, `${id} reads ${read}`).toContain(read);
      }
    });
  });

  it('is run as far as is asked for, each step once', async () => {
    const { tasks, asked } = fakeRunner();
    const results = await executePlan(['one-class-svm', 'scale'], { parameters: FEW }, tasks);
    expect(asked).toEqual(['generate', 'engineer', 'scale', 'one-class-svm', 'judge']);
    expect([...results.keys()]).toEqual(['generate', 'engineer', 'scale', 'one-class-svm']);
  });

  it('takes what is there, and runs nothing for that', async () => {
    const { tasks, asked } = fakeRunner();
    const values = new Map([
      ['generate', { labels: {} }],
      ['scale', {}],
    ]);
    await executePlan(['isolation-forest', 'scale'], { parameters: FEW, values }, tasks);
    expect(asked).toEqual(['isolation-forest', 'judge']);
  });

  it('loads what a trained lab holds, and fits nothing', async () => {
    const { tasks, trained } = fakeRunner();
    const detectors = [...NOTEBOOK_DETECTORS, 'ensemble'];
    const saved = detectors.map((name) => ({ name, threshold: null, fitted: {} }));
    const lab = { fromFlows: true, detectors: saved } as unknown as TrainedLab;
    const open = { ...NOTHING_OPEN, lab };
    await executePlan(detectors, { parameters: { ...FEW, detectors }, open }, tasks);
    expect(trained).toMatchObject([{ fromFlows: true }, ...saved]);
    expect(trained[0]).not.toHaveProperty('detectors');
  });
});

describe('detectors on a matrix that is there', () => {
  it('are fitted once each, though an ensemble is made of them', async () => {
    const fitted: string[] = [];
    const runner = inProcess(CONTEXT);
    const tasks: PlanRunner = {
      ...runner,
      run: (task, input) => {
        if (task === 'fit') fitted.push((input as { name: string }).name);
        return runner.run(task, input);
      },
    };
    const values = await executePlan(['scale'], { parameters: FEW }, tasks);
    const { labels } = resultOf(values, 'generate');
    const seen = { scaled: resultOf(values, 'scale'), labels };
    const names = ['isolation-forest', 'ensemble'];
    const made = await detect(names, seen, FEW, tasks);
    expect(fitted).toEqual([...NOTEBOOK_DETECTORS]);
    expect([...made.keys()]).toEqual([...NOTEBOOK_DETECTORS, 'ensemble']);
    const votes = { ...FEW, ensemble: 'majority' } as const;
    await detect(['ensemble'], seen, votes, tasks, new Map([...made].slice(0, 3)));
    expect(fitted).toHaveLength(3);
  });
});

describe('in this process', () => {
  it('a task that fails rejects, and nothing behind it is run', async () => {
    const parameters = { ...FEW, trainOn: 'file' } as const;
    const run = executePlan(['isolation-forest'], { parameters }, inProcess(CONTEXT));
    await expect(run).rejects.toThrow(InputError);
  });
});

it('the notebook and the command line give the same', async () => {
  const detectors = [...NOTEBOOK_DETECTORS, 'robust-z-score', 'ensemble'];
  const parameters = { ...FEW, detectors, trainOn: 'normal', holdOut: 0.2 } as const;
  const runner: TaskRunner = {
    lanes: 2,
    run: async (task, input) => TASKS[task](input, { ...CONTEXT, onProgress: () => {} }),
  };
  const notebook = new Notebook(runner, CONTEXT.now, parameters);
  await notebook.runAll();
  const run = await runLab(null, parameters, CONTEXT);
  const shown = (id: string) => notebook.cell(id).result.value?.value;
  expect(detectors.map(shown)).toEqual(run.detections);
  expect(shown('compare')).toEqual(run.compared);
  expect(shown('scores')).toEqual(run.scores);
});
