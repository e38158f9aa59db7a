import { type SavedValues, savedValues } from '../saved-values.ts';
import type { Combination } from './combinations.ts';
import { COMBINATIONS, isVote } from './combinations.ts';
import type { MemberScale } from './ensemble-combining.ts';

export interface EnsembleParams {
  readonly combination: Combination;
  /** By the member's name, from 0 up, 1 unless given; 0 leaves the member out. */
  readonly weights: Readonly<Record<string, number>>;
  /**
   * Share of outliers in training, above 0 and up to 0.5. 'auto': the mean share that the members
   * flag there, by their weights. Votes need neither.
   */
  readonly contamination: 'auto' | number;
}

/** What `fit` learns. */
export interface FittedEnsemble {
  readonly members: readonly string[];
  /** One per member. */
  readonly weights: Float64Array;
  readonly scales: readonly MemberScale[];
  readonly offset: number;
  readonly warnings: readonly string[];
}

const NAME = 'Ensemble';
const SAVED = savedValues(NAME);
const PARAMS = ['combination', 'weights', 'contamination'] as const;

/** A fitted ensemble as plain JSON values. */
export function writeEnsemble(params: EnsembleParams, fitted: FittedEnsemble): object {
  const { weights, scales, ...rest } = fitted;
  return {
    estimator: NAME,
    params,
    ...rest,
    weights: [...weights],
    scales: scales.map((scale) =>
      scale.kind === 'rank' ? { ...scale, sorted: [...scale.sorted] } : scale,
    ),
  };
}

/** Reads what `writeEnsemble` wrote. @throws InputError for anything else */
export function readEnsemble(json: unknown): { params: EnsembleParams; fitted: FittedEnsemble } {
  const saved = SAVED.object(json, 'the saved detector');
  if (saved.estimator !== NAME) throw SAVED.wrong('estimator', `"${NAME}"`, saved.estimator);
  const params = readParams(saved.params);
  const members = SAVED.words(saved.members, 'members');
  if (members.length === 0) throw SAVED.wrong('members', 'at least 1 word', 0);
  const weights = SAVED.numbers(saved.weights, 'weights', members.length);
  if (weights.some((weight) => weight < 0) || !weights.some((weight) => weight > 0)) {
    throw SAVED.wrong('weights', 'numbers from 0 up, one of them above', saved.weights);
  }
  const kind = kindFor(params);
  const scales = Array.isArray(saved.scales) ? saved.scales : [];
  if (scales.length !== members.length) {
    throw SAVED.wrong('scales', `a list of ${members.length}`, saved.scales);
  }
  return {
    params,
    fitted: {
      members,
      weights,
      scales: scales.map((scale, at) => readScale(SAVED, scale, kind, `scales[${at}]`)),
      offset: SAVED.number(saved.offset, 'offset'),
      warnings: SAVED.words(saved.warnings, 'warnings'),
    },
  };
}

function readParams(json: unknown): EnsembleParams {
  const { combination, weights, contamination } = SAVED.parameters<EnsembleParams>(json, PARAMS);
  const known = COMBINATIONS.find((name) => name === combination);
  if (known === undefined) {
    throw SAVED.wrong('params.combination', COMBINATIONS.join(' or '), combination);
  }
  const given = SAVED.object(weights, 'params.weights');
  const numbers = Object.entries(given).map(([name, weight]) => [
    name,
    SAVED.number(weight, 'params.weights'),
  ]);
  return { combination: known, weights: Object.fromEntries(numbers), contamination };
}

function kindFor({ combination }: EnsembleParams): MemberScale['kind'] {
  if (isVote(combination)) return 'vote';
  return combination.endsWith('rank') ? 'rank' : 'gaussian';
}

function readScale(
  saved: SavedValues,
  json: unknown,
  kind: MemberScale['kind'],
  where: string,
): MemberScale {
  const scale = saved.object(json, where);
  if (scale.kind !== kind) throw saved.wrong(`${where}.kind`, `"${kind}"`, scale.kind);
  if (kind === 'vote') return { kind };
  if (kind === 'gaussian') {
    const deviation = saved.number(scale.deviation, `${where}.deviation`);
    if (deviation < 0) throw saved.wrong(`${where}.deviation`, 'a number from 0 up', deviation);
    return { kind, mean: saved.number(scale.mean, `${where}.mean`), deviation };
  }
  const sorted = saved.numbers(scale.sorted, `${where}.sorted`);
  const ascends = sorted.every((value, at) => at === 0 || value >= sorted[at - 1]);
  if (sorted.length === 0 || !ascends) {
    throw saved.wrong(`${where}.sorted`, 'numbers that ascend', scale.sorted);
  }
  return { kind, sorted };
}
