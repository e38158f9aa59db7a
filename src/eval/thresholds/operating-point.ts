import { ATTACK, type CategoryColumn, NORMAL, UNLABELLED } from '../../data/flow-table.ts';
import { countBelow } from '../../features/sorted-counts.ts';
import type { DetectorEvaluation } from '../compare.ts';
import { type BinaryMetrics, type Confusion, metricsOf } from '../confusion.ts';
import { checkSameLength, everyRow } from '../labelled.ts';
import { type RankedAttack, rankAttacks, type TypeDetection } from '../per-attack.ts';
import { type Interval, wilsonInterval } from '../wilson.ts';

/*
 * What a detector's answer is worth at any threshold, fast enough to follow a hand: scores are
 * sorted once, and each threshold then takes a binary search per type of traffic.
 */

/** The scores of the rows that are judged, ready to be cut anywhere. */
export interface SortedScores {
  /** Ascending: the most abnormal first. */
  readonly scores: Float64Array;
  /** The labelled ones among them by type, in the order in which the types first appear. */
  readonly types: readonly {
    readonly type: string;
    readonly label: typeof NORMAL | typeof ATTACK;
    /** Ascending. */
    readonly scores: Float64Array;
  }[];
}

export interface SortInput {
  readonly scores: Float64Array;
  /** `NORMAL`, `ATTACK` or `UNLABELLED` per row. */
  readonly label: Int8Array;
  readonly attackType: CategoryColumn;
  /** The rows that are judged, by number; all unless given. */
  readonly rows?: Uint32Array;
}

/** What labels tell of a threshold. */
export interface JudgedPoint {
  readonly confusion: Confusion;
  readonly metrics: BinaryMetrics;
  /** 95 % interval of the false positive rate. */
  readonly falsePositiveInterval: Interval;
  readonly perType: readonly TypeDetection[];
  /** The attacks, hardest to find first. */
  readonly rankedAttacks: readonly RankedAttack[];
}

/** A threshold and what follows from it. A row is flagged if its score lies below the threshold. */
export interface OperatingPoint {
  readonly threshold: number;
  /** Rows judged, with or without a label. */
  readonly rows: number;
  /** Those of them that are flagged. */
  readonly alerts: number;
  /** Null where no judged row is labelled. */
  readonly judged: JudgedPoint | null;
}

/** Sorts the judged scores, all together and by type. O(n log n), memory two doubles a row. */
export function sortScores(input: SortInput): SortedScores {
  const { scores, label, attackType } = input;
  checkSameLength('Scores', scores, label);
  checkSameLength('Attack types', attackType.codes, label);
  const rows = input.rows ?? everyRow(label.length);
  const all = new Float64Array(rows.length);
  const groups = new Map<number, number[]>();
  rows.forEach((row, at) => {
    all[at] = scores[row];
    if (label[row] === UNLABELLED) return;
    const key = 2 * attackType.codes[row] + (label[row] === NORMAL ? 0 : 1);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [scores[row]]);
    else group.push(scores[row]);
  });
  return {
    scores: all.sort(),
    types: Array.from(groups, ([key, values]) => ({
      type: attackType.names[key >> 1],
      label: key % 2 === 0 ? NORMAL : ATTACK,
      scores: Float64Array.from(values).sort(),
    })),
  };
}

/** What follows from a threshold of one's own. O(types × log n). */
export function operatingPointAt(sorted: SortedScores, threshold: number): OperatingPoint {
  return {
    threshold,
    rows: sorted.scores.length,
    alerts: countBelow(sorted.scores, threshold),
    judged: judge(
      sorted.types.map(({ type, label, scores }) => {
        const flagged = countBelow(scores, threshold);
        const flows = scores.length;
        const interval = wilsonInterval(flagged, flows);
        return { type, label, flows, flagged, rate: flagged / flows, interval };
      }),
    ),
  };
}

/**
 * A detector's threshold, counted by its predictions. They may differ from a comparison
 * of scores with the offset where a decision is as small as its rounding. O(types).
 */
export function ownOperatingPoint(evaluation: DetectorEvaluation, offset: number): OperatingPoint {
  return {
    threshold: offset,
    rows: evaluation.rows,
    alerts: evaluation.predictedAnomalies,
    judged: judge(evaluation.perType ?? []),
  };
}

function judge(perType: readonly TypeDetection[]): JudgedPoint | null {
  if (perType.length === 0) return null;
  const flaggedAmong = { [NORMAL]: 0, [ATTACK]: 0 };
  const flowsAmong = { [NORMAL]: 0, [ATTACK]: 0 };
  for (const { label, flows, flagged } of perType) {
    flaggedAmong[label] += flagged;
    flowsAmong[label] += flows;
  }
  const fp = flaggedAmong[NORMAL];
  const tp = flaggedAmong[ATTACK];
  const confusion = { tn: flowsAmong[NORMAL] - fp, fp, fn: flowsAmong[ATTACK] - tp, tp };
  return {
    confusion,
    metrics: metricsOf(confusion),
    falsePositiveInterval: wilsonInterval(fp, flowsAmong[NORMAL]),
    perType,
    rankedAttacks: rankAttacks(perType),
  };
}
