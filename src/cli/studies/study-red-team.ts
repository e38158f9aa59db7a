import { detectorFacts } from '../../pipeline/detecting/detector-table.ts';
import type { DetectorName } from '../../pipeline/parameters/lab-parameters.ts';
import type { PlanRunner } from '../../pipeline/plan/plan-tasks.ts';
import { kindOf, shareOf } from '../../pipeline/run/words.ts';
import { attackGoal, leverFacts } from '../../pipeline/studies/red-team/attacks.ts';
import { planRedTeam, type RedTeamPlan } from '../../pipeline/studies/red-team/red-team.ts';
import {
  type RedTeamSummary,
  resultBy,
  type StealthRow,
} from '../../pipeline/studies/red-team/results.ts';
import { priceWords } from '../../pipeline/studies/red-team/sentences.ts';
import { redTeamSummary } from '../../pipeline/studies/red-team/summary.ts';
import { columns, section } from '../layout.ts';
import { refuseInput, type Study, type StudyReport, seedWords } from './study.ts';

export const study: Study<RedTeamPlan> = {
  place: 8,
  option: {
    flag: 'red-team',
    value: '[ATTACK]',
    meaning:
      'Hide an attack, such as data_exfil, count the cost, and poison the training with it: what is still found? The attack as --red-team-attack says unless given.',
    begins: /^[^-]/,
  },
  ask(typed, given) {
    refuseInput('red-team', given);
    return planRedTeam(given.parameters, typed || undefined);
  },
  fitsAgain: true,
  report: (_, plan, { tasks }) => redTeamReport(plan, tasks),
};

/** Runs the red team's study, one trial after another. */
async function redTeamReport(plan: RedTeamPlan, tasks: PlanRunner): Promise<StudyReport> {
  const outcomes = await tasks.runEach('redTeam', plan.trials);
  const summary = redTeamSummary(plan, outcomes);
  const { seeds } = summary;
  const lines = [
    `${seeds.length} seeds: ${seedWords(seeds)}. The detectors learnt from the traffic with the attack as it was;`,
    'changed flows are new to them. Thresholds are their own. Mean of the seeds.',
    ...priceLines(summary),
    ...leverLines(summary),
    ...poisonLines(summary),
    '',
    ...summary.sentences,
    ...summary.problems.map((problem) => `! ${problem}`),
  ];
  const trials = plan.trials.map(({ seed }, at) => ({ seed, ...outcomes[at] }));
  return {
    text: section(`The red team: ${kindOf(plan.attack)}`, lines),
    json: { redTeam: { ...summary, trials } },
  };
}

function priceLines({ steps, goal }: RedTeamSummary): string[] {
  if (steps.length === 0) return [];
  return [
    '',
    'What it costs: totals of all flows of the attack; the time that what was one flow takes',
    columns(['', '', 'flows', 'packets', 'bytes', 'time', 'goal']),
    ...steps.map(priceLine),
    `The goal: ${goal}.`,
  ];
}

function priceLine(step: StealthRow): string {
  const { lever, times } = step;
  return columns([
    lever === null ? 'unchanged' : leverFacts(lever).title,
    lever === null || lever === 'port' ? '' : `× ${times}`,
    ...priceWords(step),
  ]);
}

/** For each lever what each detector still finds, and of how much of what it was it finds a part. */
function leverLines({ attack, steps, detectors, falsePositives }: RedTeamSummary): string[] {
  if (steps.length === 0) return [];
  const normal = falsePositives.map(({ detector, falsePositiveRate }) =>
    columns([titleOf(detector), shareOf(falsePositiveRate.mean)]),
  );
  const found = attackGoal(attack).levers.flatMap((key) => {
    const pulled = steps.filter(({ lever }) => lever === null || lever === key);
    return [
      '',
      `Found, ${leverFacts(key).title}`,
      columns(['', ...pulled.map(strengthOf)]),
      ...detectors.flatMap((name) => foundLines(pulled, name)),
    ];
  });
  return ['', 'Alerts on normal flows', ...normal, ...found];
}

function foundLines(pulled: readonly StealthRow[], name: DetectorName): string[] {
  const results = pulled.map((step) => resultBy(step, name));
  const found = columns([titleOf(name), ...results.map((one) => shareOf(one.found.mean))]);
  if (results.every(({ found: of, noticed }) => of.mean === noticed.mean)) return [found];
  return [found, columns(['  a part of it', ...results.map((one) => shareOf(one.noticed.mean))])];
}

function poisonLines({ poisoning, detectors }: RedTeamSummary): string[] {
  if (poisoning.length === 0) return [];
  return [
    '',
    'The share of the attack in the training, and what is then found of other flows of it',
    columns(['', ...poisoning.map(({ share }) => shareOf(share))]),
    ...detectors.flatMap((name) => {
      const results = poisoning.map((row) => resultBy(row, name));
      return [
        columns([titleOf(name), ...results.map(({ found }) => shareOf(found.mean))]),
        columns([
          '  alerts on normal flows',
          ...results.map(({ falsePositiveRate }) => shareOf(falsePositiveRate.mean)),
        ]),
      ];
    }),
  ];
}

function strengthOf({ lever, times }: StealthRow): string {
  if (lever === null) return 'unchanged';
  return lever === 'port' ? 'port 443' : `× ${times}`;
}

function titleOf(name: DetectorName): string {
  return detectorFacts(name).title;
}
