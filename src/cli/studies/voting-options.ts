import type { LabParameters } from '../../pipeline/parameters/lab-parameters.ts';
import { PARAMETERS } from '../../pipeline/parameters/parameter-facts.ts';
import type { GivenParameters } from '../learning-options.ts';
import { UsageError } from '../usage-error.ts';

/** The options for studies over seeds; they stand among those for files. */
export const VOTING_OPTIONS = [
  {
    flag: 'voting',
    value: '[SEEDS]',
    meaning:
      'Whether voting pays: every detector and every ensemble on the generated flows of many seeds. How many or which, 1,2,42, unless --seeds says so.',
  },
  {
    flag: 'time-study',
    value: '[SEEDS]',
    meaning:
      'What time features buy: how much of each attack is found without and with them, and of a beacon as its jitter grows. Seeds as above.',
  },
] as const;

/** Who says how an ensemble is made wants one. */
export function withEnsemble(parameters: LabParameters, given: GivenParameters): LabParameters {
  const { detectors } = parameters;
  const asked = PARAMETERS.some(({ key, step }) => step === 'ensemble' && given[key] !== undefined);
  if (detectors.includes('ensemble') || !asked) return parameters;
  return { ...parameters, detectors: [...detectors, 'ensemble'] };
}

/** Options whose value may be left out, and how a value begins. */
const VALUE_IF_ANY: ReadonlyMap<string, RegExp> = new Map([
  ['--voting', /^\d/],
  ['--time-study', /^\d/],
  ['--classify', /^\d/],
  ['--unknown-attack', /^[^-]/],
]);

/** `--voting` and the like without a value: `parseArgs` knows none that may be left out. */
export function withUsualValues(args: readonly string[]): string[] {
  return args.map((word, at) => {
    const begins = VALUE_IF_ANY.get(word);
    return begins !== undefined && !begins.test(args[at + 1] ?? '') ? `${word}=` : word;
  });
}

/**
 * The plan of a study over seeds; `undefined`: it is not asked for.
 *
 * @param seeds as typed; empty: those of the parameters
 * @throws UsageError where flows are read; InputError for seeds that cannot be
 */
export function parseStudy<Plan>(
  flag: (typeof VOTING_OPTIONS)[number]['flag'],
  seeds: string | undefined,
  input: readonly string[],
  plan: (seeds: string | undefined) => Plan,
): Plan | undefined {
  if (seeds === undefined) return undefined;
  if (input.length > 0) {
    throw new UsageError(`--${flag} generates its own flows, by many seeds: leave --input out.`);
  }
  return plan(seeds || undefined);
}
