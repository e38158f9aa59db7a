import { percentile } from '../../features/numpy.ts';
import { offsetForContamination } from '../../models/contamination.ts';
import { type Assessment, assessmentFromScores } from '../../models/detector.ts';
import type { CoreParameters } from '../parameters/lab-parameters.ts';

/**
 * The threshold that flags a share of the training flows, as scikit-learn sets it: a percentile of
 * their scores. O(flows log flows).
 *
 * @param own the detector's own threshold, for `auto`
 */
export function contaminationOffset(
  scores: Float64Array,
  contamination: number | 'auto',
  own: number,
): number {
  return contamination === 'auto' ? own : percentile(scores, 100 * contamination);
}

/** PyOD's share for detectors that have no threshold of their own. */
const USUAL_SHARE = 0.1;

/** The share that such a detector flags; `auto` is 0.1. */
export function shareToFlag(contamination: number | 'auto'): number {
  return contamination === 'auto' ? USUAL_SHARE : contamination;
}

/** The threshold of such a detector: that of PyOD for its share. O(flows log flows). */
export function shareOffset(
  scores: Float64Array,
  { contamination }: Pick<CoreParameters, 'contamination'>,
): number {
  return offsetForContamination(scores, shareToFlag(contamination));
}

/**
 * Decisions whose sign is the prediction: below 0 = abnormal. The One-Class SVM flags a decision of
 * exactly 0, too.
 */
export function decisionsOf({ decisions, predictions }: Assessment): Float64Array {
  const agree = decisions.every((decision, row) => decision < 0 === (predictions[row] === -1));
  if (agree) return decisions;
  return decisions.map((decision, row) =>
    predictions[row] === -1 ? Math.min(decision, -Number.MIN_VALUE) : decision,
  );
}

/** What a detector says by one threshold. */
export interface Verdicts {
  readonly offset: number;
  /** Of all flows. */
  readonly assessment: Assessment;
  /** Of those that it learnt from; the same where these are all flows. `null`: that is not known. */
  readonly learnt: Assessment | null;
}

/** The same verdicts by another threshold. O(flows). */
export function movedTo(
  offset: number,
  { assessment, learnt }: Omit<Verdicts, 'offset'>,
): Verdicts {
  const moved = assessmentFromScores(assessment.scores, offset);
  if (learnt === null || learnt === assessment) {
    return { offset, assessment: moved, learnt: learnt && moved };
  }
  return { offset, assessment: moved, learnt: assessmentFromScores(learnt.scores, offset) };
}
