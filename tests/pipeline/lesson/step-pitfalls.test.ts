import { expect, test } from 'vitest';
import { freshWork } from '../../../src/pipeline/lesson/hand-in.ts';
import { markPart } from '../../../src/pipeline/lesson/marking.ts';
import { readLesson } from '../../../src/pipeline/lesson/read-lesson.ts';
import {
  type AskedReport,
  remembering,
  reportFor,
  sharedRuns,
} from '../../../src/pipeline/lesson/step-runs.ts';
import { withPitfalls } from '../../../src/pipeline/lesson/with-pitfalls.ts';
import { inProcess } from '../../../src/pipeline/plan/in-process.ts';
import { planPitfalls } from '../../../src/pipeline/studies/pitfalls/plan.ts';
import { pitfallsSummary } from '../../../src/pipeline/studies/pitfalls/summary.ts';
import { SMALL, smallReporter } from './small-lesson.ts';

const tasks = inProcess({ now: () => 0 });

/** The small lesson, asked for what the first step's task and its transfer read of the study. */
function lessonThatReads(path: string, settings: Readonly<Record<string, string>> = {}) {
  const lesson = structuredClone(SMALL);
  lesson.settings.detectors = 'isolation-forest,local-outlier-factor';
  Object.assign(lesson.steps[0], { settings, touch: ['contamination', ...Object.keys(settings)] });
  lesson.steps[0].task.so = `{detectors.local-outlier-factor.recall|share}, {${path}|measure}.`;
  return readLesson(JSON.stringify(lesson));
}

const TUNING = 'pitfalls.rows[pitfall=tuning].published';

test('a step that reads the study has it, of the seed in force and the first detector chosen', () => {
  const lesson = lessonThatReads(TUNING);
  const [step] = lesson.steps;
  const asked = reportFor('task', lesson, step, '7', { settings: {}, rule: '' });
  expect(asked.pitfalls?.detector).toBe('isolation-forest');
  expect(asked.pitfalls?.trials.map(({ seed }) => seed)).toEqual(['7']);
  expect(reportFor('why', lesson, step, '7').pitfalls).toBeNull();
  expect(reportFor('transfer', lesson, step, '7').pitfalls).toBeNull();
});

test('a step that sets seeds, or lets them be touched, has the study of these, up to fifty', () => {
  const lesson = lessonThatReads(TUNING, { seeds: '2' });
  const [step] = lesson.steps;
  const seedsOf = (settings: Readonly<Record<string, string>>) =>
    reportFor('task', lesson, step, '7', { settings, rule: '' }).pitfalls?.trials.map(
      ({ seed }) => seed,
    );
  expect(seedsOf({})).toEqual(['0', '1']);
  expect(seedsOf({ seeds: '5,9' })).toEqual(['5', '9']);
  expect(() => seedsOf({ seeds: '51' })).toThrow(/at most 50 seeds, not 51/);
});

test('only what reads the study alone runs no further detector for it', () => {
  const lesson = readLesson(JSON.stringify(lessonJson(`{${TUNING}|measure}`)));
  const { parameters } = reportFor('why', lesson, lesson.steps[0], '7');
  expect(parameters.detectors).toEqual(['isolation-forest']);
});

/** The small lesson with a text that is told to the right reason. */
function lessonJson(so: string) {
  const lesson = structuredClone(SMALL);
  lesson.settings.detectors = 'isolation-forest,local-outlier-factor';
  lesson.steps[0].why = { ...lesson.steps[0].why, so } as never;
  return lesson;
}

test('the figures are those of --pitfalls, each seed studied once for all who ask', async () => {
  const lesson = lessonThatReads(TUNING, { seeds: '2' });
  const [step] = lesson.steps;
  const tried: string[] = [];
  const ran: AskedReport[] = [];
  const base = remembering(async (asked) => {
    ran.push(asked);
    return smallReporter(asked);
  });
  const report = withPitfalls(base, (trial) => {
    tried.push(trial.seed);
    return tasks.run('pitfalls', trial);
  });
  const asked = ['0', '1', '2'].map((seeds) => {
    const settings = { seeds: seeds === '2' ? '1' : `${seeds},1` };
    return reportFor('task', lesson, step, '7', { settings, rule: '' });
  });
  const [first, second] = await Promise.all(asked.map(report));
  expect(tried).toEqual(['0', '1']);
  const plan = planPitfalls({ ...asked[0].parameters, detectors: ['isolation-forest'] }, '0,1');
  const summary = pitfallsSummary(plan, await tasks.runEach('pitfalls', plan.trials));
  expect(first).toMatchObject({ pitfalls: summary, detectors: expect.anything() });
  expect(second).toMatchObject({ pitfalls: { seeds: ['1'] } });
  const { says } = markPart('task', step, { ...freshWork('alerts') }, first);
  expect(says.join()).not.toContain('–');
});

test('a run is shared by parts that read the study and parts that do not', async () => {
  const lesson = lessonThatReads(TUNING);
  const [step] = lesson.steps;
  const asked = (['task', 'why'] as const).map((part) => reportFor(part, lesson, step, '7'));
  const [task, why] = sharedRuns(asked);
  expect(task.parameters.detectors).toEqual(why.parameters.detectors);
  expect(task.pitfalls).not.toBeNull();
  expect(why.pitfalls).toBeNull();
});
