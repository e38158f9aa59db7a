import { InputError } from '../../data/errors.ts';
import { driftFrom } from '../../eval/distributions/drift.ts';
import type { Matrix } from '../../features/matrix.ts';
import { transform } from '../../features/scale.ts';
import { assessmentFromScores } from '../../models/detector.ts';
import { isVote } from '../../models/ensemble/combinations.ts';
import { Ensemble } from '../../models/ensemble/ensemble.ts';
import { inOrderOf } from '../baseline/baseline-traffic.ts';
import { detectorMaker, restoreDetector } from '../detecting/detector-makers.ts';
import { titleOf } from '../detecting/detector-table.ts';
import { type FittedDetector, ownNetwork, toleranceOf } from '../detecting/fitted-detector.ts';
import type { LabParameters } from '../parameters/lab-parameters.ts';
import type { Detection, StepContext } from '../run/detect.ts';
import type { Engineered } from '../run/engineer.ts';
import { ensembleDetection } from '../run/ensemble.ts';
import { matrixRemarks } from '../run/remarks.ts';
import type { SavedEnsemble } from '../run/saved-detector.ts';
import { formulasOf, type Scaled, selectionOf } from '../run/scale.ts';
import type { Labels } from '../traffic/labels.ts';
import type { SavedDetector, TrainedLab } from './trained-lab.ts';

/** What of a trained lab scaling needs. */
export type TrainedScaling = Omit<TrainedLab, 'detectors'>;

/**
 * Step 3 by a trained lab: its features, scaled as it has learnt to, and how far they have drifted.
 *
 * @param parameters those in force
 * @throws InputError if the lab was trained on another kind of data or on other columns
 */
export function scaleByTrainedLab(
  { features, fromFlows }: Pick<Engineered, 'features' | 'fromFlows'>,
  lab: TrainedScaling,
  parameters: LabParameters,
): Scaled {
  if (fromFlows !== lab.fromFlows) {
    throw new InputError(
      lab.fromFlows
        ? 'The trained lab knows flows, but this traffic is a table of numbers.'
        : 'The trained lab knows a table of numbers, but this traffic holds flows.',
    );
  }
  const selected = fromFlows
    ? selectionOf(true, parameters)(features)
    : columnsOfLab(features, lab.features);
  const matrix = transform(lab.scaler, selected);
  return {
    matrix,
    scaler: lab.scaler,
    formulas: formulasOf(fromFlows, matrix, parameters),
    remarks: matrixRemarks(matrix),
    baseline: {
      learntFrom: lab.learntFrom,
      rows: null,
      matrix: null,
      drift: driftFrom(lab.reference, selected),
    },
  };
}

function columnsOfLab(x: Matrix, names: readonly string[]): Matrix {
  return inOrderOf(x, names, 'this traffic', 'the trained lab');
}

/**
 * A trained detector in place of one that is fitted: scores all flows by what it has learnt before.
 * Its own threshold stands unless one is set.
 */
export function scoreByTrainedLab(
  { name, fitted }: Pick<SavedDetector, 'name' | 'fitted'>,
  scaled: Pick<Scaled, 'matrix' | 'baseline'>,
  { now, onProgress }: StepContext,
): FittedDetector {
  const detector = restoreDetector(name, fitted);
  const started = now();
  const own = detector.assess(scaled.matrix, onProgress);
  return {
    detector: name,
    own,
    offset: detector.offset,
    training: null,
    facts: detectorMaker(name).facts(detector, titleOf),
    ...ownNetwork(detector),
    dominant: null,
    columns: scaled.matrix.columns,
    decidedBy: null,
    tolerance: toleranceOf(detector),
    warnings: detector.warnings,
    judgedOn: null,
    trainedOn: scaled.baseline?.learntFrom.rows ?? 0,
    trainedOutside: 'lab',
    heldOut: 0,
    milliseconds: { fit: 0, score: now() - started },
  };
}

/**
 * Step 4 by a trained ensemble: the answers of its members, given by the same lab, as one. Votes go by
 * the thresholds in force; what compares decisions with those learnt from, by the thresholds of then.
 *
 * @throws InputError if one of its members has no result
 */
export function combineByTrainedLab(
  saved: SavedEnsemble,
  detections: readonly Detection[],
  labels: Labels,
  parameters: LabParameters,
  { now }: Pick<StepContext, 'now'>,
): Detection {
  const ensemble = Ensemble.fromJSON(saved.fitted);
  const members = membersAsLearnt(ensemble, saved, detections);
  const rest = { now, fit: 0, warnings: [] };
  return ensembleDetection(ensemble, members, labels, parameters, rest);
}

/**
 * The answers of a trained ensemble's members by the thresholds that it goes by.
 *
 * @throws InputError if one of them has no result
 */
export function membersAsLearnt(
  ensemble: Ensemble,
  { thresholds }: Pick<SavedEnsemble, 'thresholds'>,
  detections: readonly Detection[],
): Detection[] {
  const { combination } = ensemble.params;
  return ensemble.members.map((name) => {
    const found = detections.find(({ detector }) => detector === name);
    if (found !== undefined) return isVote(combination) ? found : asLearnt(found, thresholds[name]);
    throw new InputError(`The trained ensemble needs the result of ${name}; there is none.`);
  });
}

/** A member's answer by the threshold that the ensemble knows it by. */
function asLearnt(detection: Detection, threshold: number | null): Detection {
  const { assessment, offset, own } = detection;
  const learnt = threshold ?? own.threshold;
  if (learnt === offset) return detection;
  return { ...detection, assessment: assessmentFromScores(assessment.scores, learnt) };
}
