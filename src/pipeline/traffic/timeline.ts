import { ATTACK, NORMAL } from '../../data/flow-table.ts';
import { momentText, spanOf } from '../baseline/baseline-time.ts';
import { detectorFacts } from '../detecting/detector-table.ts';
import type { DetectorName } from '../parameters/lab-parameters.ts';
import type { Detection } from '../run/detect.ts';
import { countOf, kindOf, many } from '../run/words.ts';
import type { Labels } from './labels.ts';

/** Traffic, true attacks and alerts over time: a count for each of equal steps. */
export interface Timeline {
  /** Where the first step begins. Seconds since 1970 UTC. */
  readonly start: number;
  /** How long each is. Seconds. */
  readonly width: number;
  readonly flows: Uint32Array;
  readonly normal: Uint32Array;
  readonly unlabelled: Uint32Array;
  /** Of the attacks with the most flows, the one that begins first before the others; then the rest. */
  readonly attacks: readonly { readonly type: string; readonly flows: Uint32Array }[];
  /** Of each detector, among the flows that it is judged by. */
  readonly alerts: readonly { readonly detector: DetectorName; readonly flows: Uint32Array }[];
}

/** Steps that a clock or a calendar has. Seconds. */
const WIDTHS = [
  ...[1, 5, 15, 60, 300, 900, 1800, 3600],
  ...[3 * 3600, 6 * 3600, 12 * 3600, 86_400, 7 * 86_400, 28 * 86_400],
];
/** A file may name every flow an attack of its own. */
const MOST_ATTACKS = 30;
export const OTHER_ATTACKS = 'other attacks';
/** More steps would be narrower than a pixel or two. */
const MOST_STEPS = 200;

type Judged = Pick<Detection, 'detector' | 'assessment' | 'judgedOn'>;

/** `null` where traffic does not tell when its flows began. O(flows × detectors). */
export function timelineOf(
  startTime: Float64Array | undefined,
  labels: Labels,
  detections: readonly Judged[],
): Timeline | null {
  const span = startTime === undefined ? null : spanOf(startTime);
  if (startTime === undefined || span === null) return null;
  const width = widthFor(span.first, span.last);
  const first = Math.floor(span.first / width);
  const stepOf = startTime.map((time) => Math.floor(time / width) - first);
  const length = Math.floor(span.last / width) - first + 1;
  const count = (counts: (row: number) => boolean) => {
    const of = new Uint32Array(length);
    for (let row = 0; row < stepOf.length; row++) if (counts(row)) of[stepOf[row]]++;
    return of;
  };
  const { label } = labels;
  const shown = commonAttacks(labels);
  const ofAttack = (row: number) => (label[row] === ATTACK ? labels.attackType.codes[row] : -1);
  const attacks = shown.map((code) => {
    return { type: labels.attackType.names[code], flows: count((row) => ofAttack(row) === code) };
  });
  const others = count((row) => ofAttack(row) >= 0 && !shown.includes(ofAttack(row)));
  return {
    start: first * width,
    width,
    flows: count(() => true),
    normal: count((row) => label[row] === NORMAL),
    unlabelled: count((row) => label[row] !== NORMAL && label[row] !== ATTACK),
    attacks: [
      ...attacks.sort((a, b) => firstOf(a.flows) - firstOf(b.flows)),
      ...(others.every((none) => none === 0) ? [] : [{ type: OTHER_ATTACKS, flows: others }]),
    ],
    alerts: detections.map(({ detector, assessment, judgedOn }) => {
      const judged = judgedOn === null ? null : new Set(judgedOn);
      const flagged = (row: number) => assessment.predictions[row] === -1;
      return {
        detector,
        flows: count((row) => flagged(row) && (judged === null || judged.has(row))),
      };
    }),
  };
}

/** The codes of the attacks with the most flows. O(flows + attacks log attacks). */
function commonAttacks({ label, attackType }: Labels): number[] {
  const flowsOf = new Uint32Array(attackType.names.length);
  label.forEach((value, row) => {
    if (value === ATTACK) flowsOf[attackType.codes[row]]++;
  });
  return [...flowsOf.keys()]
    .filter((code) => flowsOf[code] > 0)
    .sort((a, b) => flowsOf[b] - flowsOf[a])
    .slice(0, MOST_ATTACKS);
}

/** The narrowest of the usual widths that does not make too many steps; or as many as it takes. */
function widthFor(first: number, last: number): number {
  const steps = (width: number) => Math.floor(last / width) - Math.floor(first / width) + 1;
  const usual = WIDTHS.find((width) => steps(width) <= MOST_STEPS);
  const widest = WIDTHS[WIDTHS.length - 1];
  return usual ?? widest * Math.ceil((last - first) / widest / (MOST_STEPS - 1));
}

function firstOf(flows: Uint32Array): number {
  return flows.findIndex((count) => count > 0);
}

/** `an hour`, `5 minutes`, `7 days`. */
export function widthWords(seconds: number): string {
  if (seconds % 86_400 === 0) return one(seconds / 86_400, 'day', 'a');
  if (seconds % 3600 === 0) return one(seconds / 3600, 'hour', 'an');
  return seconds % 60 === 0 ? one(seconds / 60, 'minute', 'a') : one(seconds, 'second', 'a');
}

function one(count: number, unit: string, article: string): string {
  return count === 1 ? `${article} ${unit}` : many(count, unit);
}

/** What the timeline shows, in sentences: when it was busiest, when attacks were, and alerts most. */
export function timelineSentences(timeline: Timeline): string[] {
  const { start, width, flows, attacks, alerts } = timeline;
  const at = (step: number) => momentText(start + step * width);
  const busiest = indexOfMost(flows);
  const spans = attacks.map(({ type, flows: of }) => {
    const [first, last] = [firstOf(of), of.findLastIndex((count) => count > 0)];
    return `${kindOf(type)} ${first === last ? `at ${at(first)}` : `from ${at(first)} to ${at(last)}`}`;
  });
  return [
    `${many(flows.length, 'step')} of ${widthWords(width)} from ${at(0)} UTC on. Busiest is the one of ` +
      `${at(busiest)} with ${many(flows[busiest], 'flow')}.`,
    ...(spans.length === 0 ? [] : [`Attacks: ${spans.join('; ')}.`]),
    ...alerts
      .filter(({ flows: of }) => of.some((count) => count > 0))
      .map(({ detector, flows: of }) => {
        const most = indexOfMost(of);
        const all = of.reduce((sum, count) => sum + count, 0);
        return (
          `${detectorFacts(detector).title}: ${many(all, 'alert')}, at most ` +
          `${countOf(of[most])} in one step, that of ${at(most)}.`
        );
      }),
  ];
}

function indexOfMost(counts: Uint32Array): number {
  return counts.reduce((best, count, at) => (count > counts[best] ? at : best), 0);
}
