import {
  type OperatingPoint,
  operatingPointAt,
  type SortedScores,
  sortScores,
} from '../../eval/thresholds/operating-point.ts';
import { thresholdOfSorted } from '../../eval/thresholds/thresholds.ts';
import { countBelow } from '../../features/sorted-counts.ts';
import type { OutlierDetector } from '../../models/detector.ts';
import type { LabParameters, MemberName } from '../parameters/lab-parameters.ts';
import { fitEstimator, judgeDetector, type StepContext } from '../run/detect.ts';
import { type GridSize, gridPoints, type PlaneFlows } from './plane-flows.ts';

/** A detector's scores over the plane. */
export interface PlaneField {
  readonly size: GridSize;
  /** scikit-learn's `score_samples` at the grid's points: lower = more abnormal. */
  readonly scores: Float64Array;
  /** The same as ranks 0 … 1 among flows and grid: higher = more abnormal. */
  readonly ranks: Float32Array;
  /** The scores ascending. */
  readonly sorted: Float64Array;
}

/** What a detector that looks at few features, or at all, makes of the flows. */
export interface FlowScores {
  readonly detector: MemberName;
  /** Columns that it looks at. */
  readonly columns: number;
  /** One per flow, as the lab's table of flows has them. */
  readonly scores: Float64Array;
  readonly sorted: SortedScores;
  /** Alerts and errors at its own threshold. */
  readonly own: OperatingPoint;
  readonly warnings: readonly string[];
  readonly milliseconds: number;
}

/** A detector fitted on the plane's two features. */
export interface PlaneFit extends FlowScores {
  /** The fitted detector, as `restoreDetector` takes it. */
  readonly json: object;
}

/**
 * Fits a detector as the lab does and scores the flows by the rule of its table: where all flows are
 * learnt from, each by the fit, which leaves a flow out of its own neighbours. The cost of fitting.
 *
 * @throws InputError as fitting does
 */
export function fitFlows(
  detector: MemberName,
  { scaled, labels }: Pick<PlaneFlows, 'scaled' | 'labels'>,
  parameters: LabParameters,
  context: StepContext & { readonly novelty?: boolean },
): { readonly estimator: OutlierDetector; readonly flows: FlowScores } {
  const started = context.now();
  const { estimator, fitted } = fitEstimator(detector, scaled, labels, parameters, context);
  const { assessment, own } = judgeDetector(fitted, labels, parameters);
  const { scores } = assessment;
  const rows = fitted.judgedOn;
  return {
    estimator,
    flows: {
      detector,
      columns: scaled.matrix.columns,
      scores,
      sorted: sortScores({ scores, ...labels, ...(rows && { rows }) }),
      own,
      warnings: fitted.warnings,
      milliseconds: context.now() - started,
    },
  };
}

/** Fits a detector on the plane's two features, ready for points that are no flows. */
export function fitPlane(
  detector: MemberName,
  plane: PlaneFlows,
  parameters: LabParameters,
  context: StepContext,
): { readonly estimator: OutlierDetector; readonly fit: PlaneFit } {
  const { estimator, flows } = fitFlows(detector, plane, parameters, { ...context, novelty: true });
  return { estimator, fit: { ...flows, json: estimator.toJSON() } };
}

/** Scores a grid over the plane: novelty scoring, as of flows that were not learnt from. */
export function planeField(
  estimator: OutlierDetector,
  plane: Pick<PlaneFlows, 'axes' | 'scaled'>,
  flows: SortedScores,
  size: GridSize,
): PlaneField {
  const scores = estimator.scoreSamples(gridPoints(plane, size));
  const sorted = scores.slice().sort();
  const scale = { flows: flows.scores, grid: sorted };
  return { size, scores, ranks: Float32Array.from(scores, (one) => rankOf(scale, one)), sorted };
}

/** What ranks are taken among, each ascending. */
export interface RankScale {
  readonly flows: Float64Array;
  readonly grid: Float64Array;
}

/**
 * The share of scores that are not more abnormal than this one, half of it among the flows and half
 * among the grid: 0 … 1, higher = more abnormal. Of two points of the grid, and of one and a
 * threshold, the one with the lower score has the higher rank. O(log rows).
 */
export function rankOf({ flows, grid }: RankScale, score: number): number {
  const share = (sorted: Float64Array) =>
    sorted.length === 0 ? 0 : countBelow(sorted, score) / sorted.length;
  return 1 - (share(flows) + share(grid)) / 2;
}

/** Alerts and errors where the most abnormal `alerts` flows raise one; fewer where scores tie. */
export function budgetPoint(flows: SortedScores, alerts: number): OperatingPoint {
  const wanted = Math.max(0, Math.min(flows.scores.length, Math.round(alerts)));
  const { threshold } = thresholdOfSorted(flows.scores, wanted, 'spared');
  return operatingPointAt(flows, threshold);
}
