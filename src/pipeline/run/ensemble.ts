import { type Matrix, matrix } from '../../features/matrix.ts';
import type { OutlierDetector } from '../../models/detector.ts';
import { detectorMaker } from '../detecting/detector-makers.ts';
import { detectorFacts, titleOf } from '../detecting/detector-table.ts';
import { decisionsOf } from '../detecting/thresholds.ts';
import type { DetectorName, LabParameters } from '../parameters/lab-parameters.ts';
import type { Labels } from '../traffic/labels.ts';
import { type Detection, judgeDetector, type StepContext } from './detect.ts';
import type { Remark } from './remarks.ts';
import { listOf, measureOf } from './words.ts';

/**
 * Step 4 for the ensemble: the answers of its members as one. Ranks, scaling and threshold are learnt
 * from what the members say of the flows that they have learnt from. Of the members that the
 * parameters ask for, those that are there take part.
 *
 * @param members at least one, all run with these parameters
 * @throws InputError for weights that leave none
 */
export function combineDetections(
  members: readonly Detection[],
  labels: Labels,
  parameters: LabParameters,
  { now }: Pick<StepContext, 'now'>,
): Detection {
  const started = now();
  const detector = fittedEnsemble(members, parameters);
  const fit = now() - started;
  const absent = parameters.ensembleMembers.filter(
    (name) => !members.some((member) => member.detector === name),
  );
  const titles = absent.map((name) => detectorFacts(name).title);
  return ensembleDetection(detector, members, labels, parameters, {
    now,
    fit,
    warnings:
      titles.length === 0 ? [] : [`Made without ${listOf(titles)}: there is no result of it.`],
  });
}

/** The ensemble, fitted on what its members say of the flows that they have learnt from. */
export function fittedEnsemble(
  members: readonly Detection[],
  parameters: LabParameters,
): OutlierDetector {
  const training = members.map(({ trainingDecisions }) => trainingDecisions);
  const detector = detectorMaker('ensemble').create(parameters, true);
  return detector.fit(decisionMatrix(namesOf(members), training));
}

interface CombiningContext {
  readonly now: () => number;
  /** Milliseconds that it took. */
  readonly fit: number;
  readonly warnings: readonly string[];
}

/** The answer of a fitted ensemble, measured against the labels. */
export function ensembleDetection(
  detector: OutlierDetector,
  members: readonly Detection[],
  labels: Labels,
  parameters: LabParameters,
  { now, fit, warnings }: CombiningContext,
): Detection {
  const [first] = members;
  const started = now();
  const decisions = members.map(({ assessment }) => decisionsOf(assessment));
  const own = detector.assess(decisionMatrix(namesOf(members), decisions));
  const fitted = {
    detector: 'ensemble',
    own,
    offset: detector.offset,
    training: null,
    facts: detectorMaker('ensemble').facts(detector, titleOf),
    curves: null,
    reconstruction: null,
    dominant: null,
    columns: members.length,
    decidedBy: null,
    tolerance: 0,
    warnings: [...warnings, ...detector.warnings],
    judgedOn: first.judgedOn,
    trainedOn: first.trainedOn,
    trainedOutside: first.trainedOutside,
    heldOut: first.heldOut,
    milliseconds: { fit, score: now() - started },
  };
  const detection = judgeDetector(fitted, labels, parameters);
  return {
    ...detection,
    remarks: [...detection.remarks, ...payRemark(detection, members)],
  };
}

function namesOf(members: readonly Detection[]): DetectorName[] {
  return members.map(({ detector }) => detector);
}

/** Decisions as the ensemble's matrix: a row per flow, a column per member. */
export function decisionMatrix(
  members: readonly DetectorName[],
  decisions: readonly Float64Array[],
): Matrix {
  const rows = decisions[0]?.length ?? 0;
  const data = new Float64Array(rows * decisions.length);
  decisions.forEach((column, j) => {
    for (let i = 0; i < rows; i++) data[i * decisions.length + j] = column[i];
  });
  return matrix(data, members);
}

/** Whether voting pays on this run: the ensemble's ranking beside that of its best member. */
function payRemark({ evaluation }: Detection, members: readonly Detection[]): Remark[] {
  const own = evaluation.averagePrecision;
  const best = members.reduce((top, one) =>
    (one.evaluation.averagePrecision ?? 0) > (top.evaluation.averagePrecision ?? 0) ? one : top,
  );
  const bests = best.evaluation.averagePrecision;
  if (own === null || bests === null || (evaluation.actualAnomalies ?? 0) === 0) return [];
  const { title } = detectorFacts(best.detector);
  const below = own < bests;
  return [
    {
      topic: 'whether voting pays',
      shows: below,
      sentence:
        `Its average precision is ${measureOf(own)}; that of its best member, the ${title}, ` +
        `${measureOf(bests)}. ` +
        (below
          ? 'That member alone is better, but nobody knows beforehand which one it is.'
          : 'Nobody had to know beforehand which member is best.'),
      figures: { own, best: bests },
    },
  ];
}
