import { detectorFacts } from '../detecting/detector-table.ts';
import type { DetectorName } from '../parameters/lab-parameters.ts';
import { kindOf, listOf, many, shareOf } from '../run/words.ts';
import {
  FEW_FALSE_POSITIVES,
  type UnknownAttackPlan,
  type UnknownCalls,
  type UnknownDetection,
  type UnknownOutcome,
} from './unknown-attack.ts';

/** One attack: known, and unknown. */
export interface UnknownRow {
  readonly attack: string;
  /** Share of its test flows that the classifier names rightly when it was taught it. */
  readonly knownRecall: number | null;
  readonly calls: UnknownCalls;
  readonly detections: readonly UnknownDetection[];
}

/** What leaving attacks out showed, as far as its trials are there. */
export interface UnknownSummary {
  readonly rows: readonly UnknownRow[];
  readonly detectors: readonly DetectorName[];
  /** Of the classifier that was taught all attacks. */
  readonly known: { readonly macroF1: number; readonly falsePositiveRate: number } | null;
  /** The largest share of normal test flows that a classifier without an attack called one. */
  readonly mostFalsePositives: number | null;
  /** What puts it in doubt, and why trials gave nothing. */
  readonly problems: readonly string[];
  readonly sentences: readonly string[];
}

/** Below, a share is taken for nothing, and above its complement for all. */
const HARDLY = 0.1;

/** A difference of mean shares that means nothing. */
const NEGLIGIBLE = 0.02;

/** @param outcomes one per trial of the plan; `null`: it has not come to that */
export function unknownSummary(
  { detectors, trials, warnings }: UnknownAttackPlan,
  outcomes: readonly (UnknownOutcome | null)[],
): UnknownSummary {
  const found = trials.flatMap((_, at) => outcomes[at]?.finding ?? []);
  const whole = found.find(({ leftOut }) => leftOut === null) ?? null;
  const rows = found.flatMap(({ leftOut, calls, detections }): UnknownRow[] => {
    if (leftOut === null || calls === null) return [];
    const knownRecall = whole?.recalls.find(({ name }) => name === leftOut)?.recall ?? null;
    return [{ attack: leftOut, knownRecall, calls, detections }];
  });
  const rates = found.flatMap(({ leftOut, falsePositiveRate }) =>
    leftOut === null ? [] : [falsePositiveRate],
  );
  const figures = {
    rows,
    detectors,
    known: whole && { macroF1: whole.macroF1, falsePositiveRate: whole.falsePositiveRate },
    mostFalsePositives: rates.length === 0 ? null : Math.max(...rates),
    problems: [...warnings, ...new Set(outcomes.flatMap((outcome) => outcome?.problem ?? []))],
  };
  return { ...figures, sentences: sentencesOf(figures) };
}

type Figures = Omit<UnknownSummary, 'sentences'>;

function sentencesOf(figures: Figures): string[] {
  if (figures.rows.length === 0) return [];
  return [
    ...contrastSentence(figures),
    ...normalSentence(figures),
    ...detectorSentences(figures),
    ...verdictSentence(figures),
  ];
}

function contrastSentence({ rows, known, mostFalsePositives }: Figures): string[] {
  const recalls = rows.flatMap(({ knownRecall }) => knownRecall ?? []);
  if (known === null || recalls.length === 0) return [];
  const normal = meanOf(rows.map(({ calls }) => calls.calledNormal));
  const others = normal === 1 ? '' : ', and the others an attack that they are not';
  return [
    `Taught all attacks, the classifier names ${shareOf(meanOf(recalls))} of their test flows rightly, mean of ` +
      `${many(recalls.length, 'attack')}. Not taught one, it calls ${shareOf(normal)} of that one's flows ` +
      `normal${others}; of normal flows it calls ${shareOf(mostFalsePositives ?? 0)} an attack at most.`,
  ];
}

/** What passes as normal, and how sure the classifier is of it. */
function normalSentence({ rows }: Figures): string[] {
  const passed = rows
    .filter(({ calls }) => calls.calledNormal >= 1 - HARDLY)
    .toSorted((a, b) => b.calls.calledNormal - a.calls.calledNormal);
  if (passed.length === 0) return [];
  const words = passed.map(
    ({ attack, calls }) =>
      `${kindOf(attack)} (${shareOf(calls.calledNormal)}, ${shareOf(calls.confidence)} sure)`,
  );
  return [`Not taught, these are called normal: ${listOf(words)}.`];
}

