import type { LabParameters } from '../../pipeline/parameters/lab-parameters.ts';
import { type ClassifyPlan, planClassify } from '../../pipeline/studies/classify-study.ts';
import { UsageError } from '../usage-error.ts';

/** The options of the classifier of attacks; they stand among those for files. */
export const CLASSIFIER_OPTIONS = [
  {
    flag: 'classify',
    value: '[SEEDS]',
    meaning:
      'Train a network that tells attacks by name, and judge it by flows that it never saw: on this traffic, or on the generated flows of SEEDS: how many, or which, 1,2,42.',
  },
  {
    flag: 'unknown-attack',
    value: '[ATTACKS]',
    meaning:
      'Leave one attack out: what the classifier calls an attack that it was not taught, beside what the detectors make of it. Which, A,B; all unless given.',
  },
] as const;

/** What is asked of the classifier. */
export interface ClassifierStudies {
  /** `own`: on the traffic of the run. */
  readonly classify: ClassifyPlan | 'own' | undefined;
  /** The attacks to leave out, as typed; empty: all of them. */
  readonly unknownAttack: string | undefined;
}

/** @throws UsageError where flows are read besides; InputError for seeds that cannot be */
export function parseClassify(
  seeds: string | undefined,
  input: readonly string[],
  parameters: LabParameters,
): ClassifierStudies['classify'] {
  if (seeds === undefined) return undefined;
  if (seeds === '') return 'own';
  if (input.length > 0) {
    throw new UsageError(
      '--classify with seeds generates its own flows: leave the seeds out, or --input.',
    );
  }
  return planClassify(parameters, seeds);
}
