import type { DetectorName, LabParameters } from '../parameters/lab-parameters.ts';
import type { ParameterKey, ParameterValue } from '../parameters/parameter-types.ts';
import type { DetectorRow, OwnParameter } from './detector-row.ts';

/*
 * A threshold set by hand, in scikit-learn's sense: what scores below is flagged. Every detector has
 * a parameter for it, made from its row.
 */

/** The value that leaves a threshold to the detector. */
export const OWN_THRESHOLD = 'own';

/** No detector's scores are as large, unless its columns are of such a size. */
const LARGEST = 1e12;

/** The key of a detector's threshold: `isolationForestThreshold`. */
export function thresholdKey(name: DetectorName): ParameterKey {
  return `${name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())}Threshold`;
}

/** The threshold that is set for a detector; `null`: its own. */
export function handThreshold(
  name: DetectorName,
  parameters: Readonly<Record<string, ParameterValue>> | LabParameters,
): number | null {
  const value = parameters[thresholdKey(name)];
  return typeof value === 'number' ? value : null;
}

/** The threshold, or the nearest that the parameter takes. */
export function withinThresholds(threshold: number): number {
  return Math.min(LARGEST, Math.max(-LARGEST, threshold));
}

/** A detector's row with the parameter of its threshold, which fits nothing. */
export function withThreshold(row: DetectorRow): DetectorRow {
  const key = thresholdKey(row.name);
  return {
    ...row,
    judgedBy: [...row.judgedBy, key],
    parameters: { ...row.parameters, [key]: thresholdFacts(row) },
  };
}

function thresholdFacts({ name, title }: DetectorRow): OwnParameter<ParameterValue> {
  return {
    flag: `${name}-threshold`,
    private: 'while own is open',
    kind: 'number',
    min: -LARGEST,
    max: LARGEST,
    resolution: 0.001,
    words: [OWN_THRESHOLD],
    // The curves show every threshold at once.
    sweep: false,
    label: `Threshold of ${title}`,
    default: OWN_THRESHOLD,
    meaning:
      "Flows that score below this number raise an alert, on scikit-learn's scale. own: the detector sets it.",
  };
}
