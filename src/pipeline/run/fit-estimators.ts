import { type Matrix, takeMatrixRows } from '../../features/matrix.ts';
import { assessmentFromScores, type OutlierDetector } from '../../models/detector.ts';
import { detectorMaker } from '../detecting/detector-makers.ts';
import { detectorsToRun } from '../detecting/detector-table.ts';
import { handThreshold } from '../detecting/hand-threshold.ts';
import { mostLearnt } from '../detecting/sample-size.ts';
import { decisionsOf } from '../detecting/thresholds.ts';
import type { DetectorName, LabParameters } from '../parameters/lab-parameters.ts';
import type { StepContext } from './detect.ts';
import { decisionMatrix } from './ensemble.ts';
import { sampleOfRows } from './learning-sample.ts';

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
      name === 'ensemble'
        ? memberMatrix(parameters, made, ({ decisions }) => decisions)
        : sampled(training, mostLearnt(name, parameters), parameters.seed);
    detector.fit(x, (done) => onProgress?.((at + done) / names.length));
    const threshold = handThreshold(name, parameters);
    // The ensemble is to learn from all flows, whatever a member has learnt from.
    const own =
      name === 'ensemble' || x === training
        ? detector.trainingAssessment
        : detector.assess(training);
    const moved = threshold === null ? own : assessmentFromScores(own.scores, threshold);
    made.push({ name, detector, threshold, decisions: decisionsOf(moved) });
  });
  return made;
}

function sampled(training: Matrix, most: number, seed: string): Matrix {
  const rows = sampleOfRows(training.rows, most, seed);
  return rows === null ? training : takeMatrixRows(training, rows);
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
