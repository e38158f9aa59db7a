import { InputError } from '../../data/errors.ts';
import { MEMBER_NAMES } from '../detecting/detector-table.ts';
import type { LabParameters, MemberName } from '../parameters/lab-parameters.ts';
import { parseSeeds } from '../parameters/seeds.ts';

/** Normal flows that may be flagged: the threshold is set where no more of those judged are. */
export const MOST_FALSE_POSITIVES = 0.01;

/** What detectors learn from in this study. */
export const TIME_LEARNING = ['all', 'normal'] as const;
export type TimeLearning = (typeof TIME_LEARNING)[number];

/** Jitters of the beacon, as shares of its period. */
export const STUDIED_JITTERS: readonly number[] = [0, 0.2, 0.4, 0.6, 0.8, 1];
/** Share of the API calls that are as regular as a beacon, where that is asked. */
export const STUDIED_MONITOR = 0.1;

/** Detectors fitted once: on what, and whether they see the clock. */
export interface TimeVariant {
  readonly learning: TimeLearning;
  readonly timeFeatures: boolean;
}

/** One seed's traffic: as it is set, with another jitter of the beacon, or with a regular monitor. */
export interface TimeTrial {
  readonly seed: string;
  readonly question: 'as set' | 'jitter' | 'monitor';
  readonly parameters: LabParameters;
  readonly variants: readonly TimeVariant[];
}

/** What time features buy: the same question of the traffic of many seeds. */
export interface TimeStudyPlan {
  readonly detectors: readonly MemberName[];
  readonly trials: readonly TimeTrial[];
}

/** What one detector found in one trial, its threshold such that few normal flows are flagged. */
export interface TimeFinding extends TimeVariant {
  readonly detector: MemberName;
  /** Of the normal flows that are judged; `MOST_FALSE_POSITIVES` at most. */
  readonly falsePositiveRate: number;
  /** The share that is found of each attack, in the order in which they appear. */
  readonly attacks: readonly { readonly type: string; readonly rate: number }[];
}

export type TimeOutcome =
  | { readonly findings: readonly TimeFinding[]; readonly problem: null }
  | { readonly findings: null; readonly problem: string };

/**
 * Plans the study. On each seed every detector is fitted without and with time features, on all
 * flows and on normal ones; then, with time features on normal ones, for each jitter of the beacon,
 * and with a monitor that calls as regularly as a beacon. Heavy tails are logged throughout: raw,
 * one column drowns whatever is added.
 *
 * @param seeds how many, from 0 up: `20`; or which: `1,2,42`
 * @throws InputError for seeds that cannot be read, without a detector, or for other data
 */
export function planTimeStudy(parameters: LabParameters, seeds = parameters.seeds): TimeStudyPlan {
  const detectors = MEMBER_NAMES.filter((name) => parameters.detectors.includes(name));
  if (detectors.length === 0) {
    throw new InputError(
      'The study of time features needs a single detector: choose at least one.',
    );
  }
  const set = { ...parameters, logRatios: true };
  const timed: TimeVariant = { learning: 'normal', timeFeatures: true };
  const compared = TIME_LEARNING.flatMap((learning) =>
    [false, true].map((timeFeatures) => ({ learning, timeFeatures })),
  );
  const trials = parseSeeds(seeds).flatMap((seed): TimeTrial[] => {
    const own = { ...set, seed };
    const monitored = { ...own, monitorShare: STUDIED_MONITOR };
    return [
      { seed, question: 'as set', parameters: own, variants: compared },
      ...STUDIED_JITTERS.map((beaconJitter) => {
        const changed = { ...own, beaconJitter };
        return { seed, question: 'jitter', parameters: changed, variants: [timed] } as const;
      }),
      { seed, question: 'monitor', parameters: monitored, variants: [timed] },
    ];
  });
  return { detectors, trials };
}
