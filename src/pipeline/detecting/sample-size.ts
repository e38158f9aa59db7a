import type { DetectorName, LabParameters } from '../parameters/lab-parameters.ts';
import type { ParameterKey, ParameterValue } from '../parameters/parameter-types.ts';
import type { DetectorRow, OwnParameter } from './detector-row.ts';

/*
 * How many flows a detector learns from at most, where fitting takes so long that all of a large
 * traffic is a choice: a parameter, made from its row.
 */

/** The value that leaves none out. */
export const ALL_FLOWS = 'all';

/** The key of a detector's parameter: `oneClassSvmSample`. */
export function sampleKey(name: DetectorName): ParameterKey {
  return `${name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())}Sample`;
}

/** So many flows a detector learns from at most; infinitely many where it has no such parameter. */
export function mostLearnt(
  name: DetectorName,
  parameters: Readonly<Record<string, ParameterValue>> | LabParameters,
): number {
  const value = parameters[sampleKey(name)];
  return typeof value === 'number' ? value : Number.POSITIVE_INFINITY;
}

/** A detector's row with the parameter of its sample, if its row says how large that is. */
export function withSample(row: DetectorRow): DetectorRow {
  const { learnsFromAtMost } = row;
  if (learnsFromAtMost === undefined) return row;
  const facts = sampleFacts(row.name, learnsFromAtMost);
  return { ...row, parameters: { ...row.parameters, [sampleKey(row.name)]: facts } };
}

function sampleFacts(name: DetectorName, most: number): OwnParameter<ParameterValue> {
  return {
    flag: `${name}-sample`,
    advanced: true,
    kind: 'number',
    min: 100,
    max: 10_000_000,
    slider: { from: 1000, to: 1_000_000 },
    resolution: 1000,
    whole: true,
    words: [ALL_FLOWS],
    sweep: { values: '100, 200, 500, 1000, 2000, all', byRatio: true },
    label: 'Flows to learn from, at most',
    default: most,
    meaning:
      'Of more flows it learns from so many, drawn at random, and scores all. all: no limit.',
  };
}
