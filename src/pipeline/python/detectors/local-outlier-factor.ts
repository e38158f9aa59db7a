import type { PythonDetector } from '../python-detector.ts';

export const python: PythonDetector = {
  preamble: 'from sklearn.neighbors import LocalOutlierFactor',
  estimator: 'LocalOutlierFactor',
  variable: 'lof',
  last: (_, apart) => (apart ? ['novelty=True'] : []),
  // Without novelty it judges only what it was fitted on, in one step.
  ownScores: 'negative_outlier_factor_',
};