function detectorSentences({ rows, detectors }: Figures): string[] {
  const best = bestDetector(rows, detectors);
  if (best === null) return [];
  const few = shareOf(FEW_FALSE_POSITIVES);
  const nobody = rows.filter(
    ({ calls, detections }) =>
      1 - calls.calledNormal < HARDLY &&
      calls.foundAtFew < HARDLY &&
      detections.every(({ foundAtFew }) => foundAtFew < HARDLY),
  );
  const rescued = rows.filter(
    ({ calls, detections }) =>
      calls.calledNormal > 0.5 && detections.some(({ foundAtFew }) => foundAtFew > 0.5),
  );
  return [
    `At ${few} false positives the best detector on unknown attacks is the ${titleOf(best.detector)}: it finds ` +
      `${shareOf(best.mean)} of their flows, mean of ${many(rows.length, 'attack')}.`,
    ...(rescued.length === 0
      ? []
      : [`Of what the classifier calls normal, a detector finds most of ${names(rescued)}.`]),
    ...(nobody.length === 0 ? [] : [`Nobody finds ${names(nobody)}.`]),
  ];
}

/** Whether the classifier is better at known attacks, and detectors at unknown ones: by the figures. */
function verdictSentence({ rows, detectors }: Figures): string[] {
  const best = bestDetector(rows, detectors);
  const recalls = rows.flatMap(({ knownRecall }) => knownRecall ?? []);
  if (best === null || recalls.length === 0) return [];
  const ownNames = meanOf(rows.map(({ calls }) => 1 - calls.calledNormal));
  const byDoubt = meanOf(rows.map(({ calls }) => calls.foundAtFew));
  const known = meanOf(recalls);
  const doubt =
    `By doubt (the lowest probability of normal), at ${shareOf(FEW_FALSE_POSITIVES)} false positives, it ` +
    `finds ${shareOf(byDoubt)} of unknown attacks`;
  const verdict = verdictOf({
    classifierAhead: known > best.mean + NEGLIGIBLE,
    detectorsAhead: best.mean > ownNames + NEGLIGIBLE,
    mostFound: Math.max(best.mean, ownNames) >= 0.5,
  });
  return [
    `${verdict}:  ${shareOf(known)} of known flows named rightly; of unknown ones ${shareOf(ownNames)} called any attack by ` +
      `the classifier, ${shareOf(best.mean)} found by the ${titleOf(best.detector)}. ${doubt}` +
      `${byDoubt > best.mean + NEGLIGIBLE ? ', more than that detector' : ''}.`,
  ];
}

interface Standing {
  /** The classifier knows more of known attacks than the best detector finds of unknown ones. */
  readonly classifierAhead: boolean;
  /** The best detector finds more of unknown ones than the classifier takes for any attack. */
  readonly detectorsAhead: boolean;
  /** Somebody finds half of the unknown ones. */
  readonly mostFound: boolean;
}

function verdictOf({ classifierAhead, detectorsAhead, mostFound }: Standing): string {
  if (classifierAhead && detectorsAhead) {
    return mostFound
      ? 'The classifier is better at known attacks, the detectors at unknown ones'
      : 'The classifier is better at known attacks; the detectors find more unknown ones, but less than half';
  }
  if (classifierAhead) {
    return 'The classifier is better at known attacks; no detector finds more unknown ones than it does';
  }
  return detectorsAhead
    ? 'The detectors are better at unknown attacks, and find as many as the classifier knows by name'
    : 'Neither is better here';
}

/** The detector with the largest mean share at few false positives; of equal ones the first. */
function bestDetector(rows: readonly UnknownRow[], detectors: readonly DetectorName[]) {
  const means = detectors.flatMap((detector) => {
    const shares = rows.flatMap(({ detections }) =>
      detections.filter((one) => one.detector === detector).map(({ foundAtFew }) => foundAtFew),
    );
    return shares.length === 0 ? [] : [{ detector, mean: meanOf(shares) }];
  });
  return means.toSorted((a, b) => b.mean - a.mean)[0] ?? null;
}

function names(rows: readonly UnknownRow[]): string {
  return listOf(rows.map(({ attack }) => kindOf(attack)));
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function titleOf(detector: DetectorName): string {
  return detectorFacts(detector).title;
}
