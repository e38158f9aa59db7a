import { percentile } from '../features/numpy.ts';
import { checkParameter } from './detector.ts';

/** @throws InputError for a share that is not above 0 and up to 0.5 */
export function checkContamination(estimator: string, contamination: number): void {
  const ok = typeof contamination === 'number' && contamination > 0 && contamination <= 0.5;
  checkParameter(estimator, 'contamination', contamination, ok, 'a number above 0 and up to 0.5');
}

/**
 * The score below which lies the share `contamination` of the training scores: PyOD's threshold with
 * the sign turned. The percentile of the scores at 100 × contamination is the same number but for
 * rounding, by which 0.3 of 181 different scores would be 54 and not PyOD's 55. O(n log n).
 */
export function offsetForContamination(scores: Float64Array, contamination: number): number {
  const abnormality = scores.map((score) => 0 - score);
  return 0 - percentile(abnormality, 100 * (1 - contamination));
}
