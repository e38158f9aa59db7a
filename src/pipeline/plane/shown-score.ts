import type { MemberName } from '../parameters/lab-parameters.ts';

/** Scores of these have no zero of their own: they are told from their detector's boundary. */
const FROM_BOUNDARY: readonly MemberName[] = ['one-class-svm'];

/**
 * A score as it is shown: higher = more abnormal. The estimator's own number has the other sign; the
 * One-Class SVM's is told from the boundary that it fitted, where it is 0.
 *
 * @param offset the detector's own threshold
 */
export function shownScore(detector: MemberName, score: number, offset: number): number {
  return FROM_BOUNDARY.includes(detector) ? offset - score : -score;
}
