import { gather } from '../data/flow-rows.ts';
import type { CategoryColumn } from '../data/flow-table.ts';
import type { Assessment } from '../models/detector.ts';
import { type Confusion, confusionMatrix, type MetricName, metricsOf } from './confusion.ts';
import { checkSameLength, everyRow, labelledAmong } from './labelled.ts';
import {
  detectionByType,
  type RankedAttack,
  rankAttacks,
  type TypeDetection,
} from './per-attack.ts';
import { mostAbnormalRows } from './ranking.ts';
import { averagePrecision, rocAuc } from './thresholds/curves.ts';
import { cutsOf } from './thresholds/cuts.ts';
import { type BestF1, bestF1Threshold } from './thresholds/thresholds.ts';

export interface EvaluationInput extends Assessment {
  /** `NORMAL`, `ATTACK` or `UNLABELLED` per row. */
  readonly label: Int8Array;
  readonly attackType: CategoryColumn;
  /** The rows that are judged, by number; all unless given. */
  readonly rows?: Uint32Array;
}

/** What labels tell of a detector; every entry is null where no judged row is labelled. */
interface Judgement extends Readonly<Record<MetricName, number | null>> {
  /** Attacks among the labelled rows. */
  readonly actualAnomalies: number | null;
  readonly confusion: Confusion | null;
  /** Null where one class is missing, too. */
  readonly rocAuc: number | null;
  readonly averagePrecision: number | null;
  /** Every type, normal traffic too, in order of first appearance. */
  readonly perType: readonly TypeDetection[] | null;
  /** The attacks, hardest to find first. */
  readonly rankedAttacks: readonly RankedAttack[] | null;
  /** Null where no labelled row is an attack, too. */
  readonly bestF1: BestF1 | null;
}

/** One detector judged: plain values, ready for JSON. Shares run 0 … 1. */
export interface DetectorEvaluation extends Judgement {
  /** Rows judged. */
  readonly rows: number;
  /** Those that carry a label: the metrics count these only. */
  readonly labelledRows: number;
  /** Rows flagged, with or without a label. */
  readonly predictedAnomalies: number;
  /** The most abnormal rows, by number in the whole table. */
  readonly topAnomalies: readonly number[];
  /** What is undefined or left out, a sentence each. */
  readonly warnings: readonly string[];
}

/** Rows in `topAnomalies`. */
const TOP_ANOMALIES = 15;

const UNJUDGED: Judgement = {
  actualAnomalies: null,
  confusion: null,
  precision: null,
  recall: null,
  f1: null,
  accuracy: null,
  falsePositiveRate: null,
  rocAuc: null,
  averagePrecision: null,
  perType: null,
  rankedAttacks: null,
  bestF1: null,
};

/** Everything the lab says of one detector's answer. O(n log n). */
export function evaluateDetector(input: EvaluationInput): DetectorEvaluation {
  const { scores, predictions, label, attackType } = input;
  checkSameLength('Scores', scores, label);
  checkSameLength('Predictions', predictions, label);
  checkSameLength('Attack types', attackType.codes, label);
  const rows = input.rows ?? everyRow(label.length);
  const labelled = labelledAmong(label, rows);
  const { warnings, ...judgement } =
    labelled.length === 0 ? { ...UNJUDGED, warnings: [] } : judge(input, labelled);
  return {
    ...judgement,
    rows: rows.length,
    labelledRows: labelled.length,
    predictedAnomalies: rows.reduce((sum, row) => sum + (predictions[row] === -1 ? 1 : 0), 0),
    topAnomalies: [...mostAbnormalRows(scores, TOP_ANOMALIES, rows)],
    warnings: [...labelWarnings(rows.length, labelled.length), ...warnings],
  };
}

function judge(input: EvaluationInput, rows: Uint32Array): Judgement & { warnings: string[] } {
  const label = gather(input.label, rows);
  const confusion = confusionMatrix(label, gather(input.predictions, rows));
  const { undefinedMetrics: _, warnings, ...metrics } = metricsOf(confusion);
  const cuts = cutsOf(gather(input.scores, rows), label);
  const areas = [rocAuc(cuts), averagePrecision(cuts)];
  const perType = detectionByType(input.attackType, input.label, input.predictions, rows);
  return {
    ...metrics,
    actualAnomalies: confusion.tp + confusion.fn,
    confusion,
    rocAuc: areas[0].value,
    averagePrecision: areas[1].value,
    perType,
    rankedAttacks: rankAttacks(perType),
    bestF1: bestF1Threshold(cuts),
    warnings: [...warnings, ...areas.flatMap(({ warning }) => warning ?? [])],
  };
}

function labelWarnings(rows: number, labelled: number): string[] {
  if (labelled === rows) return [];
  if (labelled === 0)
    return ['No row is labelled: the detector can rank and raise alerts, not be judged.'];
  return [`Only ${labelled} of ${rows} rows are labelled: the metrics count those.`];
}

/** The columns of a comparison, and whether more of it is better. */
const COMPARED = {
  precision: true,
  recall: true,
  f1: true,
  accuracy: true,
  rocAuc: true,
  averagePrecision: true,
  falsePositiveRate: false,
} as const;

export type ComparedMetric = keyof typeof COMPARED;

export interface ComparisonRow extends Readonly<Record<ComparedMetric, number | null>> {
  readonly name: string;
  readonly predictedAnomalies: number;
}

export interface Comparison {
  readonly rows: readonly ComparisonRow[];
  /** Names of the detectors that are best by each metric; several on a tie, none where all are null. */
  readonly best: Readonly<Record<ComparedMetric, readonly string[]>>;
}

/** Evaluations side by side, in the order given. */
export function compareDetectors(
  evaluations: readonly { readonly name: string; readonly evaluation: DetectorEvaluation }[],
): Comparison {
  const rows = evaluations.map(({ name, evaluation }) => ({
    name,
    predictedAnomalies: evaluation.predictedAnomalies,
    ...recordOf((metric) => evaluation[metric]),
  }));
  return { rows, best: recordOf((metric) => bestBy(rows, metric)) };
}

function bestBy(rows: readonly ComparisonRow[], metric: ComparedMetric): string[] {
  const values = rows.map((row) => row[metric]).filter((value) => value !== null);
  const best = COMPARED[metric] ? Math.max(...values) : Math.min(...values);
  return rows.filter((row) => row[metric] === best).map((row) => row.name);
}

function recordOf<T>(entry: (metric: ComparedMetric) => T): Record<ComparedMetric, T> {
  const metrics = Object.keys(COMPARED) as ComparedMetric[];
  const entries = metrics.map((metric) => [metric, entry(metric)] as const);
  return Object.fromEntries(entries) as Record<ComparedMetric, T>;
}
