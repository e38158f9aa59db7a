import type { Spread } from '../../eval/distributions/spread.ts';
import type { StepContext } from '../../pipeline/run/detect.ts';
import { tryVoting, VOTING_MEASURES, type VotingPlan } from '../../pipeline/studies/voting.ts';
import { type VotingRow, votingSummary } from '../../pipeline/studies/voting-summary.ts';
import { columns, fixed, section } from '../layout.ts';
import type { StudyReport } from './study-report.ts';

/** Runs the study of whether voting pays, one seed after another. */
export function votingReport(plan: VotingPlan, context: StepContext): StudyReport {
  const outcomes = plan.trials.map((trial) => tryVoting(trial, context));
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
    text: section('Does voting pay?', lines),
    json: { voting: { ...rest, contenders: rows, bySeed } },
  };
}

/** `0 to 19`, `7, 42`. */
export function seedWords(seeds: readonly string[]): string {
  const inRow = seeds.every((seed, at) => Number(seed) === Number(seeds[0]) + at);
  return inRow && seeds.length > 2 ? `${seeds[0]} to ${seeds.at(-1)}` : seeds.join(', ');
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
