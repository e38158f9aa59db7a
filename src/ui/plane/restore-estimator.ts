import type { OutlierDetector } from '../../models/detector.ts';
import { IsolationForest } from '../../models/isolation-forest/isolation-forest.ts';
import { LocalOutlierFactor } from '../../models/local-outlier-factor/local-outlier-factor.ts';
import { OneClassSvm } from '../../models/one-class-svm/one-class-svm.ts';
import type { MemberName } from '../../pipeline/parameters/lab-parameters.ts';

/**
 * By name. The table of all detectors is not asked: that would bring every estimator into what the
 * page loads before its first paint.
 */
const ESTIMATORS: Readonly<Record<MemberName, { fromJSON(json: unknown): OutlierDetector }>> = {
  'isolation-forest': IsolationForest,
  'one-class-svm': OneClassSvm,
  'local-outlier-factor': LocalOutlierFactor,
};

/** A fitted detector of the planes, at hand where the pointer is. @throws Error for another name */
export function restoreEstimator(name: MemberName, json: object): OutlierDetector {
  const estimator = ESTIMATORS[name];
  if (estimator === undefined) throw new Error(`There is no plane of "${name}".`);
  return estimator.fromJSON(json);
}
