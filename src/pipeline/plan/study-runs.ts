import { planPitfalls } from '../studies/pitfalls/plan.ts';
import { type PitfallsSummary, pitfallsSummary } from '../studies/pitfalls/summary.ts';
import { planRedTeam } from '../studies/red-team/red-team.ts';
import type { RedTeamSummary } from '../studies/red-team/results.ts';
import { redTeamSummary } from '../studies/red-team/summary.ts';
import { planTimeStudy } from '../studies/time-study.ts';
import { type TimeStudySummary, timeStudySummary } from '../studies/time-study-summary.ts';
import { planUnknownAttack } from '../studies/unknown-attack.ts';
import { type UnknownSummary, unknownSummary } from '../studies/unknown-summary.ts';
import { planVoting } from '../studies/voting.ts';
import { type VotingSummary, votingSummary } from '../studies/voting-summary.ts';
import { resultOf, type StepInput } from './plan-step.ts';
import type { PlanRunner } from './plan-tasks.ts';

/** Whether voting pays: a trial per seed. */
export async function runVoting(
  { parameters }: StepInput,
  tasks: PlanRunner,
): Promise<VotingSummary> {
  const plan = planVoting(parameters);
  return votingSummary(plan, await tasks.runEach('vote', plan.trials));
}

/** What time buys: a trial per seed and question. */
export async function runTimeStudy(
  { parameters }: StepInput,
  tasks: PlanRunner,
): Promise<TimeStudySummary> {
  const plan = planTimeStudy(parameters);
  const { detectors } = plan;
  const trials = plan.trials.map((trial) => ({ trial, detectors }));
  return timeStudySummary(plan, await tasks.runEach('time', trials));
}

/**
 * What becomes of an attack that nobody was taught: a trial per attack, and one with all.
 *
 * @param asked names of attacks; empty: all
 * @throws InputError for labels or names that do not allow it
 */
export async function runUnknownAttack(
  { parameters, values }: Pick<StepInput, 'parameters' | 'values'>,
  tasks: PlanRunner,
  asked = '',
): Promise<UnknownSummary> {
  const { matrix, baseline } = resultOf(values, 'scale');
  const { labels } = resultOf(values, 'generate');
  const plan = planUnknownAttack(labels, baseline, parameters, asked);
  const scaled = { matrix, baseline };
  const trials = plan.trials.map((trial) => ({ trial, scaled, labels, parameters }));
  return unknownSummary(plan, await tasks.runEach('unknownAttack', trials));
}

/** How an attacker gets past the detectors: two trials per seed. */
export async function runRedTeam(
  { parameters }: StepInput,
  tasks: PlanRunner,
): Promise<RedTeamSummary> {
  const plan = planRedTeam(parameters);
  return redTeamSummary(plan, await tasks.runEach('redTeam', plan.trials));
}

/** What becomes of figures when mistakes are made: a trial per seed. */
export async function runPitfalls(
  { parameters }: StepInput,
  tasks: PlanRunner,
): Promise<PitfallsSummary> {
  const plan = planPitfalls(parameters);
  return pitfallsSummary(plan, await tasks.runEach('pitfalls', plan.trials));
}
