import { PROFILES } from '../../../src/data/profiles.ts';
import type { Lesson } from '../../../src/pipeline/lesson/lesson.ts';
import { lessonReport, typedRule } from '../../../src/pipeline/lesson/lesson-report.ts';
import { readLesson } from '../../../src/pipeline/lesson/read-lesson.ts';
import { type Reporter, remembering } from '../../../src/pipeline/lesson/step-runs.ts';
import { runLab } from '../../../src/pipeline/run/lab.ts';

const GUIDE = { show: 'The forest.', ask: 'Why?', surprises: 'How few alerts there are.' };

/** A tenth of the usual flows. */
const FEW = PROFILES.map(({ name, count }) => `${name}=${count / 10}`).join(',');

/** A lesson of two steps over few flows, as the JSON of its file. */
export const SMALL = {
  kind: 'network-anomaly-lab lesson',
  version: 1,
  name: 'small',
  title: 'Small',
  about: 'A lesson for tests.',
  objectives: ['try a lesson'],
  before: 'Nothing.',
  seeds: 'own',
  settings: { counts: FEW, detectors: 'isolation-forest' },
  steps: [
    {
      name: 'alerts',
      title: 'Alerts',
      goal: 'Flag more.',
      minutes: 3,
      text: 'The forest flags a tenth of the flows.',
      where: 'isolation-forest',
      touch: ['contamination'],
      task: {
        kind: 'settings',
        ask: 'Find at least 75 % of the attacks.',
        check: {
          path: 'detectors.isolation-forest.recall',
          is: 'at least',
          value: 0.75,
          name: 'Attacks found',
          as: 'share',
          of: 'flows.attack',
        },
        right: [{ contamination: '0.3' }],
        wrong: [
          {
            answer: { contamination: '0.02' },
            when: { path: 'parameters.contamination', is: 'below', value: 0.1 },
            say: 'There are {detectors.isolation-forest.predictedAnomalies} alerts.',
          },
        ],
        so: 'Found: {detectors.isolation-forest.recall|share}.',
      },
      hints: ['More.'],
      why: {
        kind: 'choice',
        ask: 'Why?',
        choices: [
          { text: 'More alerts find more', right: true },
          { text: 'Fewer find more', right: false, say: 'No flow is found by not flagging it.' },
        ],
        so: 'Right.',
      },
      transfer: {
        settings: { contamination: '0.02' },
        ask: 'With fewer alerts, are more than half found?',
        choices: [
          {
            text: 'Yes',
            right: { path: 'detectors.isolation-forest.recall', is: 'above', value: 0.5 },
            say: 'Only {detectors.isolation-forest.recall|share} are.',
          },
          {
            text: 'No',
            right: { path: 'detectors.isolation-forest.recall', is: 'at most', value: 0.5 },
            say: 'They are: {detectors.isolation-forest.recall|share}.',
          },
        ],
        so: '{detectors.isolation-forest.recall|share} are found.',
      },
      guide: GUIDE,
    },
    {
      name: 'allow',
      title: 'Allow',
      goal: 'Write a rule.',
      minutes: 2,
      text: 'A rule takes flows out of the alerts.',
      where: 'triage',
      task: {
        kind: 'rule',
        ask: 'Take at least one alert away.',
        check: {
          path: 'alerts.detectors[0].allowed',
          is: 'at least',
          value: 1,
          name: 'Alerts taken away',
          as: 'count',
        },
        right: ['protocol tcp'],
        wrong: [{ answer: 'port 1', when: true, say: 'No flow goes there.' }],
        so: 'It takes {alerts.detectors[0].allowed} away.',
      },
      why: { kind: 'write', ask: 'Why is it harmless?', model: 'It is not.' },
      guide: GUIDE,
    },
  ],
};

export const smallLesson = (): Lesson => readLesson(JSON.stringify(SMALL));

/** Runs the lab on few flows, each run once for all tests of a file. */
export const smallReporter: Reporter = remembering(async ({ parameters, rule }) => {
  const run = await runLab(null, parameters, { now: () => 0 });
  return lessonReport(run, typedRule(rule));
});
