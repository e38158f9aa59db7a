import { InputError } from '../../data/errors.ts';
import { categoryAt } from '../../data/flow-rows.ts';
import type { OutlierDetector } from '../../models/detector.ts';
import { Ensemble } from '../../models/ensemble/ensemble.ts';
import { restoreDetector } from '../detecting/detector-makers.ts';
import { titleOf } from '../detecting/detector-table.ts';
import type { DetectorName, LabParameters } from '../parameters/lab-parameters.ts';
import type { Detection } from '../run/detect.ts';
import { savedEnsemble } from '../run/saved-detector.ts';
import type { Scaled } from '../run/scale.ts';
import { trainingSplitOf } from '../run/training-split.ts';
import type { Labels } from '../traffic/labels.ts';
import type { TrainedLab } from '../trained-lab/trained-lab.ts';
import { membersAsLearnt } from '../trained-lab/trained-lab-apply.ts';
import type { MentionedFlow } from './inside.ts';
import { insidePart, type JudgedFlows, type LookInside } from './inside-part.ts';
import { ownUnits } from './own-units.ts';

/** What detectors are looked into with: results of one run, plain values. */
export interface InsideSource {
  /** Those in force. */
  readonly parameters: LabParameters;
  readonly labels: Labels;
  readonly scaled: Pick<Scaled, 'matrix' | 'scaler' | 'baseline'>;
  /** Of these only the detector's own and, for an ensemble, its members' are read. */
  readonly detections: readonly Detection[];
  /** `null`: nothing but this run has learnt. */
  readonly trained: Pick<TrainedLab, 'detectors'> | null;
}

/** A fitted detector as it crosses from a worker: plain JSON values. */
export interface FittedJson {
  readonly detector: DetectorName;
  /** What its `toJSON` gave; `null` of a network, which its detection brings along. */
  readonly fitted: object | null;
}

/** The estimator that `fittedJson` wrote. @throws InputError for anything else */
export function estimatorFromJson({ detector, fitted }: FittedJson): OutlierDetector | null {
  return fitted === null ? null : restoreDetector(detector, fitted);
}

/**
 * Opens a detector, to look into it at one flow after another: a look takes some
 * milliseconds for some thousand flows. O(rows × columns × log rows) to open where features add up, else less.
 *
 * @param estimator from `estimatorOf`, or from `estimatorFromJson` with the same source
 * @throws InputError where the detector has no result
 */
export function openDetector(
  name: DetectorName,
  source: InsideSource,
  estimator: OutlierDetector | null,
): LookInside {
  const { labels, scaled, parameters, trained } = source;
  const { matrix, scaler } = scaled;
  const split = trained === null ? trainingSplitOf(scaled, labels, parameters, name) : null;
  const flows: JudgedFlows = {
    detection: detectionOf(name, source),
    matrix,
    labels,
    units: ownUnits(matrix.names, scaler),
    everything: split?.everything ?? false,
    learntFlow: (trainingRow) => {
      if (split?.everything) return mentioned(labels, trainingRow);
      const rows = split?.learntFrom ?? null;
      return rows === null ? { row: null, type: null } : mentioned(labels, rows[trainingRow]);
    },
    members: estimator instanceof Ensemble ? membersOf(estimator, source) : [],
  };
  const look = insidePart(name).open(estimator, flows);
  return (row, choice) => {
    if (Number.isInteger(row) && row >= 0 && row < matrix.rows) return look(row, choice);
    throw new InputError(`There is no row ${row}: rows run from 0 to ${matrix.rows - 1}.`);
  };
}

/** @throws InputError where the detector has no result */
export function detectionOf(name: DetectorName, { detections }: InsideSource): Detection {
  const found = detections.find(({ detector }) => detector === name);
  if (found !== undefined) return found;
  throw new InputError(`The ${titleOf(name)} has no result to look into: run it first.`);
}

/** Those of an ensemble that the parameters ask for and that are there. */
export function chosenMembers({ parameters, detections }: InsideSource): Detection[] {
  return parameters.ensembleMembers.flatMap((name) =>
    detections.filter(({ detector }) => detector === name),
  );
}

function membersOf(ensemble: Ensemble, source: InsideSource): Detection[] {
  const { trained, detections } = source;
  if (trained === null) return chosenMembers(source);
  return membersAsLearnt(ensemble, savedEnsemble(trained), detections);
}

function mentioned(labels: Labels, row: number): MentionedFlow {
  return { row, type: categoryAt(labels.attackType, row) };
}
