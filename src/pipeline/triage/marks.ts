import { ATTACK, type NORMAL, UNLABELLED } from '../../data/flow-table.ts';
import { defaultAttackType } from '../../data/import/labels/labels.ts';
import { type DetectorEvaluation, evaluateDetector } from '../../eval/compare.ts';
import { everyRow } from '../../eval/labelled.ts';
import type { DetectorName } from '../parameters/lab-parameters.ts';
import type { Detection } from '../run/detect.ts';
import type { Traffic } from '../traffic/generate.ts';
import type { Labels } from '../traffic/labels.ts';

/** What a person says a flow is: `NORMAL` or `ATTACK`. */
export type Mark = typeof NORMAL | typeof ATTACK;

/** The flows that a person marked, by row number. */
export type Marks = ReadonlyMap<number, Mark>;

/** One detector judged by the marks alone. */
export interface MarkedEvaluation {
  readonly detector: DetectorName;
  readonly evaluation: DetectorEvaluation;
}

/**
 * How detectors do on the marked flows, at the thresholds of their predictions. O(flows).
 *
 * @returns none where nothing is marked
 */
export function judgeByMarks(
  detections: readonly Pick<Detection, 'detector' | 'assessment'>[],
  marks: Marks,
  { labels }: Traffic,
): MarkedEvaluation[] {
  if (marks.size === 0) return [];
  const rows = Uint32Array.from(marks.keys()).sort();
  const marked = labelsWithMarks(labels, marks, true);
  return detections.map(({ detector, assessment }) => ({
    detector,
    evaluation: evaluateDetector({ ...assessment, ...marked, rows }),
  }));
}

/**
 * The traffic with the marks as labels. An attack that the traffic names keeps its name.
 *
 * @param alone the other flows lose their labels
 */
export function withMarks(traffic: Traffic, marks: Marks, alone: boolean): Traffic {
  if (marks.size === 0 && !alone) return traffic;
  const labels = labelsWithMarks(traffic.labels, marks, alone);
  const flows = traffic.flows && { ...traffic.flows, ...labels };
  return { ...traffic, flows, labels };
}

/** O(flows). */
function labelsWithMarks({ label, attackType }: Labels, marks: Marks, alone: boolean): Labels {
  const marked = alone ? new Int8Array(label.length).fill(UNLABELLED) : label.slice();
  for (const [row, mark] of marks) marked[row] = mark;
  const names = [...attackType.names];
  const codeOf = (name: string) => {
    const code = names.indexOf(name);
    return code < 0 ? names.push(name) - 1 : code;
  };
  const codes = attackType.codes.slice();
  const changed = alone ? everyRow(label.length) : marks.keys();
  for (const row of changed) {
    if (marked[row] !== label[row]) codes[row] = codeOf(defaultAttackType(marked[row]));
  }
  return { label: marked, attackType: { codes, names } };
}

/** How many flows were marked as what. */
export function countMarks(marks: Marks): { readonly attack: number; readonly fine: number } {
  const attack = [...marks.values()].filter((mark) => mark === ATTACK).length;
  return { attack, fine: marks.size - attack };
}

/**
 * What the choice of marked flows does to a detector's figures; `null` where they cover both its
 * flags and what it left alone.
 */
export function markedOneSide({ confusion }: DetectorEvaluation): 'flagged' | 'left alone' | null {
  if (confusion === null) return null;
  const { tp, fp, fn, tn } = confusion;
  if (fn + tn === 0) return 'flagged';
  return tp + fp === 0 ? 'left alone' : null;
}

/** The three figures of the marks, each `null` where there is nothing to divide by. */
export function figuresOfMarks({ confusion, precision, recall, f1 }: DetectorEvaluation) {
  const { tp, fp, fn } = confusion ?? { tp: 0, fp: 0, fn: 0 };
  return {
    precision: tp + fp === 0 ? null : precision,
    recall: tp + fn === 0 ? null : recall,
    f1: tp + fp + fn === 0 ? null : f1,
  };
}
