import { detectorFacts } from '../detecting/detector-table.ts';
import type { DetectorName } from '../parameters/lab-parameters.ts';
import type { SweepPlan, SweepPoint, SweptValue } from './sweep.ts';
import type { Measure, QualityKey } from './trial.ts';

/** A point whose figure is there. */
interface Known {
  readonly value: SweptValue;
  readonly figure: number;
}

/** What a sweep shows of one measure, a sentence per detector. */
export function sweepSummary(
  plan: SweepPlan,
  points: readonly SweepPoint[],
  measure: Measure,
): string {
  return plan.swept.detectors
    .map((detector) => {
      const known = knownPoints(points, detector, measure);
      const said = detectorSummary(plan, known, measure);
      const heldOut = heldOutChoice(plan, points, detector, measure);
      return [`${detectorFacts(detector).title}: ${said}`, ...heldOutWords(heldOut)].join(' ');
    })
    .join(' ');
}

/** The value that one half of the flows chooses, and what it is worth on the other half. */
export interface HeldOutChoice {
  readonly detector: DetectorName;
  readonly measure: QualityKey;
  readonly value: SweptValue;
  /** The figure on the half that chose the value. */
  readonly chosenOn: number;
  /** The figure on the other half, whose labels had no say; `null` where it is undefined there. */
  readonly judgedOn: number | null;
}

/**
 * What a detector's sweep comes to when it is chosen by half of the labels; of equal values the first.
 * `null` where all values are equal, or there are too few labels to part.
 */
export function heldOutChoice(
  { swept }: SweepPlan,
  points: readonly SweepPoint[],
  detector: DetectorName,
  measure: Measure,
): HeldOutChoice | null {
  // A seed has no best value.
  if (measure.kind !== 'share' || swept.facts.key === 'randomState') return null;
  const { key } = measure;
  const parted = points.flatMap((point) => {
    const halves = point.detector === detector && point.figures !== null ? point.halves : undefined;
    const chosenOn = halves?.chosenOn[key] ?? null;
    if (halves === undefined || chosenOn === null) return [];
    const { value } = point;
    return [{ detector, measure: key, value, chosenOn, judgedOn: halves.judgedOn[key] }];
  });
  const [first] = parted;
  if (parted.every(({ chosenOn }) => chosenOn === first.chosenOn)) return null;
  return parted.reduce((most, one) => (one.chosenOn > most.chosenOn ? one : most));
}

function heldOutWords(choice: HeldOutChoice | null): string[] {
  if (choice === null) return [];
  const { value, chosenOn, judgedOn } = choice;
  const there = judgedOn === null ? 'no figure' : judgedOn.toFixed(3);
  return [
    `That is chosen and judged by the same labels. Held out: one half of the flows chooses ${value} (${chosenOn.toFixed(3)}), the other half gives it ${there}.`,
  ];
}

function knownPoints(
  points: readonly SweepPoint[],
  detector: DetectorName,
  measure: Measure,
): Known[] {
  return points.flatMap((point) => {
    const figure = point.detector === detector ? (point.figures?.[measure.key] ?? null) : null;
    return figure === null ? [] : [{ value: point.value, figure }];
  });
}

function detectorSummary(
  { swept, current }: SweepPlan,
  known: readonly Known[],
  measure: Measure,
): string {
  const { label, key } = swept.facts;
  if (known.length === 0) return `no value of ${label} gave a figure for ${measure.title}.`;
  const say = ({ figure }: Known) => inWords(figure, measure);
  const [least, most] = extremes(known);
  if (least.figure === most.figure) {
    return `${measure.title} is ${say(least)} at every value of ${label} tried.`;
  }
  // A seed has no best value: what it shows is how much is luck.
  if (measure.kind !== 'share' || key === 'randomState') {
    return `${measure.title} runs from ${say(least)} at ${least.value} to ${say(most)} at ${most.value}.`;
  }
  const now = known.find(({ value }) => value === current);
  if (now?.figure === most.figure) {
    return `${measure.title} is best at ${current}, as it is set (${say(most)}).`;
  }
  const instead = now === undefined ? '' : `, against ${say(now)} at ${current} as it is set`;
  return `${measure.title} is best at ${most.value} (${say(most)})${instead}.`;
}

/** The points with the smallest and the largest figure; of equal ones the first. */
function extremes(known: readonly Known[]): [Known, Known] {
  return [
    known.reduce((least, point) => (point.figure < least.figure ? point : least)),
    known.reduce((most, point) => (point.figure > most.figure ? point : most)),
  ];
}

function inWords(figure: number, { kind }: Measure): string {
  if (kind === 'share') return figure.toFixed(3);
  return kind === 'count' ? String(figure) : `${figure.toFixed(0)} ms`;
}
