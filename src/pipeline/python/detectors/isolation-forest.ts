import type { PythonDetector } from '../python-detector.ts';

export const python: PythonDetector = {
  preamble: 'from sklearn.ensemble import IsolationForest',
  estimator: 'IsolationForest',
  variable: 'forest',
};
