import { InputError } from '../../data/errors.ts';
import { COMBINATIONS, type Combination } from '../../models/ensemble/combinations.ts';
import { MEMBER_NAMES } from '../detecting/detector-table.ts';
import type { LabParameters, MemberName } from '../parameters/lab-parameters.ts';
import { parseSeeds } from '../parameters/seeds.ts';

/** What takes part in the study: a detector, or an ensemble by how it combines its members. */
export type Contender =
  | { readonly kind: 'detector'; readonly name: MemberName; readonly member: boolean }
  | { readonly kind: 'ensemble'; readonly name: Combination };

/** What contenders are measured by. */
export const VOTING_MEASURES = [
  { key: 'f1', title: 'F1' },
  { key: 'rocAuc', title: 'ROC AUC' },
  { key: 'averagePrecision', title: 'Average precision' },
] as const;
export type VotingMeasure = (typeof VOTING_MEASURES)[number];

/** A contender's figures on one seed; `null` where one is undefined. */
export type VotingFigures = Readonly<Record<VotingMeasure['key'], number | null>>;

/** One seed: its traffic, and every contender on that. */
export interface VotingTrial {
  readonly seed: string;
  readonly contenders: readonly Contender[];
  readonly parameters: LabParameters;
}

/** Whether voting pays: the same question on the traffic of many seeds. */
export interface VotingPlan {
  readonly contenders: readonly Contender[];
  readonly trials: readonly VotingTrial[];
}

/** One per contender, in their order; or why this seed has none. */
export type VotingOutcome =
  | { readonly figures: readonly VotingFigures[]; readonly problem: null }
  | { readonly figures: null; readonly problem: string };

/**
 * Plans the study: on each seed the ensemble's members, the detectors that are chosen besides, the
 * two rules of thumb, and an ensemble of the members by each way to combine them.
 *
 * @param seeds how many, from 0 up: `20`; or which: `1,2,42`
 * @throws InputError for seeds that cannot be read, or where another file is learnt from
 */
export function planVoting(parameters: LabParameters, seeds = parameters.seeds): VotingPlan {
  if (parameters.trainOn === 'file') {
    throw new InputError(
      'The study of voting generates its flows by many seeds: learn from those, not from a file.',
    );
  }
  const rules: readonly MemberName[] = ['robust-z-score', 'interquartile-fence'];
  const { detectors, ensembleMembers } = parameters;
  const alone = MEMBER_NAMES.filter((name) =>
    [...ensembleMembers, ...detectors, ...rules].includes(name),
  );
  const contenders: Contender[] = [
    ...alone.map((name) => {
      return { kind: 'detector', name, member: ensembleMembers.includes(name) } as const;
    }),
    ...COMBINATIONS.map((name) => ({ kind: 'ensemble', name }) as const),
  ];
  return {
    contenders,
    trials: parseSeeds(seeds).map((seed) => {
      return { seed, contenders, parameters: { ...parameters, seed } };
    }),
  };
}
