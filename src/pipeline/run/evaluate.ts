import { gather } from '../../data/flow-rows.ts';
import { ATTACK } from '../../data/flow-table.ts';
import { type Agreement, agreement } from '../../eval/agreement.ts';
import { type Comparison, compareDetectors } from '../../eval/compare.ts';
import { type DetectionGrid, detectionGrid } from '../../eval/detection-grid.ts';
import { type DensityCurve, densityCurve } from '../../eval/distributions/density.ts';
import { type Histogram, histogram } from '../../eval/distributions/histogram.ts';
import {
  type SharedHistograms,
  sharedHistograms,
} from '../../eval/distributions/shared-histogram.ts';
import { type Halves, halvesOf } from '../../eval/halves.ts';
import { everyRow, labelledAmong } from '../../eval/labelled.ts';
import { type DetectorCurves, detectorCurves } from '../../eval/thresholds/curve-points.ts';
import { cutsOf } from '../../eval/thresholds/cuts.ts';
import { type HeldOutF1, heldOutF1 } from '../../eval/thresholds/held-out-f1.ts';
import {
  type OperatingPoint,
  ownOperatingPoint,
  type SortedScores,
  sortScores,
} from '../../eval/thresholds/operating-point.ts';
import type { BestF1 } from '../../eval/thresholds/thresholds.ts';
import { percentile } from '../../features/numpy.ts';
import type { DetectorName } from '../parameters/lab-parameters.ts';
import { type Labels, labelClasses, rowsWhere } from '../traffic/labels.ts';
import type { Detection } from './detect.ts';
import { BINS } from './engineer.ts';

/** The detectors side by side. */
export interface Compared {
  readonly comparison: Comparison;
  /** Over all flows. */
  readonly agreement: Agreement;
  /** Over the attacks alone: who alone caught one, who alone missed one. `null` without attacks. */
  readonly agreementOnAttacks: Agreement | null;
  /** Share of each attack that each detector found. `null` without attacks. */
  readonly grid: DetectionGrid | null;
}

/** Step 5, first part: who does best by what, and who agrees. O(flows × detectors²). */
export function compareDetections(detections: readonly Detection[], labels: Labels): Compared {
  const named = detections.map(({ detector, assessment }) => ({
    name: detector,
    predictions: assessment.predictions,
  }));
  const attacks = rowsWhere(labels.label, (label) => label === ATTACK);
  return {
    comparison: compareDetectors(
      detections.map(({ detector, evaluation }) => ({ name: detector, evaluation })),
    ),
    agreement: agreement(named),
    agreementOnAttacks: attacks.length === 0 ? null : agreement(named, attacks),
    grid: gridOf(detections),
  };
}

function gridOf(detections: readonly Detection[]): DetectionGrid | null {
  const rankings = detections.map(({ detector, evaluation }) => ({
    name: detector,
    attacks: evaluation.rankedAttacks ?? [],
  }));
  return rankings.some(({ attacks }) => attacks.length > 0) ? detectionGrid(rankings) : null;
}

/** How one detector's scores are spread. Here higher = more anomalous: scores are negated. */
export interface ScoreDistribution {
  readonly detector: DetectorName;
  readonly classes: readonly {
    readonly name: string;
    readonly histogram: Histogram;
    /** A smooth curve over the same scores; `null` where they hardly vary. */
    readonly density: DensityCurve | null;
  }[];
  /**
   * The flows that are judged, all classes on one axis: the one that shows most, then the linear one
   * where that is another.
   */
  readonly shared: SharedHistograms;
  /** The notebook's line: nine tenths of all scores lie below. */
  readonly percentile90: number;
  /** The threshold in force on the same axis: the detector's own, or one set by hand. */
  readonly threshold: number;
  /** What it is worth. */
  readonly inForce: OperatingPoint;
  /** The detector's own threshold, and what that is worth. */
  readonly own: OperatingPoint;
  readonly bestF1: BestF1 | null;
  /** The same, chosen on one half of the flows; `null` where halves have not both classes. */
  readonly heldOutF1: HeldOutF1 | null;
  /** The scores of the flows that are judged, to try other thresholds on; not negated. */
  readonly sorted: SortedScores;
  /** Every threshold in two curves; `null` where they need a class that is not there. */
  readonly curves: DetectorCurves | null;
}

/**
 * Step 5, second part: the distribution of each detector's scores, and its answer at every
 * threshold. O(flows log flows).
 */
export function distributeScores(
  detections: readonly Detection[],
  labels: Labels,
): ScoreDistribution[] {
  const classes = labelClasses(labels);
  const everyFlow = everyRow(labels.label.length);
  const halvesAmong = rememberedHalves(labels);
  return detections.map(({ detector, assessment, offset, own, judgedOn, evaluation }) => {
    const rows = judgedOn ?? everyFlow;
    const halves = halvesAmong(rows);
    const anomalyScores = assessment.scores.map((score) => -score);
    return {
      detector,
      classes: classes.map(({ name, rows }) => {
        const ofClass = gather(anomalyScores, rows);
        return {
          name,
          histogram: histogram(ofClass, { bins: BINS }),
          density: densityCurve(ofClass),
        };
      }),
      shared: sharedHistograms(judgedValues(anomalyScores, classes, judgedOn), 0 - own.threshold),
      percentile90: percentile(anomalyScores, 90),
      threshold: -offset,
      inForce: ownOperatingPoint(evaluation, offset),
      own,
      bestF1: evaluation.bestF1,
      heldOutF1: halves && heldOutF1(assessment.scores, labels.label, halves),
      sorted: sortScores({ ...labels, scores: assessment.scores, rows }),
      curves: curvesOf(assessment.scores, labels.label, rows),
    };
  });
}

/** The halves of some rows, made once where detectors are judged by the same. */
function rememberedHalves({ label, attackType }: Labels): (rows: Uint32Array) => Halves | null {
  let last: { readonly rows: Uint32Array; readonly halves: Halves | null } | null = null;
  return (rows) => {
    if (last?.rows !== rows) last = { rows, halves: halvesOf(label, attackType, rows) };
    return last.halves;
  };
}

/** The values of each class, of the rows that are judged. */
function judgedValues(
  values: Float64Array,
  classes: ReturnType<typeof labelClasses>,
  judgedOn: Uint32Array | null,
) {
  const judged = judgedOn && new Set(judgedOn);
  return classes.map(({ name, rows }) => ({
    name,
    values: gather(values, judged === null ? rows : rows.filter((row) => judged.has(row))),
  }));
}

function curvesOf(scores: Float64Array, label: Int8Array, rows: Uint32Array) {
  const labelled = labelledAmong(label, rows);
  return detectorCurves(cutsOf(gather(scores, labelled), gather(label, labelled)));
}
