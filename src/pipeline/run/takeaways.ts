import { type Confusion, metricsOf } from '../../eval/confusion.ts';
import { dailyAlertsOf } from '../../eval/thresholds/daily-alerts.ts';
import { DAILY_BASE } from '../../eval/thresholds/daily-base.ts';
import { wilsonInterval } from '../../eval/wilson.ts';
import { detectorFacts } from '../detecting/detector-table.ts';
import type { DetectorName } from '../parameters/lab-parameters.ts';
import type { Detection } from './detect.ts';
import type { Compared } from './evaluate.ts';
import { rankingWords } from './remarks.ts';
import { alertsHeadline, countOf, kindOf, listOf, many, measureOf, shareOf } from './words.ts';

/** Results that there are so far; each sentence needs some of them. */
export interface RunSoFar {
  readonly flags: Confusion | null;
  readonly detections: readonly Detection[];
  readonly compared: Compared | null;
}

/** What to take home from a run, in sentences whose every figure is that run's. O(kinds of attack). */
export function takeawaysOf({ flags, detections, compared }: RunSoFar): string[] {
  const judged = detections.filter(({ evaluation }) => (evaluation.actualAnomalies ?? 0) > 0);
  return [
    ...judged.flatMap(caughtAndMissed),
    ...unseenByAll(judged),
    ...blindSpots(judged),
    ...(flags === null ? [] : againstFlags(flags, judged)),
    ...votes(compared),
    ...rareAttacks(judged),
    ...unjudged(detections, compared),
  ];
}

const titleOf = ({ detector }: Detection) => detectorFacts(detector).title;

function caughtAndMissed(detection: Detection): string[] {
  const { confusion, rocAuc } = detection.evaluation;
  if (confusion === null) return [];
  const ranking = rocAuc === null ? '' : ` ${rankingWords(rocAuc)}.`;
  return [`${titleOf(detection)}: ${alertsHeadline(detection.evaluation)}${ranking}`];
}

/** Kinds of attack of which no detector finds a single flow. */
function unseenByAll(judged: readonly Detection[]): string[] {
  const unseen = kindsWhere(judged, (flagged) => flagged === 0);
  if (unseen.length === 0) return [];
  return [`No detector finds any flow of ${listOf(unseen)}.`];
}

/** Kinds of which every detector finds less than half. */
function blindSpots(judged: readonly Detection[]): string[] {
  if (judged.length === 0) return [];
  const blind = kindsWhere(judged, (flagged, flows) => flagged < flows / 2);
  return [
    blind.length === 0
      ? 'Every kind of attack is found to at least half by some detector.'
      : `Every detector finds less than half of ${listOf(blind)}.`,
  ];
}

function kindsWhere(
  judged: readonly Detection[],
  holds: (flagged: number, flows: number) => boolean,
): string[] {
  const [first, ...others] = judged.map(({ evaluation }) => evaluation.rankedAttacks ?? []);
  return (first ?? [])
    .filter(({ flagged, flows }) => holds(flagged, flows))
    .filter(({ type }) =>
      others.every((ranked) =>
        ranked.some((other) => other.type === type && holds(other.flagged, other.flows)),
      ),
    )
    .map(({ type }) => kindOf(type));
}

/** Which detectors do no better than three yes-or-no features. */
function againstFlags(flags: Confusion, judged: readonly Detection[]): string[] {
  const { f1 } = metricsOf(flags);
  const below = judged.filter(({ evaluation }) => (evaluation.f1 ?? 0) < f1);
  const beaten =
    below.length === 0
      ? 'Every detector does better'
      : `That is better than ${listOf(below.map((one) => `${titleOf(one)} (${measureOf(one.evaluation.f1 ?? 0)})`))}`;
  return [
    `Three yes-or-no features alone find ${countOf(flags.tp)} of ` +
      `${many(flags.tp + flags.fn, 'attack')} with ${many(flags.fp, 'false positive')}, ` +
      `F1 ${measureOf(f1)}. ${beaten}.`,
  ];
}

