import type { LabParameters } from './lab-parameters.ts';

/** The parameters that reading files depends on. */
export const READING_PARAMETERS = ['window', 'sample', 'seed', 'timeZone', 'unicastOnly'] as const;
export type ReadingParameters = Pick<LabParameters, (typeof READING_PARAMETERS)[number]>;
