import type { Field } from '../../data/json-fields.ts';
import { savedFields, savedParameters, savedWarnings } from '../saved-detector.ts';
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
  const saved = savedFields(json, NAME);
  const params = readParams(saved.at('params'));
  const members = saved.at('members').words(1, Number.POSITIVE_INFINITY);
  const weights = saved
    .at('weights')
    .numbers(members.length, members.length, 'numbers from 0 up', (weight) => weight >= 0);
  if (!weights.some((weight) => weight > 0)) {
    throw saved.at('weights').expected('numbers of which one is above 0');
  }
  const kind = kindFor(params);
  return {
    params,
    fitted: {
      members,
      weights: Float64Array.from(weights),
      scales: saved
        .at('scales')
        .list('scales', members.length, members.length)
        .map((scale) => readScale(scale, kind)),
      offset: saved.at('offset').number(),
      warnings: savedWarnings(saved),
    },
  };
}

function readParams(field: Field): EnsembleParams {
  const weights = field.at('weights');
  return {
    combination: field.at('combination').oneOf(COMBINATIONS),
    weights: Object.fromEntries(weights.keys().map((name) => [name, weights.at(name).number()])),
    // The constructor checks its value.
    contamination: savedParameters<EnsembleParams>(field, PARAMS).contamination,
  };
}

function kindFor({ combination }: EnsembleParams): MemberScale['kind'] {
  if (isVote(combination)) return 'vote';
  return combination.endsWith('rank') ? 'rank' : 'gaussian';
}

function readScale(scale: Field, kind: MemberScale['kind']): MemberScale {
  scale.at('kind').oneOf([kind]);
  if (kind === 'vote') return { kind };
  if (kind === 'gaussian') {
    const deviation = scale.at('deviation').number();
    if (deviation < 0) throw scale.at('deviation').expected('a number from 0 up');
    return { kind, mean: scale.at('mean').number(), deviation };
  }
  const sorted = scale.at('sorted').numbers(1, Number.POSITIVE_INFINITY);
  const ascends = sorted.every((value, at) => at === 0 || value >= sorted[at - 1]);
  if (!ascends) throw scale.at('sorted').expected('numbers that ascend');
  return { kind, sorted: Float64Array.from(sorted) };
}
