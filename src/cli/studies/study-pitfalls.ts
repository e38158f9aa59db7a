import { titleOf } from '../../pipeline/detecting/detector-table.ts';
import type { PlanRunner } from '../../pipeline/plan/plan-tasks.ts';
import { measureOf } from '../../pipeline/run/words.ts';
import { pitfallFacts } from '../../pipeline/studies/pitfalls/pitfalls.ts';
import { type PitfallsPlan, planPitfalls } from '../../pipeline/studies/pitfalls/plan.ts';
import {
  type PitfallRow,
  pitfallsSummary,
  signed,
} from '../../pipeline/studies/pitfalls/summary.ts';
import { columns, section } from '../layout.ts';
import { refuseInput, type Study, type StudyReport, seedWords } from './study.ts';

export const study: Study<PitfallsPlan> = {
  place: 9,
  option: {
    flag: 'pitfalls',
    value: '[SEEDS]',
    meaning:
      'Ten mistakes of machine learning in security, made with the first detector: the figure that would be published beside the honest one. How many seeds, or which; or as --seeds says.',
    begins: /^\d/,
  },
  ask(typed, given) {
    refuseInput('pitfalls', given);
    return planPitfalls(given.parameters, typed || undefined);
  },
  fitsAgain: true,
  report: (_, plan, { tasks }) => pitfallsReport(plan, tasks),
};

/** Makes the mistakes on one seed after another. */
async function pitfallsReport(plan: PitfallsPlan, tasks: PlanRunner): Promise<StudyReport> {
  const outcomes = await tasks.runEach('pitfalls', plan.trials);
  const summary = pitfallsSummary(plan, outcomes);
  const { seeds, detector, rows } = summary;
  const lines = [
    `${seeds.length} seeds: ${seedWords(seeds)}. The ${titleOf(detector)}, by its own threshold. Means of the seeds; the gap`,
    'is published less honest at the same seed, with its 95 % interval.',
    '',
    columns(['', 'published', 'honest', 'gap', 'from', 'to', '']),
    ...rows.map(rowLine),
    '',
    ...rows.flatMap(({ pitfall }) => meaningLines(pitfallFacts(pitfall))),
    '',
    ...summary.sentences,
    ...summary.problems.map((problem) => `! ${problem}`),
  ];
  const bySeed = plan.trials.map(({ seed }, at) => ({ seed, ...outcomes[at] }));
  return {
    text: section('Do not fool yourself', lines),
    json: { pitfalls: { ...summary, bySeed } },
  };
}

function rowLine({ pitfall, published, honest, gap, mayBeNone }: PitfallRow): string {
  const { interval } = gap;
  return columns([
    pitfall,
    measureOf(published),
    measureOf(honest),
    signed(gap.mean),
    ...(interval === null ? ['–', '–'] : [signed(interval.low), signed(interval.high)]),
    mayBeNone ? 'may be none' : '',
  ]);
}

function meaningLines({ key, title, commit, honest, source }: ReturnType<typeof pitfallFacts>) {
  return [`${key}: ${title} (${source})`, `  published: ${commit}`, `  honest: ${honest}`];
}
