import type { Spread } from '../../eval/distributions/spread.ts';
import type { PlanRunner } from '../../pipeline/plan/plan-tasks.ts';
import { planVoting, VOTING_MEASURES, type VotingPlan } from '../../pipeline/studies/voting.ts';
import { type VotingRow, votingSummary } from '../../pipeline/studies/voting-summary.ts';
import { columns, fixed, section } from '../layout.ts';
import { refuseInput, type Study, type StudyReport, seedWords } from './study.ts';

export const study: Study<VotingPlan> = {
  place: 3,
  option: {
    flag: 'voting',
    value: '[SEEDS]',
    meaning:
      'Does voting help? Every detector and every ensemble on generated flows of many seeds: how many, or which, such as 1,2,42; or as --seeds says.',
    begins: /^\d/,
  },
  ask(typed, given) {
    refuseInput('voting', given);
    return planVoting(given.parameters, typed || undefined);
  },
  fitsAgain: true,
  report: (_, plan, { tasks }) => votingReport(plan, tasks),
};

/** Runs the study of whether voting pays, one seed after another. */
async function votingReport(plan: VotingPlan, tasks: PlanRunner): Promise<StudyReport> {
  const outcomes = await tasks.runEach('vote', plan.trials);
  const summary = votingSummary(plan, outcomes);
  const lines = [
    `${summary.seeds.length} seeds: ${seedWords(summary.seeds)}. Mean ± standard deviation; behind it`,
    'the difference to the best member at the same seed, and at how many seeds it is ahead of that.',
    ...VOTING_MEASURES.flatMap((measure) => [
      '',
      `${measure.title}, best member: ${summary.bestMember[measure.key] ?? 'none'}`,
      columns(['', 'mean', '±', 'difference', '±', 'ahead']),
      ...summary.rows.map((row) => rowLine(row, row.results[measure.key])),
    ]),
    '',
    ...summary.sentences,
    ...summary.problems.map((problem) => `! ${problem}`),
  ];
  const { rows, ...rest } = summary;
  const bySeed = plan.trials.map(({ seed }, at) => ({ seed, ...outcomes[at] }));
  return {
    text: section('Does voting help?', lines),
    json: { voting: { ...rest, contenders: rows, bySeed } },
  };
}

function rowLine({ title }: VotingRow, result: VotingRow['results']['f1']): string {
  if (result === null) return columns([title, '–']);
  const { difference, seeds } = result;
  return columns([
    title.replace('Ensemble: ', '  '),
    ...spreadWords(result),
    ...spreadWords(difference),
    `${difference.ahead} of ${seeds}`,
  ]);
}

function spreadWords({ mean, deviation }: Spread): string[] {
  return [mean.toFixed(6), fixed(deviation, 6)];
}
