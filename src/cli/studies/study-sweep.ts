import { detectorFacts } from '../../pipeline/detecting/detector-table.ts';
import {
  planSweep,
  type SweepPlan,
  type SweepPoint,
  sweepPoints,
} from '../../pipeline/studies/sweep.ts';
import { sweepSummary } from '../../pipeline/studies/sweep-summary.ts';
import { type Figures, MEASURES } from '../../pipeline/studies/trial.ts';
import { columns, fixed, section } from '../layout.ts';
import { shortTitle } from './short-title.ts';
import type { Study, StudyReport } from './study.ts';

export const study: Study<SweepPlan> = {
  place: 1,
  option: {
    flag: 'sweep',
    value: 'PARAMETER[=V,…]',
    meaning:
      'Run the detectors at several values of a numeric parameter: nu=0.05,0.1 or nu=0.05..0.3:0.05 (from, to, step); without values, at the default ones.',
  },
  ask(typed, { parameters }) {
    const [name = '', ...values] = typed.split('=');
    return planSweep(name, parameters, values.length === 0 ? undefined : values.join('='));
  },
  fitsAgain: true,
  async report({ scaled, traffic: { labels } }, plan, { tasks }) {
    const trials = plan.trials.map((trial) => ({ trial, scaled, labels }));
    const outcomes = await tasks.runEach('try', trials);
    return sweepReport(plan, sweepPoints(plan, outcomes));
  },
};

function sweepReport(plan: SweepPlan, points: readonly SweepPoint[]): StudyReport {
  const { facts, detectors } = plan.swept;
  const summaries = MEASURES.map((measure) => sweepSummary(plan, points, measure));
  const lines = [
    columns([facts.label, ...MEASURES.map(shortTitle)]),
    ...detectors.flatMap((name) => [
      '',
      detectorFacts(name).title,
      ...points.filter(({ detector }) => detector === name).map(pointLine),
    ]),
    '',
    ...summaries,
  ];
  return {
    text: section(`Sweep of ${facts.label}`, lines),
    json: { sweep: { parameter: facts.key, current: plan.current, points, summaries } },
  };
}

function pointLine({ value, figures, problem }: SweepPoint): string {
  if (figures === null) return `${columns([String(value)])}  ${problem}`;
  return columns([String(value), ...figureWords(figures)]);
}

function figureWords(figures: Figures): string[] {
  return MEASURES.map(({ key, kind }) => fixed(figures[key], kind === 'share' ? 6 : 0));
}
