import { InputError } from '../../data/errors.ts';
import type { Combination } from '../../models/ensemble/combinations.ts';
import { OWN_THRESHOLD, thresholdKey } from '../detecting/hand-threshold.ts';
import type { DetectorName } from '../parameters/lab-parameters.ts';
import { detect, detectionOf, executePlan } from '../plan/execute-plan.ts';
import { resultOf } from '../plan/plan-step.ts';
import type { PlanRunner } from '../plan/plan-tasks.ts';
import type { Detection } from '../run/detect.ts';
import type { VotingFigures, VotingOutcome, VotingTrial } from './voting.ts';

/**
 * Runs one trial: generates the seed's flows and measures every contender on them. The members of
 * the ensembles are fitted once.
 */
export async function tryVoting(
  { contenders, parameters }: VotingTrial,
  tasks: PlanRunner,
): Promise<VotingOutcome> {
  try {
    const values = await executePlan(['scale'], { parameters }, tasks);
    const { labels } = resultOf(values, 'generate');
    const seen = { scaled: resultOf(values, 'scale'), labels };
    const names = contenders.flatMap((one) => (one.kind === 'detector' ? [one.name] : []));
    const alone = await detect(names, seen, parameters, tasks);
    // Each combination has a scale of its own: a threshold on one says nothing on another.
    const own = { [thresholdKey('ensemble')]: OWN_THRESHOLD };
    const combined = (ensemble: Combination) =>
      detect(['ensemble'], seen, { ...parameters, ...own, ensemble }, tasks, alone);
    const figures: VotingFigures[] = [];
    for (const { kind, name } of contenders) {
      if (kind === 'detector') figures.push(figuresOf(alone, name));
      else figures.push(figuresOf(await combined(name), 'ensemble'));
    }
    return { figures, problem: null };
  } catch (error) {
    if (error instanceof InputError) return { figures: null, problem: error.message };
    throw error;
  }
}

function figuresOf(made: ReadonlyMap<DetectorName, Detection>, name: DetectorName): VotingFigures {
  const { f1, rocAuc, averagePrecision } = detectionOf(made, name).evaluation;
  return { f1, rocAuc, averagePrecision };
}
