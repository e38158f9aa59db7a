import { type Spread, spreadOf } from '../../../eval/distributions/spread.ts';
import type { DetectorName } from '../../parameters/lab-parameters.ts';
import { attackGoal } from './attacks.ts';
import {
  POISONED_SHARES,
  type PoisonOutcome,
  type Price,
  type RedTeamOutcome,
  type RedTeamPlan,
  type StealthOutcome,
  stepsOf,
} from './red-team.ts';
import type { PoisonRow, RedTeamSummary, StealthRow } from './results.ts';
import { redTeamSentences } from './sentences.ts';

/** @param outcomes one per trial of the plan; `null`: it has not come to that */
export function redTeamSummary(
  { attack, detectors, trials }: RedTeamPlan,
  outcomes: readonly (RedTeamOutcome | null)[],
): RedTeamSummary {
  const stealth = outcomes.flatMap((one) => (one?.question === 'stealth' ? [one] : []));
  const poisoned = outcomes.flatMap((one) => (one?.question === 'poisoning' ? [one.shares] : []));
  const seeds = trials.flatMap(({ seed }, at) => (outcomes[at]?.problem === null ? [seed] : []));
  const found = {
    attack,
    goal: attackGoal(attack).goal,
    seeds: [...new Set(seeds)],
    detectors,
    steps:
      stealth.length === 0
        ? []
        : stealthRows(
            attack,
            detectors,
            stealth.map(({ steps }) => steps),
          ),
    falsePositives:
      stealth.length === 0
        ? []
        : detectors.map((detector, place) => ({
            detector,
            falsePositiveRate: spread(
              stealth.map(({ falsePositives }) => falsePositives[place].falsePositiveRate),
            ),
          })),
    poisoning: poisoned.length === 0 ? [] : poisonRows(detectors, poisoned),
    problems: [...new Set(outcomes.flatMap((outcome) => outcome?.problem ?? []))],
  };
  return { ...found, sentences: redTeamSentences(found) };
}

function stealthRows(
  attack: string,
  detectors: readonly DetectorName[],
  bySeed: readonly (readonly StealthOutcome[])[],
): StealthRow[] {
  const priceOf = (at: number) => meanPrice(bySeed.map((steps) => steps[at].price));
  const unchanged = priceOf(0);
  return stepsOf(attack).map((step, at) => {
    const outcomes = bySeed.map((steps) => steps[at]);
    const price = priceOf(at);
    return {
      ...step,
      price,
      priceTimes: mapPrice((key) => (unchanged[key] === 0 ? 1 : price[key] / unchanged[key])),
      goal: spread(outcomes.map(({ goal }) => goal)).mean,
      results: detectors.map((detector, place) => ({
        detector,
        found: spread(outcomes.map(({ findings }) => findings[place].found)),
        noticed: spread(outcomes.map(({ findings }) => findings[place].noticed)),
      })),
    };
  });
}

function poisonRows(
  detectors: readonly DetectorName[],
  bySeed: readonly (readonly PoisonOutcome[])[],
): PoisonRow[] {
  return POISONED_SHARES.map((share, at) => {
    const outcomes = bySeed.map((shares) => shares[at]);
    return {
      share,
      flows: spread(outcomes.map(({ flows }) => flows)).mean,
      results: detectors.map((detector, place) => ({
        detector,
        found: spread(outcomes.map(({ findings }) => findings[place].found)),
        falsePositiveRate: spread(
          outcomes.map(({ findings }) => findings[place].falsePositiveRate),
        ),
      })),
    };
  });
}

function meanPrice(prices: readonly Price[]): Price {
  return mapPrice((key) => spread(prices.map((price) => price[key])).mean);
}

function mapPrice(entry: (key: keyof Price) => number): Price {
  return {
    flows: entry('flows'),
    packets: entry('packets'),
    bytes: entry('bytes'),
    seconds: entry('seconds'),
  };
}

function spread(values: readonly number[]): Spread {
  const found = spreadOf(values);
  if (found === null) throw new Error('A mean of no seed was asked for.');
  return found;
}
