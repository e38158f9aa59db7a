import { isVote, voteOffset } from '../../models/ensemble/combinations.ts';
import type { LabParameters, MemberName } from '../parameters/lab-parameters.ts';
import { trainingName } from './judge.ts';
import { blocks } from './literals.ts';
import type { JudgingDetector, PythonDetector } from './python-detector.ts';

/** The ensemble in NumPy, from the names that the code of its members leaves. */
export function ensembleCode(
  parameters: LabParameters,
  pythonOf: (member: MemberName) => JudgingDetector,
): string {
  const { ensemble, ensembleMembers, ensembleWeights } = parameters;
  const members = ensembleMembers.map(pythonOf);
  const training = trainingName(parameters);
  const weights = ensembleMembers.map((member) => ensembleWeights[member]);
  const table = (name: string, scores: (member: PythonDetector) => string) =>
    [
      `${name} = np.column_stack([`,
      ...members.map((one) => `    decided(${scores(one)}, ${one.judge}),`),
      '])',
    ].join('\n');
  const learntScores = ({ variable, ownScores }: PythonDetector) =>
    `${variable}.${ownScores ?? `score_samples(${training})`}`;
  return blocks(
    [
      'from types import SimpleNamespace',
      ...(ensemble.endsWith('gaussian') ? ['', 'from scipy.special import erf'] : []),
    ].join('\n'),
    DECIDED,
    table('decisions', ({ variable }) => `${variable}_scores`),
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
