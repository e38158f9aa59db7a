import type { PythonDetector } from '../python-detector.ts';

export const python: PythonDetector = {
  preamble: 'from sklearn.svm import OneClassSVM',
  estimator: 'OneClassSVM',
  variable: 'svm',
  first: () => ['kernel="rbf"'],
};
