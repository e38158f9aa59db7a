import { type DetectorEvaluation, evaluateDetector } from '../../eval/compare.ts';
import { type OperatingPoint, ownOperatingPoint } from '../../eval/thresholds/operating-point.ts';
import {
  type Assessment,
  assessmentFromScores,
  type OutlierDetector,
  type Progress,
} from '../../models/detector.ts';
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
import { type EstimateContext, measuredGrowth, tellEstimate } from './fit-estimate.ts';
import type { Remark } from './remarks.ts';
import type { Scaled } from './scale.ts';
import { trainingSplitOf } from './training-split.ts';

/** A detector's verdict on every flow, and how it compares with the labels. */
export interface Detection
  extends Omit<
    FittedDetector,
    'own' | 'training' | 'whole' | 'dominant' | 'columns' | 'decidedBy' | 'offset'
  > {
  readonly assessment: Assessment;
  /** The threshold by which the assessment predicts. */
  readonly offset: number;
  /** The threshold that the detector sets itself and what it is worth; the same unless set by hand. */
  readonly own: OperatingPoint;
  /**
   * Its decisions on the flows that it learnt from, as `decisionsOf` has them; the same array where
   * these are all flows, or what it has learnt from is a sample of all. Empty where a trained lab scores.
   */
  readonly trainingDecisions: Float64Array;
  readonly facts: readonly FittedFact[];
  readonly evaluation: DetectorEvaluation;
  /** What the notebook does not say of this run. */
  readonly remarks: readonly Remark[];
}

/** What a step that takes time is given besides its input. */
export interface StepContext extends EstimateContext {
  readonly onProgress?: Progress;
  /** Where the flows come from, for errors. */
  readonly source?: RowSource;
}

/**
 * Fits a detector that looks at flows on those that the parameters choose, and scores all of them.
 * The parameters that its row calls `judgedBy` have no say in it. The costs of fitting it, and of fitting
 * it on a part of a sample where it learns from one.
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
  const split = trainingSplitOf(scaled, labels, parameters, name);
  tellEstimate(name, split.training, parameters, context);
  const { fitted } = fitEstimator(name, scaled, labels, parameters, context, split);
  if (fitted.sampled === undefined) return fitted;
  const { fit } = fitted.milliseconds;
  const growth = measuredGrowth(name, split.training, fit, parameters, context);
  return { ...fitted, sampled: { ...fitted.sampled, growth } };
}

/**
 * The same, and the estimator that was fitted.
 *
 * @param context `novelty`: the estimator will score rows that are no flows, too
 * @param split what it is fitted on, where that is known already
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
  split = trainingSplitOf(scaled, labels, parameters, name),
): { readonly estimator: OutlierDetector; readonly fitted: FittedDetector } {
  const { training, everything, evaluate, heldOut, sampledFrom } = split;
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
    ...(sampledFrom !== null && {
      sampled: { of: sampledFrom, growth: null },
      whole: wholeOf(detector, own, scaled, labels, parameters),
    }),
  };
  return { estimator: detector, fitted: result };
}

/** What a detector says of all flows that it was to learn from. */
function wholeOf(
  detector: OutlierDetector,
  own: Assessment,
  scaled: Pick<Scaled, 'matrix' | 'baseline'>,
  labels: Labels,
  parameters: LabParameters,
): Assessment {
  const { training, everything } = trainingSplitOf(scaled, labels, parameters);
  return everything ? own : detector.assess(training);
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
  const { own: _, training: __, whole, dominant, columns, decidedBy, ...rest } = fitted;
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
  const { trainedOn, trainedOutside, sampled } = fitted;
  const byHand = hand !== null;
  const run = {
    parameters,
    dominant,
    columns,
    trainedOn,
    drawnFrom: sampled?.of ?? trainedOn,
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
    trainingDecisions: trainingDecisionsOf(learnt, whole && movedAsOwn(whole, fitted, offset)),
    facts,
    evaluation,
    remarks: detectorRemarks(fitted.detector, run),
  };
}

function trainingDecisionsOf(learnt: Assessment | null, whole?: Assessment): Float64Array {
  const said = whole ?? learnt;
  return said === null ? new Float64Array() : decisionsOf(said);
}

function movedAsOwn(
  whole: Assessment,
  { offset: own }: FittedDetector,
  offset: number,
): Assessment {
  return offset === own ? whole : assessmentFromScores(whole.scores, offset);
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
