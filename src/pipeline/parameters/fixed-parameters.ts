import { OWN_THRESHOLDS } from '../detecting/detector-table.ts';
import { OWN_THRESHOLD } from '../detecting/hand-threshold.ts';
import type { LabParameters, ParameterChanges } from './lab-parameters.ts';
import { PARAMETERS } from './parameter-facts.ts';
import type { ParameterFacts, ParameterKey, ParameterStep } from './parameter-types.ts';

/** The parameters that a trained lab settles: all that shaped it. */
export type FixedParameters = ParameterChanges;

/** Steps that a trained lab says nothing of. */
const FREE_STEPS: readonly ParameterStep[] = ['generate', 'study', 'classifier', 'stream'];
/** What does not shape it: which detectors are shown, and what this machine trains networks by. */
const FREE: readonly ParameterKey[] = ['detectors', 'neuralBackend'];

/** Their rows: features, scaler and detectors, and the window, by which features mean what they do. */
export const FIXED_PARAMETERS: readonly ParameterFacts[] = PARAMETERS.filter(
  ({ key, step }) => key === 'window' || (!FREE_STEPS.includes(step) && !FREE.includes(key)),
);

const FIXED_KEYS = new Set<ParameterKey>(FIXED_PARAMETERS.map(({ key }) => key));

/** Whether a trained lab settles this parameter. Its thresholds can be set otherwise. */
export function isFixed(key: ParameterKey): boolean {
  return FIXED_KEYS.has(key) && !Object.hasOwn(OWN_THRESHOLDS, key);
}

/**
 * The parameters while a trained lab is in force: its own, where it settles them or no threshold is
 * set besides. It was taught before, so that all flows are there to judge it.
 */
export function parametersInForce(
  parameters: LabParameters,
  lab: { readonly parameters: FixedParameters } | null,
): LabParameters {
  if (lab === null) return parameters;
  return { ...parameters, ...lab.parameters, ...thresholdsSet(parameters), evaluateOn: 'all' };
}

/** The parameters of a trained lab that is saved again, with the thresholds in force. */
export function savedAgain(fixed: FixedParameters, inForce: LabParameters): FixedParameters {
  return { ...fixed, ...OWN_THRESHOLDS, ...thresholdsSet(inForce) };
}

/** Those of the thresholds that are set by hand. */
function thresholdsSet(parameters: LabParameters): ParameterChanges {
  return Object.fromEntries(
    Object.keys(OWN_THRESHOLDS).flatMap((key) =>
      parameters[key] === undefined || parameters[key] === OWN_THRESHOLD
        ? []
        : [[key, parameters[key]]],
    ),
  );
}
