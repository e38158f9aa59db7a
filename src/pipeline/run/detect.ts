import { type DetectorEvaluation, evaluateDetector } from '../../eval/compare.ts';
import { type OperatingPoint, ownOperatingPoint } from '../../eval/thresholds/operating-point.ts';
import type { Assessment, OutlierDetector, Progress } from '../../models/detector.ts';
import type { NeuralRuntime } from '../../models/neural/runtime.ts';
import { decisiveFact } from '../detecting/decisive-fact.ts';
import { detectorMaker } from '../detecting/detector-makers.ts';
import { detectorRemarks } from '../detecting/detector-remarks.ts';
import type { FittedFact, TrainedOutside } from '../detecting/detector-run.ts';
import { titleOf } from '../detecting/detector-table.ts';
import {
  type FittedDetector,
  ownNetwork,
  thresholdSources,
  toleranceOf,
} from '../detecting/fitted-detector.ts';
import { handThreshold } from '../detecting/hand-threshold.ts';
import { decisionsOf, movedTo, type Verdicts } from '../detecting/thresholds.ts';
import type { LabParameters, MemberName } from '../parameters/lab-parameters.ts';
import { type RowSource, requireRows } from '../traffic/few-rows.ts';
import type { Labels } from '../traffic/labels.ts';
import type { Remark } from './remarks.ts';
import type { Scaled } from './scale.ts';
import { trainingSplitOf } from './training-split.ts';

/** A detector's verdict on every flow, and how it compares with the labels. */
export interface Detection
  extends Omit<
    FittedDetector,
    'own' | 'training' | 'dominant' | 'columns' | 'decidedBy' | 'offset'
  > {
  readonly assessment: Assessment;
  /** The threshold by which the assessment predicts. */
  readonly offset: number;
  /** The threshold that the detector sets itself and what it is worth; the same unless set by hand. */
  readonly own: OperatingPoint;
  /**
   * Its decisions on the flows that it learnt from, as `decisionsOf` has them; the same array where
   * these are all flows. Empty where a trained lab scores.
   */
  readonly trainingDecisions: Float64Array;
  readonly facts: readonly FittedFact[];
  readonly evaluation: DetectorEvaluation;
  /** What the notebook does not say of this run. */
  readonly remarks: readonly Remark[];
}

/** What a step that takes time is given besides its input. */
export interface StepContext {
  /** A clock in milliseconds. */
  readonly now: () => number;
  readonly onProgress?: Progress;
  /** What trains networks: needed where one is among the detectors. */
  readonly neural?: NeuralRuntime | undefined;
  /** Where the flows come from, for errors. */
  readonly source?: RowSource;
}

/**
 * Fits a detector that looks at flows on those that the parameters choose, and scores all of them.
 * The parameters that its row calls `judgedBy` have no say in it. The costs of fitting it.
 *
 * @throws InputError as fitting does, or where there is nothing to learn from
 */
export function fitDetector(
  name: MemberName,
  scaled: Pick<Scaled, 'matrix' | 'baseline'>,
  labels: Labels,
  parameters: LabParameters,
  context: StepContext,
): FittedDetector {
  return fitEstimator(name, scaled, labels, parameters, context).fitted;
}

/**
 * The same, and the estimator that was fitted.
 *
 * @param context `novelty`: the estimator will score rows that are no flows, too
 */
export function fitEstimator(
  name: MemberName,
  scaled: Pick<Scaled, 'matrix' | 'baseline'>,
  labels: Labels,
  parameters: LabParameters,
  {
    now,
    onProgress,
    neural,
    source,
    novelty = false,
  }: StepContext & { readonly novelty?: boolean },
): { readonly estimator: OutlierDetector; readonly fitted: FittedDetector } {
  const { training, everything, evaluate, heldOut } = trainingSplitOf(scaled, labels, parameters);
  requireRows(name, training.rows, scaled.matrix.rows, source);
  const maker = detectorMaker(name);
  const detector = maker.create(parameters, novelty || !everything, neural);

  const started = now();
  detector.fit(training, (done) => onProgress?.(everything ? done : done / 2));
  const fitted = now();
  const own = everything
    ? detector.trainingAssessment
    : detector.assess(scaled.matrix, (done) => onProgress?.(0.5 + done / 2));
  const scored = now();

  const result = {
    detector: name,
    own,
    offset: detector.offset,
    training: detector.trainingAssessment,
    facts: maker.facts(detector, titleOf),
    ...ownNetwork(detector),
    ...thresholdSources(maker, detector, training),
    tolerance: toleranceOf(detector),
    warnings: detector.warnings,
    judgedOn: evaluate,
    trainedOn: training.rows,
    trainedOutside: trainedOutsideOf(scaled.baseline),
    heldOut,
    milliseconds: { fit: fitted - started, score: everything ? 0 : scored - fitted },
  };
  return { estimator: detector, fitted: result };
}

/**
 * Sets the threshold of a fitted detector, its own or one set by hand, and measures its verdicts
 * against the labels; nothing is fitted. O(flows log flows).
 */
export function judgeDetector(
  fitted: FittedDetector,
  labels: Labels,
  parameters: LabParameters,
): Detection {
  const { own: _, training: __, dominant, columns, decidedBy, ...rest } = fitted;
  const rows = fitted.judgedOn;
  const own = ownVerdicts(fitted, parameters);
  const ownEvaluation = evaluateDetector({ ...own.assessment, ...labels, ...(rows && { rows }) });
  const hand = handThreshold(fitted.detector, parameters);
  const { offset, assessment, learnt } = hand === null ? own : movedTo(hand, own);
  const evaluation =
    hand === null
      ? ownEvaluation
      : evaluateDetector({ ...assessment, ...labels, ...(rows && { rows }) });
  const decisive =
    learnt === null || decidedBy === null ? [] : decisiveFact(decidedBy, learnt.predictions);
  const facts = [...fitted.facts, ...decisive];
  const { trainedOn, trainedOutside } = fitted;
  const byHand = hand !== null;
  const run = {
    parameters,
    dominant,
    columns,
    trainedOn,
    trainedOutside,
    byHand,
    facts,
    evaluation,
  };
  return {
    ...rest,
    assessment,
    offset,
    own: ownOperatingPoint(ownEvaluation, own.offset),
    trainingDecisions: learnt === null ? new Float64Array() : decisionsOf(learnt),
    facts,
    evaluation,
    remarks: detectorRemarks(fitted.detector, run),
  };
}

/** What a detector says by the threshold that it sets itself, as the parameters ask. */
function ownVerdicts(
  { detector, own, training, offset }: FittedDetector,
  parameters: LabParameters,
): Verdicts {
  const { offsetOf } = detectorMaker(detector);
  const verdicts = { offset, assessment: own, learnt: training };
  if (training === null || offsetOf === undefined) return verdicts;
  return movedTo(offsetOf(training.scores, parameters), verdicts);
}

function trainedOutsideOf(baseline: Scaled['baseline']): TrainedOutside {
  if (baseline === null) return null;
  return baseline.rows === null ? 'file' : 'time';
}