/** How many attacks no detector flagged, and how many all of them did. */
function votes(compared: Compared | null): string[] {
  const onAttacks = compared?.agreementOnAttacks ?? null;
  if (onAttacks === null || onAttacks.detectors.length < 2) return [];
  const { flaggedBy, rows, detectors } = onAttacks;
  return [
    `Of ${many(rows, 'attack')}, no detector found ${countOf(flaggedBy[0])}, and all ` +
      `${detectors.length} found ${countOf(flaggedBy[detectors.length])}.`,
  ];
}

/** Without labels: who flags how much, and how much of it they flag together. */
function unjudged(detections: readonly Detection[], compared: Compared | null): string[] {
  const unlabelled = detections.filter(({ evaluation }) => evaluation.confusion === null);
  const flags = unlabelled.map(
    (detection) =>
      `${titleOf(detection)} raises ${many(detection.evaluation.predictedAnomalies, 'alert')} on ` +
      `${many(detection.evaluation.rows, 'flow')}.`,
  );
  const agreement = compared?.agreement;
  if (flags.length < 2 || agreement === undefined) return flags;
  const { flaggedBy, detectors } = agreement;
  const most = flaggedBy.findLastIndex((flows) => flows > 0);
  if (most < 2) return [...flags, 'On no flow does more than one detector raise an alert.'];
  const flows = many(flaggedBy[most], 'flow');
  const by = most === detectors.length ? `all ${most}` : `${most} of ${detectors.length}`;
  return [
    ...flags,
    `Without labels nobody can say which alerts are right. ${by.charAt(0).toUpperCase() + by.slice(1)} detectors raise an alert on ${flows}: look at these first.`,
  ];
}

/** What the best detector's alerts would be worth where attacks are as rare as in real traffic. */
function rareAttacks(judged: readonly Detection[]): string[] {
  const best = judged.reduce<Detection | undefined>(
    (top, one) => ((one.evaluation.f1 ?? 0) > (top?.evaluation.f1 ?? 0) ? one : top),
    undefined,
  );
  const { confusion, recall, precision, falsePositiveRate } = best?.evaluation ?? {};
  if (best === undefined || !confusion) return [];
  if (recall == null || precision == null || falsePositiveRate == null) return [];
  const normal = confusion.fp + confusion.tn;
  const day = dailyAlertsOf(DAILY_BASE, {
    recall,
    falsePositiveRate,
    falsePositiveInterval: wilsonInterval(confusion.fp, normal),
  });
  if (day.precision === null) return [];
  return [
    `${titleOf(best)} has the best F1. Here ${shareOf((confusion.tp + confusion.fn) / (normal + confusion.tp + confusion.fn))} ` +
      `of the flows are attacks and ${shareOf(precision)} of its alerts are right. If one flow in ` +
      `${countOf(1 / DAILY_BASE.attackRate)} were an attack, ${shareOf(day.precision)} would be.`,
  ];
}

/** Who did best and which attack was hardest; without labels how many flows raise an alert of how many. */
export function comparisonHeadline({ comparison, agreement, grid }: Compared): string {
  const ranked = comparison.rows.toSorted((a, b) => (b.f1 ?? -1) - (a.f1 ?? -1));
  const best = ranked.at(0);
  if (best?.f1 == null) {
    const { flaggedBy } = agreement;
    const some = flaggedBy.slice(1).reduce((sum, flows) => sum + flows, 0);
    return `${many(some, 'flow')} raise an alert of some detector, ${countOf(flaggedBy.at(-1) ?? 0)} of all.`;
  }
  const { title } = detectorFacts(best.name as DetectorName);
  const hardest = grid?.attacks.at(0);
  const hard =
    hardest === undefined
      ? ''
      : ` Hardest attack: ${kindOf(hardest.type)}, ${shareOf(hardest.meanRate)} found on average.`;
  return `Best F1: ${title}, ${measureOf(best.f1)}.${hard}`;
}
