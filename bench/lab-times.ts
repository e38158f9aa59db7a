import type { Matrix } from '../src/features/matrix.ts';
import type { Assessment } from '../src/models/detector.ts';
import { detectorMaker } from '../src/pipeline/detecting/detector-makers.ts';
import type { DetectorName, LabParameters } from '../src/pipeline/parameters/lab-parameters.ts';
import { type Clock, timed } from './timing.ts';

/** Milliseconds of one fit and one score, and what the detector says of the rows. */
export interface LabTimes {
  readonly fit: number;
  /** 0 where scoring is no job of its own. */
  readonly score: number;
  readonly assessment: Assessment;
}

/** Fits a new detector with these parameters and scores the same rows again, or those of `others`. */
export function timeLab(
  detector: DetectorName,
  x: Matrix,
  parameters: LabParameters,
  clock: Clock,
  others?: Matrix,
): LabTimes {
  const model = detectorMaker(detector).create(parameters, others !== undefined);
  const fit = timed(clock, () => model.fit(x)).milliseconds;
  if (others !== undefined) {
    const { result, milliseconds } = timed(clock, () => model.assess(others));
    return { fit, score: milliseconds, assessment: result };
  }
  const score = hasScoring(detector) ? timed(clock, () => model.assess(x)).milliseconds : 0;
  return { fit, score, assessment: model.trainingAssessment };
}

/** Local Outlier Factor scores the rows it is fitted on by fitting, here and in scikit-learn. */
export function hasScoring(detector: DetectorName): boolean {
  return detector !== 'local-outlier-factor';
}
