import type { FlowTable } from '../../data/flow-table.ts';
import { engineerFeatures, FEATURES, type Feature } from '../../features/engineer.ts';
import { type Matrix, matrix } from '../../features/matrix.ts';
import {
  engineerTimeFeatures,
  TIME_FEATURES,
  type TimeFeature,
} from '../../features/time-features.ts';
import type { EngineeringParameters } from '../parameters/engineering-parameters.ts';
import type { LabParameters } from '../parameters/lab-parameters.ts';

/** The notebook's features alone. */
const WITHOUT_TIME: EngineeringParameters = { timeFeatures: false, timeWindow: 1, timeZone: 'UTC' };

/**
 * All features of every flow: the notebook's twenty, and behind them those of time where they are
 * asked for. O(flows log flows).
 *
 * @throws InputError where time features are asked for and the flows do not tell when they began
 */
export function featuresOfFlows(
  flows: FlowTable,
  parameters: EngineeringParameters = WITHOUT_TIME,
): Matrix {
  const own = engineerFeatures(flows);
  return parameters.timeFeatures ? beside(own, engineerTimeFeatures(flows, parameters)) : own;
}

/** What decides which features the detectors see. */
export type Selection = Pick<LabParameters, 'features' | 'logRatios'> &
  Partial<Pick<LabParameters, 'timeFeatures'>>;

/** The features that the detectors see, by name and in order. */
export function selectedFeatures({ features, timeFeatures = false }: Selection): string[] {
  return timeFeatures ? [...features, ...TIME_FEATURES.map(({ name }) => name)] : [...features];
}

/** What a feature is, by its name; `undefined` for a column of an imported table. */
export function featureFacts(name: string): Feature | TimeFeature | undefined {
  return [...FEATURES, ...TIME_FEATURES].find((feature) => feature.name === name);
}

/** Whether a feature is one of time. */
export function isTimeFeature(name: string): boolean {
  return TIME_FEATURES.some((feature) => feature.name === name);
}

/** The columns of both, for the same rows. */
function beside(left: Matrix, right: Matrix): Matrix {
  const names = [...left.names, ...right.names];
  const data = new Float64Array(left.rows * names.length);
  for (let row = 0; row < left.rows; row++) {
    const at = row * names.length;
    data.set(left.data.subarray(row * left.columns, (row + 1) * left.columns), at);
    const rest = right.data.subarray(row * right.columns, (row + 1) * right.columns);
    data.set(rest, at + left.columns);
  }
  return matrix(data, names);
}
