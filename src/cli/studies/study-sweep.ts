import { HALVES_SEED } from '../../eval/halves.ts';
import { detectorFacts } from '../../pipeline/detecting/detector-table.ts';
import {
  planSweep,
  type SweepPlan,
  type SweepPoint,
  sweepPoints,
} from '../../pipeline/studies/sweep.ts';
import {
  type HeldOutChoice,
  heldOutChoice,
  sweepSummary,
} from '../../pipeline/studies/sweep-summary.ts';
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
  const heldOut = detectors.flatMap((name) =>
    MEASURES.flatMap((measure) => heldOutChoice(plan, points, name, measure) ?? []),
  );
  const lines = [
    columns([facts.label, ...MEASURES.map(shortTitle)]),
    ...detectors.flatMap((name) => [
      '',
      detectorFacts(name).title,
      ...points.filter(({ detector }) => detector === name).map(pointLine),
    ]),
    ...heldOutLines(heldOut),
    '',
    ...summaries,
  ];
  return {
    text: section(`Sweep of ${facts.label}`, lines),
    json: {
      sweep: {
        parameter: facts.key,
        current: plan.current,
        points,
        summaries,
        heldOut: { seed: HALVES_SEED, choices: heldOut },
      },
    },
  };
}

/** What one half of the flows chooses, and what that is worth on the other half. */
function heldOutLines(choices: readonly HeldOutChoice[]): string[] {
  if (choices.length === 0) return [];
  return [
    '',
    `Held out: the value that one half of the flows chooses, and its figure on the other half (halves by seed ${HALVES_SEED})`,
    columns(['', 'measure', 'value', 'one half', 'other half']),
    ...choices.map(({ detector, measure, value, chosenOn, judgedOn }) =>
      columns([
        detectorFacts(detector).title,
        titleOf(measure),
        String(value),
        fixed(chosenOn, 6),
        fixed(judgedOn, 6),
      ]),
    ),
  ];
}

function titleOf(key: HeldOutChoice['measure']): string {
  return MEASURES.flatMap((measure) => (measure.key === key ? shortTitle(measure) : [])).join();
}

function pointLine({ value, figures, problem }: SweepPoint): string {
  if (figures === null) return `${columns([String(value)])}  ${problem}`;
  return columns([String(value), ...figureWords(figures)]);
}

function figureWords(figures: Figures): string[] {
  return MEASURES.map(({ key, kind }) => fixed(figures[key], kind === 'share' ? 6 : 0));
}
