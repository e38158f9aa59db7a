import type { LabParameters } from './lab-parameters.ts';

/** The parameters that engineering flows depends on. */
export const ENGINEERING_PARAMETERS = ['timeFeatures', 'timeWindow', 'timeZone'] as const;
export type EngineeringParameters = Pick<LabParameters, (typeof ENGINEERING_PARAMETERS)[number]>;
