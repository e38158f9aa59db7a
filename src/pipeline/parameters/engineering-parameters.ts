import { EXTRA_FEATURES } from '../../features/extra-features.ts';
import type { LabParameters } from './lab-parameters.ts';

/** The parameters that engineering flows depends on, beside the choice of features. */
export const ENGINEERING_PARAMETERS = ['timeFeatures', 'timeWindow', 'timeZone'] as const;
export type EngineeringParameters = Pick<
  LabParameters,
  'features' | (typeof ENGINEERING_PARAMETERS)[number]
>;

/** The extra features that are chosen, by name. Others are engineered whether they are or not. */
export function chosenExtras({ features }: Pick<LabParameters, 'features'>): string[] {
  return features.filter((name) => EXTRA_FEATURES.some((extra) => extra.name === name));
}
