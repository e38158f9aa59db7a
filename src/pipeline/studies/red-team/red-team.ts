import { InputError } from '../../../data/errors.ts';
import { ATTACK_NAMES } from '../../../data/profiles.ts';
import type { DetectorName, LabParameters } from '../../parameters/lab-parameters.ts';
import { parseSeeds } from '../../parameters/seeds.ts';
import { attackGoal, type LeverKey } from './attacks.ts';

/** How hard a lever is pulled: so many times as many flows, as long, as many bytes. */
export const STRENGTHS: readonly number[] = [2, 5, 10, 20, 50];

/** Shares of the attack in what is learnt from. */
export const POISONED_SHARES: readonly number[] = [0, 0.02, 0.05, 0.1, 0.2, 0.35, 0.5];

/** One seed: the attack made stealthier, or the training poisoned with it. */
export interface RedTeamTrial {
  readonly seed: string;
  readonly question: 'stealth' | 'poisoning';
  readonly attack: string;
  /** Thresholds are the detectors' own. */
  readonly parameters: LabParameters;
}

/** How an attacker gets past the detectors, asked of the traffic of many seeds. */
export interface RedTeamPlan {
  readonly attack: string;
  readonly detectors: readonly DetectorName[];
  readonly trials: readonly RedTeamTrial[];
}

/** What is changed: a lever and how hard it is pulled. A port has no strength: 1. */
export interface StealthStep {
  /** `null`: nothing is changed. */
  readonly lever: LeverKey | null;
  readonly times: number;
}

/** What a step takes, all flows of the attack together. */
export interface Price {
  readonly flows: number;
  readonly packets: number;
  /** Both ways. */
  readonly bytes: number;
  /** Mean time from the beginning of what was one flow to the end of its last part. */
  readonly seconds: number;
}

/** What one detector makes of the attack. Shares 0 … 1. */
export interface StealthFinding {
  readonly detector: DetectorName;
  /** Of its flows. */
  readonly found: number;
  /** Of what was one flow before: one of its parts is found at least. */
  readonly noticed: number;
}

/** One step on one seed. */
export interface StealthOutcome extends StealthStep {
  readonly price: Price;
  /** The goal's amount. */
  readonly goal: number;
  /** One per detector, in their order. */
  readonly findings: readonly StealthFinding[];
}

/** The share of the normal flows that a detector flags. */
export interface FalsePositives {
  readonly detector: DetectorName;
  readonly falsePositiveRate: number;
}

/** One share on one seed. */
export interface PoisonOutcome {
  readonly share: number;
  /** Flows of the attack that were learnt from. */
  readonly flows: number;
  /** Of the attack's flows and of the normal ones the shares that are flagged; one per detector. */
  readonly findings: readonly (FalsePositives & { readonly found: number })[];
}

export type RedTeamOutcome =
  | {
      readonly question: 'stealth';
      readonly steps: readonly StealthOutcome[];
      /** While nothing is changed; one per detector. */
      readonly falsePositives: readonly FalsePositives[];
      readonly problem: null;
    }
  | {
      readonly question: 'poisoning';
      readonly shares: readonly PoisonOutcome[];
      readonly problem: null;
    }
  | { readonly question: null; readonly problem: string };

/**
 * Plans the study: on each seed one trial that pulls the levers of the attack, and one that poisons
 * the training with it.
 *
 * @param attack a generated attack; as the parameters say unless given
 * @throws InputError for an attack that is not generated, seeds that cannot be read, no detector, or where
 *   anything but the generated flows is learnt from
 */
export function planRedTeam(
  parameters: LabParameters,
  attack: string = parameters.redTeamAttack,
): RedTeamPlan {
  if (!ATTACK_NAMES.includes(attack)) {
    throw new InputError(`The attack must be one of ${ATTACK_NAMES.join(', ')}; got "${attack}".`);
  }
  if (parameters.detectors.length === 0) {
    throw new InputError('The red team needs a detector to get past: choose at least one.');
  }
  if (parameters.trainOn === 'file' || parameters.trainOn === 'time') {
    throw new InputError(
      'The red team attacks detectors that learn from generated flows by their labels: train on all or on normal.',
    );
  }
  const set = { ...parameters, redTeamAttack: attack, evaluateOn: 'all' } as const;
  const questions = ['stealth', 'poisoning'] as const;
  return {
    attack,
    detectors: parameters.detectors,
    trials: parseSeeds(parameters.seeds).flatMap((seed) =>
      questions.map((question) => ({ seed, question, attack, parameters: { ...set, seed } })),
    ),
  };
}

/** The steps of an attack: unchanged, then lever by lever, ever harder. */
export function stepsOf(attack: string): StealthStep[] {
  const { levers } = attackGoal(attack);
  return [
    { lever: null, times: 1 },
    ...levers.flatMap((lever) =>
      (lever === 'port' ? [1] : STRENGTHS).map((times) => ({ lever, times })),
    ),
  ];
}
