import { InputError } from '../../data/errors.ts';
import { type Spread, spreadOf } from '../../eval/distributions/spread.ts';
import type { LabParameters } from '../parameters/lab-parameters.ts';
import { parseSeeds } from '../parameters/seeds.ts';
import { executePlan } from '../plan/execute-plan.ts';
import { resultOf } from '../plan/plan-step.ts';
import type { PlanRunner } from '../plan/plan-tasks.ts';
import type { Classification } from './classification.ts';

/** The classifier on the generated traffic of many seeds. */
export interface ClassifyPlan {
  readonly trials: readonly { readonly seed: string; readonly parameters: LabParameters }[];
}

/** Its figures on one seed's test part, or why there are none. */
export interface ClassifyTrialResult {
  readonly seed: string;
  readonly macroF1: number | null;
  readonly accuracy: number | null;
  /** F1 by class. */
  readonly f1: readonly { readonly name: string; readonly f1: number }[];
  readonly epochs: number;
  readonly problem: string | null;
}

export interface ClassifySummary {
  readonly macroF1: Spread | null;
  readonly accuracy: Spread | null;
  /** Per class, over the seeds that have it. */
  readonly f1: readonly ({ readonly name: string } & Spread)[];
  readonly bySeed: readonly ClassifyTrialResult[];
}

/**
 * @param seeds how many, from 0 up: `5`; or which: `1,2,42`
 * @throws InputError for seeds that cannot be read, or where another file is learnt from
 */
export function planClassify(parameters: LabParameters, seeds: string): ClassifyPlan {
  if (parameters.trainOn === 'file') {
    throw new InputError(
      'The classifier is asked of generated flows, by many seeds: scale by those, not by a file.',
    );
  }
  const trials = parseSeeds(seeds).map((seed) => ({ seed, parameters: { ...parameters, seed } }));
  return { trials };
}

/** One seed: generates its flows and classifies them. @throws InputError as classifying does */
export async function classifySeed(
  parameters: LabParameters,
  tasks: PlanRunner,
): Promise<Classification> {
  return resultOf(
    await executePlan(['attack-classifier'], { parameters }, tasks),
    'attack-classifier',
  );
}

/** Runs one trial. */
export async function tryClassify(
  { seed, parameters }: ClassifyPlan['trials'][number],
  tasks: PlanRunner,
): Promise<ClassifyTrialResult> {
  try {
    const { evaluation, training } = await classifySeed(parameters, tasks);
    return {
      seed,
      macroF1: evaluation?.macroF1 ?? null,
      accuracy: evaluation?.accuracy ?? null,
      f1: evaluation?.perClass.map(({ name, f1 }) => ({ name, f1 })) ?? [],
      epochs: training?.history.length ?? 0,
      problem: null,
    };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { seed, macroF1: null, accuracy: null, f1: [], epochs: 0, problem: error.message };
  }
}

/** Mean and deviation over the seeds. */
export function classifySummary(bySeed: readonly ClassifyTrialResult[]): ClassifySummary {
  const names = [...new Set(bySeed.flatMap(({ f1 }) => f1.map(({ name }) => name)))];
  return {
    macroF1: spreadOf(bySeed.flatMap(({ macroF1 }) => macroF1 ?? [])),
    accuracy: spreadOf(bySeed.flatMap(({ accuracy }) => accuracy ?? [])),
    f1: names.flatMap((name) => {
      const spread = spreadOf(
        bySeed.flatMap(({ f1 }) => f1.filter((one) => one.name === name).map((one) => one.f1)),
      );
      return spread === null ? [] : [{ name, ...spread }];
    }),
    bySeed,
  };
}
