import { isVote, voteOffset } from '../../models/combinations.ts';
import type { LabParameters, MemberName } from '../lab-parameters.ts';
import { trainingName } from './judge.ts';
import { blocks } from './literals.ts';

/** The ensemble in NumPy, from the names that the code of its members leaves. */
export function ensembleCode(
  parameters: LabParameters,
  variableOf: (member: MemberName) => string,
): string {
  const { ensemble, ensembleMembers, ensembleWeights } = parameters;
  const variables = ensembleMembers.map(variableOf);
  const training = trainingName(parameters);
  const weights = ensembleMembers.map((member) => ensembleWeights[member]);
  const table = (name: string, scores: (variable: string) => string) =>
    [
      `${name} = np.column_stack([`,
      ...variables.map((one) => `    decided(${scores(one)}, ${one}),`),
      '])',
    ].join('\n');
  const learntScores = (variable: string) =>
    variable === 'lof' ? 'lof.negative_outlier_factor_' : `${variable}.score_samples(${training})`;
  return blocks(
    [
      'from types import SimpleNamespace',
      ...(ensemble.endsWith('gaussian') ? ['', 'from scipy.special import erf'] : []),
    ].join('\n'),
    DECIDED,
    table('decisions', (one) => `${one}_scores`),
    training === 'X' ? 'learnt = decisions' : table('learnt', learntScores),
    `weights = np.array([${weights.join(', ')}])`,
    abnormalityCode(ensemble),
    combinedCode(ensemble),
    offsetCode(parameters, weights),
    [
      'ensemble_scores = combined(decisions)',
      'ensemble_flagged = ensemble_scores < ensemble.offset_',
    ].join('\n'),
  );
}

const DECIDED = `def decided(scores, detector):
    return scores - np.ravel(detector.offset_)[0]  # below 0: abnormal`;

const RANK = `def abnormality(own, values):
    own = np.sort(own)
    below = np.searchsorted(own, values) + np.searchsorted(own, values, side="right")
    return 1 - below / (2 * len(own))`;

const GAUSSIAN = `def abnormality(own, values):
    return np.maximum(0, erf((own.mean() - values) / (own.std() * np.sqrt(2))))`;

const VOTE = `def abnormality(own, values):
    return (values < 0).astype(float)`;

function abnormalityCode(combination: LabParameters['ensemble']): string {
  if (isVote(combination)) return VOTE;
  return combination.endsWith('rank') ? RANK : GAUSSIAN;
}

function combinedCode(combination: LabParameters['ensemble']): string {
  const combined = combination.startsWith('max')
    ? '-(each * weights).max(axis=1) / weights.max()'
    : '-(each @ weights) / weights.sum()';
  return `def combined(values):
    each = np.column_stack([abnormality(*both) for both in zip(learnt.T, values.T)])
    return ${combined}`;
}

function offsetCode({ ensemble, contamination }: LabParameters, weights: number[]): string {
  if (isVote(ensemble)) {
    const offset = voteOffset(ensemble, Float64Array.from(weights));
    return `ensemble = SimpleNamespace(offset_=${offset})`;
  }
  const share =
    contamination === 'auto'
      ? '(learnt < 0).mean(axis=0) @ weights / weights.sum()'
      : String(contamination);
  return `ensemble = SimpleNamespace(offset_=np.percentile(combined(learnt), 100 * ${share}))`;
}
