import type { Matrix } from '../../features/matrix.ts';
import type { Assessment } from '../../models/detector.ts';
import { OWN_THRESHOLDS } from '../detecting/detector-table.ts';
import { decisionsOf } from '../detecting/thresholds.ts';
import type { DetectorName, LabParameters } from '../parameters/lab-parameters.ts';
import type { StepContext } from '../run/detect.ts';
import { fitEstimators, memberMatrix } from '../run/fit-estimators.ts';

/** What a detector says of flows that it was not fitted on. */
export interface UnseenAssessment {
  readonly detector: DetectorName;
  readonly assessment: Assessment;
}

/**
 * Fits the chosen detectors, the ensemble on its members' answers, and lets them assess flows that
 * they have not seen, by thresholds of their own. The costs of fitting each once.
 */
export function assessUnseen(
  training: Matrix,
  unseen: Matrix,
  parameters: LabParameters,
  context: Omit<StepContext, 'now'>,
): UnseenAssessment[] {
  const said: { name: DetectorName; assessment: Assessment }[] = [];
  // A threshold set by hand was chosen on other flows.
  const own = { ...parameters, ...OWN_THRESHOLDS };
  for (const { name, detector } of fitEstimators(training, own, context)) {
    const x =
      name === 'ensemble'
        ? memberMatrix(parameters, said, ({ assessment }) => decisionsOf(assessment))
        : unseen;
    said.push({ name, assessment: detector.assess(x) });
  }
  return said
    .filter(({ name }) => parameters.detectors.includes(name))
    .map(({ name, assessment }) => ({ detector: name, assessment }));
}
