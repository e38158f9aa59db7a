import type { Matrix } from '../../features/matrix.ts';
import {
  type Assessment,
  assessmentFromScores,
  type OutlierDetector,
} from '../../models/detector.ts';
import { isVote } from '../../models/ensemble/combinations.ts';
import { Ensemble } from '../../models/ensemble/ensemble.ts';
import { reconstructionScores } from '../../models/neural/autoencoder.ts';
import { toleranceOf } from '../detecting/fitted-detector.ts';
import { handThreshold } from '../detecting/hand-threshold.ts';
import { decisionsOf } from '../detecting/thresholds.ts';
import { fittedJson, insideSource } from '../inside/estimator-of.ts';
import { estimatorFromJson, type FittedJson, type InsideSource } from '../inside/open-detector.ts';
import type { DetectorName } from '../parameters/lab-parameters.ts';
import type { Detection } from '../run/detect.ts';
import { decisionMatrix } from '../run/ensemble.ts';
import type { LabRun } from '../run/lab.ts';
import { savedEnsemble } from '../run/saved-detector.ts';
import { trainingSplitOf } from '../run/training-split.ts';

/** What of a finished run is asked again. */
export type FinishedRun = Pick<
  LabRun,
  'parameters' | 'traffic' | 'engineered' | 'scaled' | 'detections' | 'members'
>;

/** What has scored a run besides itself; `null`: nothing. */
export type TrainedBefore = InsideSource['trained'];

/** All detectors of a run, fitted once more: plain JSON values. The costs of fitting. */
export function fittedModels(run: FinishedRun, trained: TrainedBefore): FittedJson[] {
  const source = insideSource(run, trained);
  return source.detections.map(({ detector }) => fittedJson(detector, source));
}

/** What answers for a detector of a finished run, by the threshold in force. */
export interface Scorer {
  readonly name: DetectorName;
  /**
   * What it says of scaled rows.
   *
   * @param row the flow in whose place they stand: left out of what it is compared with
   * @param earlier what the scorers before it say of the same rows
   */
  readonly assess: (
    x: Matrix,
    row: number,
    earlier: ReadonlyMap<DetectorName, Assessment>,
  ) => Assessment;
  /** Other scorers that it asks. */
  readonly members: readonly DetectorName[];
  /** A decision no further from 0 is noise: the solver's own error. */
  readonly tolerance: number;
}

/** Scorers of all detectors of a run, members before the ensemble. */
export function scorersOf(
  run: FinishedRun,
  trained: TrainedBefore,
  models: readonly FittedJson[],
): Scorer[] {
  const source = insideSource(run, trained);
  return source.detections
    .map((detection) => {
      const model = models.find(({ detector }) => detector === detection.detector);
      if (model === undefined)
        throw new Error(`Nothing fitted is at hand of ${detection.detector}.`);
      const estimator = estimatorFromJson(model);
      if (estimator === null) return networkScorer(detection);
      if (estimator instanceof Ensemble) return ensembleScorer(source, detection, estimator);
      const { scaled, traffic, parameters } = run;
      const everything =
        trained === null &&
        trainingSplitOf(scaled, traffic.labels, parameters, detection.detector).everything;
      return estimatorScorer(source, detection, estimator, everything);
    })
    .toSorted((a, b) => a.members.length - b.members.length);
}

function networkScorer({ detector, reconstruction, offset }: Detection): Scorer {
  if (!reconstruction) throw new Error(`The network of ${detector} is not at hand.`);
  const assess = (x: Matrix) =>
    assessmentFromScores(reconstructionScores(reconstruction, x), offset);
  return { name: detector, assess, members: [], tolerance: 0 };
}

function estimatorScorer(
  source: InsideSource,
  detection: Detection,
  estimator: OutlierDetector,
  everything: boolean,
): Scorer {
  const inForce = thresholdInForce(source, detection, estimator);
  return {
    name: detection.detector,
    members: [],
    tolerance: toleranceOf(estimator),
    assess: (x, row) =>
      inForce(everything ? estimator.assessInPlaceOf(row, x) : estimator.assess(x)),
  };
}

function ensembleScorer(source: InsideSource, detection: Detection, ensemble: Ensemble): Scorer {
  const { members } = ensemble;
  const inForce = thresholdInForce(source, detection, ensemble);
  const learnt = thresholdsLearnt(source, ensemble);
  return {
    name: detection.detector,
    members,
    tolerance: 0,
    assess: (_x, _row, earlier) => {
      const decisions = members.map((member) => {
        const answer = earlier.get(member);
        if (answer === undefined) throw new Error(`The ensemble needs the answer of ${member}.`);
        const threshold = learnt.get(member);
        return decisionsOf(
          threshold === undefined ? answer : assessmentFromScores(answer.scores, threshold),
        );
      });
      return inForce(ensemble.assess(decisionMatrix(members, decisions)));
    },
  };
}

/** A verdict as the run's: a threshold that is the detector's own may round in its own way. */
function thresholdInForce(
  { parameters }: InsideSource,
  { detector, offset }: Detection,
  estimator: OutlierDetector,
): (assessment: Assessment) => Assessment {
  const own = handThreshold(detector, parameters) === null && offset === estimator.offset;
  return (assessment) => (own ? assessment : assessmentFromScores(assessment.scores, offset));
}

/** Thresholds by which a trained ensemble compares its members' decisions, where others are in force. */
function thresholdsLearnt(
  { trained, detections }: InsideSource,
  { members, params }: Ensemble,
): ReadonlyMap<DetectorName, number> {
  if (trained === null || isVote(params.combination)) return new Map();
  const { thresholds } = savedEnsemble(trained);
  return new Map(
    members.flatMap((name) => {
      const detection = detections.find(({ detector }) => detector === name);
      if (detection === undefined) return [];
      const learnt = thresholds[name] ?? detection.own.threshold;
      return learnt === detection.offset ? [] : [[name, learnt] as const];
    }),
  );
}
