import type { DetectorEvaluation } from '../../eval/compare.ts';
import { countOf, kindOf } from './words.ts';

/** What a person expects of a detector before its result is shown. What is `null` was left open. */
export interface Prediction {
  /** The kind of attack of which it finds the smallest share. */
  readonly missedMost: string | null;
  /** How many flows it flags. */
  readonly alerts: number | null;
}

/** How one answer compares with the result. */
export interface Mark {
  readonly right: boolean;
  readonly sentence: string;
}

/** Guesses of a number count as right within this share of it. */
const CLOSE = 0.1;

/** Marks the answers that were given, each in a sentence with the figures of the result. */
export function markPrediction(
  { missedMost, alerts }: Prediction,
  evaluation: Pick<DetectorEvaluation, 'rankedAttacks' | 'predictedAnomalies'>,
): Mark[] {
  return [
    ...(missedMost === null ? [] : markMissed(missedMost, evaluation.rankedAttacks ?? [])),
    ...(alerts === null ? [] : [markAlerts(alerts, evaluation.predictedAnomalies)]),
  ];
}

type Ranked = NonNullable<DetectorEvaluation['rankedAttacks']>;

function markMissed(said: string, ranked: Ranked): Mark[] {
  if (ranked.length === 0) return [];
  const found = ranked.find(({ type }) => type === said);
  const lowest = ranked[0].rate;
  const hardest = ranked.filter(({ rate }) => rate === lowest);
  const others = hardest.filter(({ type }) => type !== said).map(({ type }) => kindOf(type));
  if (found?.rate === lowest) {
    const shared = others.length === 0 ? '' : ` So it is with ${others.join(', ')}.`;
    return [
      { right: true, sentence: `You said ${kindOf(said)}; it is: ${countsOf(found)}.${shared}` },
    ];
  }
  const instead = `it is ${kindOf(hardest[0].type)}: ${countsOf(hardest[0])}.`;
  const own = found === undefined ? 'which this traffic does not hold' : `with ${countsOf(found)}`;
  return [{ right: false, sentence: `You said ${kindOf(said)}, ${own}; ${instead}` }];
}

function countsOf({ flagged, flows }: Ranked[number]): string {
  return `${countOf(flagged)} of ${countOf(flows)} found`;
}

function markAlerts(said: number, flagged: number): Mark {
  const off = Math.abs(said - flagged);
  if (off === 0) return { right: true, sentence: `You said ${countOf(said)} alerts; it is.` };
  const right = off <= CLOSE * flagged;
  const side = said > flagged ? 'fewer' : 'more';
  return {
    right,
    sentence: right
      ? `You said ${countOf(said)} alerts; it is ${countOf(flagged)}: close.`
      : `You said ${countOf(said)} alerts; it is ${countOf(flagged)}, ${countOf(off)} ${side}.`,
  };
}
