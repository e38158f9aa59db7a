import { InputError } from '../../../data/errors.ts';
import { categoryAt } from '../../../data/flow-rows.ts';
import { executePlan } from '../../plan/execute-plan.ts';
import { resultOf } from '../../plan/plan-step.ts';
import type { PlanRunner } from '../../plan/plan-tasks.ts';
import { type Labels, rowsWhere } from '../../traffic/labels.ts';
import type { AttackContext } from './attacked-traffic.ts';
import { poison } from './poisoning.ts';
import { pullLevers } from './pull-levers.ts';
import type { RedTeamOutcome, RedTeamTrial } from './red-team.ts';

/** Runs one trial: generates the seed's flows, and attacks what learns from them. */
export async function tryRedTeam(
  { attack, question, parameters }: RedTeamTrial,
  tasks: PlanRunner,
  context: AttackContext,
): Promise<RedTeamOutcome> {
  try {
    const values = await executePlan(['scale'], { parameters }, tasks);
    const { flows, labels } = resultOf(values, 'generate');
    if (flows === null) throw new Error('Generated traffic has flows.');
    const attacked = rowsOf(attack, labels);
    if (attacked.length === 0) {
      throw new InputError(`No flow of ${attack} is generated: give it a count above 0.`);
    }
    const given = { attack, flows, labels, attacked, parameters };
    if (question === 'stealth') {
      const pulled = pullLevers(given, resultOf(values, 'scale'), context);
      return { question, ...pulled, problem: null };
    }
    return { question, shares: poison(given, context), problem: null };
  } catch (error) {
    if (error instanceof InputError) return { question: null, problem: error.message };
    throw error;
  }
}

function rowsOf(attack: string, { label, attackType }: Labels): Uint32Array {
  return rowsWhere(label, (_, row) => categoryAt(attackType, row) === attack);
}
