import { randomStateOf } from '../data/random.ts';
import { type DetectorEvaluation, evaluateDetector } from '../eval/compare.ts';
import { takeMatrixRows } from '../features/matrix.ts';
import type { Assessment, Progress } from '../models/detector.ts';
import { detectorRemarks } from './detector-lessons.ts';
import { detectorMaker, type FittedFact } from './detectors.ts';
import { type Labels, splitFlows } from './labels.ts';
import type { Remark } from './lessons.ts';
import type { DetectorName, LabParameters } from './parameter-facts.ts';
import type { Scaled } from './scale.ts';

/** A detector's verdict on every flow, and how it compares with the labels. */
export interface Detection {
  readonly detector: DetectorName;
  readonly assessment: Assessment;
  readonly offset: number;
  /** Flows it learnt from. */
  readonly trainedOn: number;
  /** Normal flows kept out of training. */
  readonly heldOut: number;
  /** The flows that it is judged on, by row; `null`: all of them. */
  readonly judgedOn: Uint32Array | null;
  readonly facts: readonly FittedFact[];
  readonly warnings: readonly string[];
  readonly evaluation: DetectorEvaluation;
  /** What the notebook does not say of this run. */
  readonly remarks: readonly Remark[];
  /** `score` is 0 where fitting has scored the same flows already. */
  readonly milliseconds: { readonly fit: number; readonly score: number };
}

/** What a step that takes time is given besides its input. */
export interface StepContext {
  /** A clock in milliseconds. */
  readonly now: () => number;
  readonly onProgress?: Progress;
}

/**
 * Step 4 for one detector: fits it on the flows that the parameters choose, scores all of them and
 * measures the verdicts against the labels.
 */
export function detectAnomalies(
  name: DetectorName,
  scaled: Pick<Scaled, 'matrix'>,
  labels: Labels,
  parameters: LabParameters,
  { now, onProgress }: StepContext,
): Detection {
  const { create, facts } = detectorMaker(name);
  const split = splitFlows(labels, parameters, randomStateOf(parameters.seed));
  const everything = split.train === null;
  const training =
    split.train === null ? scaled.matrix : takeMatrixRows(scaled.matrix, split.train);
  const detector = create(parameters, !everything);

  const started = now();
  detector.fit(training, (done) => onProgress?.(everything ? done : done / 2));
  const fitted = now();
  const assessment = everything
    ? detector.trainingAssessment
    : detector.assess(scaled.matrix, (done) => onProgress?.(0.5 + done / 2));
  const scored = now();

  const fittedFacts = facts(detector);
  const evaluation = evaluateDetector({
    ...assessment,
    ...labels,
    ...(split.evaluate && { rows: split.evaluate }),
  });
  return {
    detector: name,
    assessment,
    offset: detector.offset,
    trainedOn: training.rows,
    heldOut: split.heldOut,
    judgedOn: split.evaluate,
    facts: fittedFacts,
    warnings: detector.warnings,
    evaluation,
    remarks: detectorRemarks({
      detector: name,
      parameters,
      training,
      facts: fittedFacts,
      evaluation,
    }),
    milliseconds: { fit: fitted - started, score: everything ? 0 : scored - fitted },
  };
}
