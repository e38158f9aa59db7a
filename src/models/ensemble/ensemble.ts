import { InputError } from '../../data/errors.ts';
import { columnOf, type Matrix } from '../../features/matrix.ts';
import { percentile } from '../../features/numpy.ts';
import {
  type Assessment,
  assessmentFromScores,
  checkMatrix,
  checkParameter,
  OutlierDetector,
  requireFitted,
} from '../detector.ts';
import { COMBINATIONS, isVote, voteOffset } from './combinations.ts';
import { combine, learnScale, type MemberScale } from './ensemble-combining.ts';
import {
  type EnsembleParams,
  type FittedEnsemble,
  readEnsemble,
  writeEnsemble,
} from './ensemble-json.ts';

const NAME = 'Ensemble';

/**
 * Several detectors' answers as one. Its matrices hold their decisions: a row per flow, a column per
 * member, below 0 = abnormal. The score is the negated share of votes or the negated mean or maximum
 * of comparable scores, −1 … 0. Ranks and scaling are those of training, so that rows which were not
 * in training can be judged one by one.
 */
export class Ensemble extends OutlierDetector {
  readonly estimator = NAME;
  readonly params: EnsembleParams;
  #fitted: FittedEnsemble | undefined;
  #training: Assessment | undefined;

  /** @throws InputError for a parameter out of range */
  constructor({
    combination = 'mean-rank',
    weights = {},
    contamination = 0.1,
  }: EnsembleOptions = {}) {
    super();
    this.params = { combination, weights, contamination };
    const share = typeof contamination === 'number' && contamination > 0 && contamination <= 0.5;
    const check = (name: keyof EnsembleParams, ok: boolean, expected: string) =>
      checkParameter(NAME, name, this.params[name], ok, expected);
    check('combination', COMBINATIONS.includes(combination), COMBINATIONS.join(' or '));
    check(
      'contamination',
      contamination === 'auto' || share,
      "'auto' or a number above 0 and up to 0.5",
    );
    const legal = Object.values(weights).every((weight) => Number.isFinite(weight) && weight >= 0);
    check('weights', legal, 'numbers from 0 up');
  }

  get #known(): FittedEnsemble {
    return requireFitted(this.#fitted, NAME);
  }

  get warnings(): readonly string[] {
    return this.#known.warnings;
  }

  get offset(): number {
    return this.#known.offset;
  }

  /** Names of the columns that it was fitted on. */
  get members(): readonly string[] {
    return this.#known.members;
  }

  /** One per member. */
  get weights(): Float64Array {
    return this.#known.weights;
  }

  /** What makes the members' decisions comparable, one per member. */
  get scales(): readonly MemberScale[] {
    return this.#known.scales;
  }

  /** Not part of `toJSON`. */
  get trainingAssessment(): Assessment {
    if (this.#fitted !== undefined && this.#training === undefined) {
      throw new Error(`${NAME} came from JSON, which holds no training scores: call assess.`);
    }
    return requireFitted(this.#training, NAME);
  }

  /**
   * @param x decisions of the members on the rows that they were fitted on; O(members × rows log rows)
   * @throws InputError for an empty matrix, numbers not finite, or weights that leave no member
   */
  fit(x: Matrix): this {
    checkMatrix(x, NAME);
    const { combination, contamination } = this.params;
    const weights = Float64Array.from(x.names, (name) => this.params.weights[name] ?? 1);
    if (!weights.some((weight) => weight > 0)) {
      throw new InputError(`${NAME}: the weights of ${x.names.join(', ')} are all 0; raise one.`);
    }
    const scales = x.names.map((_, j) => learnScale(combination, columnOf(x, j)));
    const scores = combine(combination, x, scales, weights);
    const offset = isVote(combination)
      ? voteOffset(combination, weights)
      : percentile(
          scores,
          100 * (contamination === 'auto' ? shareFlagged(x, weights) : contamination),
        );
    const warnings = warningsOf(x.names, scales);
    this.#fitted = { members: x.names, weights, scales, offset, warnings };
    this.#training = assessmentFromScores(scores, offset);
    return this;
  }

  /** O(rows × members log training rows). @throws InputError for other members than in training */
  assess(x: Matrix): Assessment {
    const { members, weights, scales, offset } = this.#known;
    checkMatrix(x, NAME, members.length);
    return assessmentFromScores(combine(this.params.combination, x, scales, weights), offset);
  }

  /** For ranks it holds the members' decisions on the rows of training. */
  toJSON(): object {
    return writeEnsemble(this.params, this.#known);
  }

  /** @throws InputError for anything but what `toJSON` gave */
  static fromJSON(json: unknown): Ensemble {
    const { params, fitted } = readEnsemble(json);
    const ensemble = new Ensemble(params);
    ensemble.#fitted = fitted;
    return ensemble;
  }
}

type EnsembleOptions = Partial<EnsembleParams>;

/** The mean share of rows that the members flag, by their weights. */
function shareFlagged({ data, rows, columns }: Matrix, weights: Float64Array): number {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const flagged = data.reduce((sum, value, at) => sum + (value < 0 ? weights[at % columns] : 0), 0);
  return flagged / total / rows;
}

function warningsOf(names: readonly string[], scales: readonly MemberScale[]): string[] {
  const silent = names.filter((_, j) => {
    const scale = scales[j];
    return scale.kind === 'gaussian' && scale.deviation === 0;
  });
  if (silent.length === 0) return [];
  return [`${silent.join(', ')} gave all training rows one score: it adds nothing here.`];
}
