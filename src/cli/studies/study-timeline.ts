import { entryAt } from '../../data/entry-at.ts';
import { momentText } from '../../pipeline/baseline/baseline-time.ts';
import { detectorFacts } from '../../pipeline/detecting/detector-table.ts';
import { executePlan } from '../../pipeline/plan/execute-plan.ts';
import { resultOf } from '../../pipeline/plan/plan-step.ts';
import type { PlanRunner } from '../../pipeline/plan/plan-tasks.ts';
import { type LabRun, valuesOfRun } from '../../pipeline/run/lab.ts';
import { type Timeline, timelineSentences, widthWords } from '../../pipeline/traffic/timeline.ts';
import { columns, section } from '../layout.ts';
import type { Study, StudyReport } from './study.ts';

export const study: Study<null> = {
  place: 4,
  option: {
    flag: 'timeline',
    value: '',
    meaning: 'Traffic, true attacks and alerts over time. Needs start times.',
  },
  ask: () => null,
  report: (run, _, { tasks }) => timelineReport(run, tasks),
};

/** Traffic, true attacks and alerts over time; what held no flow is left out of the text. */
async function timelineReport(run: LabRun, tasks: PlanRunner): Promise<StudyReport> {
  const given = { parameters: run.parameters, values: valuesOfRun(run) };
  const timeline = resultOf(await executePlan(['timeline'], given, tasks), 'timeline');
  const lines =
    timeline === null
      ? ['This traffic does not tell when its flows began.']
      : [...tableOf(timeline), '', ...timelineSentences(timeline)];
  return { text: section('Timeline', lines), json: { timeline: timeline && plain(timeline) } };
}

function tableOf({ start, width, flows, normal, attacks, alerts }: Timeline): string[] {
  const titles = alerts.map(({ detector }) => detectorFacts(detector).title.slice(0, 14));
  const rows = [...flows.entries()].filter(([, count]) => count > 0);
  const attackFlows = (step: number) =>
    attacks.reduce((sum, { flows: of }) => sum + entryAt(of, step, 'step'), 0);
  return [
    columns([`${widthWords(width)}, UTC`, 'flows', 'normal', 'attack', ...titles]),
    ...rows.map(([step, count]) =>
      columns([
        momentText(start + step * width),
        ...[count, normal[step], attackFlows(step)].map(String),
        ...alerts.map(({ flows: of }) => String(of[step])),
      ]),
    ),
  ];
}

function plain({ start, width, flows, normal, unlabelled, attacks, alerts }: Timeline) {
  return {
    start,
    width,
    ...{ flows: [...flows], normal: [...normal], unlabelled: [...unlabelled] },
    attacks: attacks.map(({ type, flows: of }) => ({ type, flows: [...of] })),
    alerts: alerts.map(({ detector, flows: of }) => ({ detector, flows: [...of] })),
  };
}
