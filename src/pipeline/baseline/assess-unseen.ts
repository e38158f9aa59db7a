import type { Matrix } from '../../features/matrix.ts';
import type { Assessment } from '../../models/detector.ts';
import { detectorMaker } from '../detecting/detector-makers.ts';
import { detectorsToRun } from '../detecting/detector-table.ts';
import { decisionsOf } from '../detecting/thresholds.ts';
import type { DetectorName, LabParameters } from '../parameters/lab-parameters.ts';
import type { StepContext } from '../run/detect.ts';
import { decisionMatrix } from '../run/ensemble.ts';

/** What a detector says of flows that it was not fitted on. */
export interface UnseenAssessment {
  readonly detector: DetectorName;
  readonly assessment: Assessment;
}

/**
 * Fits the chosen detectors, the ensemble on its members' answers, and lets them assess flows that
 * they have not seen. The costs of fitting each once.
 */
export function assessUnseen(
  training: Matrix,
  unseen: Matrix,
  parameters: LabParameters,
  { neural, onProgress }: Omit<StepContext, 'now'>,
): UnseenAssessment[] {
  const names = detectorsToRun(parameters);
  const done: (UnseenAssessment & Record<'learnt' | 'said', Float64Array>)[] = [];
  names.forEach((name, at) => {
    const members = parameters.ensembleMembers.flatMap((member) =>
      done.filter(({ detector }) => detector === member),
    );
    const seen = (key: 'learnt' | 'said') =>
      decisionMatrix(
        members,
        members.map((member) => member[key]),
      );
    const detector = detectorMaker(name).create(parameters, true, neural);
    detector.fit(name === 'ensemble' ? seen('learnt') : training);
    const assessment = detector.assess(name === 'ensemble' ? seen('said') : unseen);
    const learnt = decisionsOf(detector.trainingAssessment);
    done.push({ detector: name, assessment, learnt, said: decisionsOf(assessment) });
    onProgress?.((at + 1) / names.length);
  });
  return done
    .filter(({ detector }) => parameters.detectors.includes(detector))
    .map(({ detector, assessment }) => ({ detector, assessment }));
}
