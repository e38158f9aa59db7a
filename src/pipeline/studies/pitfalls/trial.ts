import { InputError } from '../../../data/errors.ts';
import { takeMatrixRows } from '../../../features/matrix.ts';
import type { Assessment } from '../../../models/detector.ts';
import { executePlan } from '../../plan/execute-plan.ts';
import { resultOf } from '../../plan/plan-step.ts';
import type { PlanRunner } from '../../plan/plan-tasks.ts';
import { type AttackContext, stacked } from '../red-team/attacked-traffic.ts';
import { featuresToJudge, groundOf, learnAndJudge, learntRows } from './ground.ts';
import { accuracy, baseRate, pointAdjust, tuning, wrongLabels } from './of-judging.ts';
import { sampling, shortcut, snooping } from './of-learning.ts';
import { attacker, labOnly } from './of-the-world.ts';
import { PITFALLS, type PitfallKey } from './pitfalls.ts';
import type { PitfallFigures, PitfallFinding, PitfallsOutcome, PitfallsTrial } from './plan.ts';
import { readSampleLog } from './sample-log.ts';

/** Runs one trial: generates the seed's flows, and makes every mistake on them. */
export async function tryPitfalls(
  { parameters }: PitfallsTrial,
  tasks: PlanRunner,
  context: AttackContext,
): Promise<PitfallsOutcome> {
  try {
    const values = await executePlan(['scale'], { parameters }, tasks);
    const { flows, labels } = resultOf(values, 'generate');
    if (flows === null) throw new Error('Generated traffic has flows.');
    const ground = groundOf(flows, labels, parameters, context);
    const sample = await readSampleLog(parameters.window);
    if (sample.flows === null) throw new Error('The sample log has flows.');
    const others = featuresToJudge(sample.flows, parameters);
    const learnt = takeMatrixRows(ground.features, learntRows(ground));
    const both = learnAndJudge(ground, learnt, stacked([ground.features, others]));
    const said = among(both, 0, flows.length);
    const answered = { ...ground, said };
    const ofSample = among(both, flows.length, flows.length + others.rows);
    const scaled = resultOf(values, 'scale');
    const made: Readonly<Record<PitfallKey, () => PitfallFigures>> = {
      sampling: () => sampling(ground),
      labels: () => wrongLabels(answered),
      snooping: () => snooping(ground),
      shortcut: () => shortcut(ground),
      tuning: () => tuning(answered),
      'base-rate': () => baseRate(answered),
      accuracy: () => accuracy(answered),
      'lab-only': () => labOnly(ground, said, sample.labels, ofSample),
      attacker: () => attacker(ground, scaled),
      'point-adjust': () => pointAdjust(answered),
    };
    return { findings: PITFALLS.map(({ key }) => findingOf(key, made[key])), problem: null };
  } catch (error) {
    if (error instanceof InputError) return { findings: null, problem: error.message };
    throw error;
  }
}

/** What these flows do not allow holds no other pitfall up. */
function findingOf(pitfall: PitfallKey, make: () => PitfallFigures): PitfallFinding {
  try {
    return { pitfall, figures: make(), problem: null };
  } catch (error) {
    if (error instanceof InputError) return { pitfall, figures: null, problem: error.message };
    throw error;
  }
}

/** The answers to some rows that follow one another. */
function among(
  { scores, decisions, predictions }: Assessment,
  from: number,
  to: number,
): Assessment {
  return {
    scores: scores.slice(from, to),
    decisions: decisions.slice(from, to),
    predictions: predictions.slice(from, to),
  };
}
