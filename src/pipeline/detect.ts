import { type DetectorEvaluation, evaluateDetector } from '../eval/compare.ts';
import type { Matrix } from '../features/matrix.ts';
import type { Assessment, OutlierDetector, Progress } from '../models/detector.ts';
import { Autoencoder, type TrainingCurves } from '../models/neural/autoencoder.ts';
import type { Reconstruction } from '../models/neural/reconstruction.ts';
import type { NeuralRuntime } from '../models/neural/runtime.ts';
import type { Baseline } from './baseline.ts';
import { detectorMaker } from './detecting/detector-makers.ts';
import { detectorRemarks } from './detecting/detector-remarks.ts';
import type { Apart, FittedFact } from './detecting/detector-run.ts';
import { titleOf } from './detecting/detector-table.ts';
import { type RowSource, requireRows } from './few-rows.ts';
import type { DetectorName, LabParameters, MemberName } from './lab-parameters.ts';
import type { Labels } from './labels.ts';
import { learningOf } from './learning.ts';
import type { Remark } from './lessons.ts';
import type { Scaled } from './scale.ts';

/** A detector's verdict on every flow, and how it compares with the labels. */
export interface Detection {
  readonly detector: DetectorName;
  readonly assessment: Assessment;
  readonly offset: number;
  /**
   * Its decisions on the flows that it learnt from, as `decisionsOf` has them; the same array where
   * these are all flows. Empty where a trained lab scores.
   */
  readonly trainingDecisions: Float64Array;
  readonly apart: Apart;
  /** Flows it learnt from. */
  readonly trainedOn: number;
  /** Normal flows kept out of training. */
  readonly heldOut: number;
  /** The flows that it is judged on, by row; `null`: all of them. */
  readonly judgedOn: Uint32Array | null;
  readonly facts: readonly FittedFact[];
  /** How its training went, where it is a network. */
  readonly curves: NetworkTraining | null;
  /** The network itself, where it gives back what it sees: its errors tell what stands out. */
  readonly reconstruction: Reconstruction | null;
  readonly warnings: readonly string[];
  readonly evaluation: DetectorEvaluation;
  /** What the notebook does not say of this run. */
  readonly remarks: readonly Remark[];
  /** `score` is 0 where fitting has scored the same flows already. */
  readonly milliseconds: { readonly fit: number; readonly score: number };
}

/** The losses of a network, and what computed them. */
export interface NetworkTraining extends TrainingCurves {
  readonly backend: string;
  /** One sentence. */
  readonly why: string;
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
 * Step 4 for one detector that looks at flows: fits it on the flows that the parameters choose,
 * scores all of them and measures the verdicts against the labels. The costs of fitting it.
 *
 * @throws InputError as fitting does, or where there is nothing to learn from
 */
export function detectAnomalies(
  name: MemberName,
  scaled: Pick<Scaled, 'matrix' | 'baseline'>,
  labels: Labels,
  parameters: LabParameters,
  { now, onProgress, neural, source }: StepContext,
): Detection {
  const { training, everything, evaluate, heldOut } = learningOf(scaled, labels, parameters);
  requireRows(name, training.rows, scaled.matrix.rows, source);
  const detector = detectorMaker(name).create(parameters, !everything, neural);

  const started = now();
  detector.fit(training, (done) => onProgress?.(everything ? done : done / 2));
  const fitted = now();
  const assessment = everything
    ? detector.trainingAssessment
    : detector.assess(scaled.matrix, (done) => onProgress?.(0.5 + done / 2));
  const scored = now();

  return detectionOf({
    name,
    detector,
    assessment,
    trainingDecisions: decisionsOf(detector.trainingAssessment),
    offset: detector.offset,
    labels,
    evaluate,
    parameters,
    trainedOn: training.rows,
    training,
    apart: apartOf(scaled.baseline),
    heldOut,
    milliseconds: { fit: fitted - started, score: everything ? 0 : scored - fitted },
  });
}

/** What a detection is made from, once a detector has answered. */
export interface Answer {
  readonly name: DetectorName;
  readonly detector: OutlierDetector;
  readonly assessment: Assessment;
  readonly trainingDecisions: Float64Array;
  /** The threshold by which the assessment predicts. */
  readonly offset: number;
  readonly labels: Labels;
  /** The rows that it is judged by; `null`: all. */
  readonly evaluate: Uint32Array | null;
  readonly parameters: LabParameters;
  readonly trainedOn: number;
  /** What it was fitted on; `null`: that is not at hand. */
  readonly training: Matrix | null;
  readonly apart: Apart;
  readonly heldOut: number;
  readonly milliseconds: Detection['milliseconds'];
}

/** The answer, measured against the labels. O(flows log flows). */
export function detectionOf(answer: Answer): Detection {
  const { name, detector, assessment, labels, evaluate, parameters } = answer;
  const facts = detectorMaker(name).facts(detector, titleOf);
  const network = detector instanceof Autoencoder ? detector.fitted : null;
  const evaluation = evaluateDetector({
    ...assessment,
    ...labels,
    ...(evaluate && { rows: evaluate }),
  });
  return {
    detector: name,
    assessment,
    offset: answer.offset,
    trainingDecisions: answer.trainingDecisions,
    apart: answer.apart,
    trainedOn: answer.trainedOn,
    heldOut: answer.heldOut,
    judgedOn: evaluate,
    facts,
    curves: network && { ...network.curves, backend: network.backend, why: network.why },
    reconstruction: network?.reconstruction ?? null,
    warnings: detector.warnings,
    evaluation,
    remarks: detectorRemarks(name, {
      parameters,
      training: answer.training,
      trainedOn: answer.trainedOn,
      apart: answer.apart,
      facts,
      evaluation,
    }),
    milliseconds: answer.milliseconds,
  };
}

/**
 * Decisions whose sign is the prediction: below 0 = abnormal. The One-Class SVM flags a decision of
 * exactly 0, too.
 */
export function decisionsOf({ decisions, predictions }: Assessment): Float64Array {
  const agree = decisions.every((decision, row) => decision < 0 === (predictions[row] === -1));
  if (agree) return decisions;
  return decisions.map((decision, row) =>
    predictions[row] === -1 ? Math.min(decision, -Number.MIN_VALUE) : decision,
  );
}

function apartOf(baseline: Baseline | null): Apart {
  if (baseline === null) return null;
  return baseline.rows === null ? 'file' : 'time';
}
