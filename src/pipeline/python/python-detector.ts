import type { DetectorName, LabParameters } from '../parameters/lab-parameters.ts';
import type { ParameterKey } from '../parameters/parameter-types.ts';

/** A detector in scikit-learn, or written like one, and how the code calls it. */
export interface PythonDetector {
  /** What must stand before it can be called. */
  readonly preamble: string;
  readonly estimator: string;
  readonly variable: string;
  /** Arguments before those of its parameters. */
  readonly first?: () => readonly string[];
  /** Arguments behind them; `apart`: it learns from other flows than it judges. */
  readonly last?: (parameters: LabParameters, apart: boolean) => readonly string[];
  /** Parameters that are no arguments. */
  readonly without?: readonly ParameterKey[];
  /** The attribute that holds the scores of its training flows, where `fit_predict` judges them. */
  readonly ownScores?: string;
  /** All of its code, where it is made of others. */
  readonly code?: (
    parameters: LabParameters,
    pythonOf: (member: DetectorName) => JudgingDetector,
  ) => string;
}

/** A detector, and the name of what has its threshold in force as `offset_`. */
export interface JudgingDetector extends PythonDetector {
  readonly judge: string;
}
