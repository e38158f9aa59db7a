import type { Matrix } from '../../features/matrix.ts';
import { assessmentFromScores, type OutlierDetector } from '../../models/detector.ts';
import { detectorMaker } from '../detecting/detector-makers.ts';
import { detectorsToRun } from '../detecting/detector-table.ts';
import { handThreshold } from '../detecting/hand-threshold.ts';
import { decisionsOf } from '../detecting/thresholds.ts';
import type { DetectorName, LabParameters } from '../parameters/lab-parameters.ts';
import type { StepContext } from './detect.ts';
import { decisionMatrix } from './ensemble.ts';

/** A detector that can score flows that it has not seen. */
export interface FittedEstimator {
  readonly name: DetectorName;
  readonly detector: OutlierDetector;
  /** Set by hand; `null`: the detector's own. */
  readonly threshold: number | null;
  /** What it says of the flows that it learnt from, by the threshold in force. */
  readonly decisions: Float64Array;
}

/**
 * Fits the chosen detectors so that they can score flows that they have not seen: the local outlier
 * factor, too, which otherwise knows only the flows it was fitted on. The ensemble learns from its
 * members' decisions, by the thresholds in force. The costs of fitting each once.
 *
 * @throws InputError as fitting does
 */
export function fitEstimators(
  training: Matrix,
  parameters: LabParameters,
  { onProgress, neural }: Pick<StepContext, 'onProgress' | 'neural'>,
): FittedEstimator[] {
  const names = detectorsToRun(parameters);
  const made: FittedEstimator[] = [];
  names.forEach((name, at) => {
    const detector = detectorMaker(name).create(parameters, true, neural);
    const x =
      name === 'ensemble' ? memberMatrix(parameters, made, ({ decisions }) => decisions) : training;
    detector.fit(x, (done) => onProgress?.((at + done) / names.length));
    const threshold = handThreshold(name, parameters);
    const own = detector.trainingAssessment;
    const moved = threshold === null ? own : assessmentFromScores(own.scores, threshold);
    made.push({ name, detector, threshold, decisions: decisionsOf(moved) });
  });
  return made;
}

/** What the members of the ensemble say, in its order, as its matrix. */
export function memberMatrix<One extends { readonly name: DetectorName }>(
  { ensembleMembers }: Pick<LabParameters, 'ensembleMembers'>,
  made: readonly One[],
  decisionsBy: (one: One) => Float64Array,
): Matrix {
  const members = ensembleMembers.flatMap((member) => made.filter(({ name }) => name === member));
  const names = members.map(({ name }) => name);
  return decisionMatrix(names, members.map(decisionsBy));
}
