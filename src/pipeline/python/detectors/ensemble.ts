import { ensembleCode } from '../ensemble.ts';
import type { PythonDetector } from '../python-detector.ts';

export const python: PythonDetector = {
  preamble: '',
  estimator: '',
  variable: 'ensemble',
  code: ensembleCode,
};
