import type { LabParameters } from '../pipeline/parameter-facts.ts';
import { planVoting, USUAL_SEEDS, type VotingPlan } from '../pipeline/voting.ts';
import type { GivenParameters } from './learning-options.ts';
import { UsageError } from './usage-error.ts';

/** The option for the study; it stands among those for files. */
export const VOTING_OPTIONS = [
  {
    flag: 'voting',
    value: '[SEEDS]',
    meaning:
      'Whether voting pays: every detector and every ensemble on the generated flows of many seeds. How many (20 unless given) or which: 1,2,42.',
  },
] as const;

/** Who says how an ensemble is made wants one. */
export function withEnsemble(parameters: LabParameters, given: GivenParameters): LabParameters {
  const { detectors } = parameters;
  const asked = [given.ensemble, given.ensembleMembers, given.ensembleWeights];
  if (detectors.includes('ensemble') || asked.every((one) => one === undefined)) return parameters;
  return { ...parameters, detectors: [...detectors, 'ensemble'] };
}

/** `--voting` without seeds: `parseArgs` knows no value that may be left out. */
export function withUsualSeeds(args: readonly string[]): string[] {
  return args.map((word, at) => {
    const bare = word === '--voting' && !/^\d/.test(args[at + 1] ?? '');
    return bare ? `--voting=${USUAL_SEEDS}` : word;
  });
}

/** @throws UsageError where flows are read; InputError for seeds that cannot be */
export function parseVoting(
  seeds: string | undefined,
  input: readonly string[],
  parameters: LabParameters,
): VotingPlan | undefined {
  if (seeds === undefined) return undefined;
  if (input.length > 0) {
    throw new UsageError('--voting generates its own flows, by many seeds: leave --input out.');
  }
  return planVoting(parameters, seeds);
}
