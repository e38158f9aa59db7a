import type { LabParameters } from '../pipeline/parameters/lab-parameters.ts';
import { PARAMETERS } from '../pipeline/parameters/parameter-facts.ts';
import type { GivenParameters } from './learning-options.ts';

/** Who says how an ensemble is made wants one. */
export function withEnsemble(parameters: LabParameters, given: GivenParameters): LabParameters {
  const { detectors } = parameters;
  const asked = PARAMETERS.some(({ key, step }) => step === 'ensemble' && given[key] !== undefined);
  if (detectors.includes('ensemble') || !asked) return parameters;
  return { ...parameters, detectors: [...detectors, 'ensemble'] };
}
