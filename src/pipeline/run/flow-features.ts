import type { FlowTable } from '../../data/flow-table.ts';
import { engineerFeatures } from '../../features/engineer.ts';
import { EXTRA_FEATURES } from '../../features/extra-features.ts';
import type { Feature } from '../../features/feature.ts';
import type { Matrix } from '../../features/matrix.ts';
import { NOTEBOOK_FEATURES } from '../../features/notebook-features.ts';
import { TIME_FEATURES } from '../../features/time-features.ts';
import type { EngineeringParameters } from '../parameters/engineering-parameters.ts';
import type { LabParameters } from '../parameters/lab-parameters.ts';

/** The notebook's features alone. */
const WITHOUT_EXTRAS: EngineeringParameters = {
  features: [],
  timeFeatures: false,
  timeWindow: 1,
  timeZone: 'UTC',
};

/**
 * All features of every flow. O(flows), O(flows log flows) with time features.
 *
 * @throws InputError where features are asked for and the flows do not tell what they need
 */
export function featuresOfFlows(
  flows: FlowTable,
  parameters: EngineeringParameters = WITHOUT_EXTRAS,
): Matrix {
  return engineerFeatures(flows, engineeredFeatures(parameters), parameters);
}

/** What is engineered: the notebook's twenty, behind them the extra ones that are chosen, then those of time. */
export function engineeredFeatures({
  features,
  timeFeatures,
}: Pick<EngineeringParameters, 'features' | 'timeFeatures'>): Feature[] {
  const chosen = EXTRA_FEATURES.filter(({ name }) => features.includes(name));
  return [...NOTEBOOK_FEATURES, ...chosen, ...(timeFeatures ? TIME_FEATURES : [])];
}

/** What decides which features the detectors see. */
export type Selection = Pick<LabParameters, 'features' | 'logRatios'> &
  Partial<Pick<LabParameters, 'timeFeatures'>>;

/** The features that the detectors see, by name and in order. */
export function selectedFeatures({ features, timeFeatures = false }: Selection): string[] {
  return timeFeatures ? [...features, ...TIME_FEATURES.map(({ name }) => name)] : [...features];
}
