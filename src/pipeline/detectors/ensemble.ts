import { isVote } from '../../models/ensemble/combinations.ts';
import { Ensemble } from '../../models/ensemble/ensemble.ts';
import { ceilingRemark } from '../detecting/ceiling-remark.ts';
import type { DetectorMaker, DetectorRow } from '../detecting/detector-row.ts';

export const row = {
  name: 'ensemble',
  place: 99,
  title: 'Ensemble',
  idea: 'Lets other detectors vote, or takes the mean or maximum of their comparable scores.',
  fewestRows: 1,
  look: 'anomaly-star',
  combines: true,
  judgedBy: [],
  shares: ['contamination', 'ensemble', 'ensembleMembers', 'ensembleWeights'],
  parameters: {},
} satisfies DetectorRow<object>;

/** Its matrix holds its members' decisions, a column each. */
export const maker = {
  create: ({ ensemble, ensembleWeights, contamination }) =>
    new Ensemble({ combination: ensemble, weights: ensembleWeights, contamination }),
  facts: (ensemble, titleOf) => [
    {
      name: 'combined by',
      value: ensemble.params.combination,
      meaning: 'How the results of its members become one.',
    },
    ...ensemble.members.map((member, at) => ({
      name: `weight of ${titleOf(member)}`,
      value: ensemble.weights[at],
      meaning: 'How much this member counts.',
    })),
  ],
  restore: (json) => Ensemble.fromJSON(json),
  remarks: (run) => (isVote(run.parameters.ensemble) ? [] : ceilingRemark(run)),
} satisfies DetectorMaker<Ensemble, unknown>;
