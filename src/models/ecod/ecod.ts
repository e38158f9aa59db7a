import type { Matrix } from '../../features/matrix.ts';
import { checkContamination, offsetForContamination } from '../contamination.ts';
import {
  type Assessment,
  assessmentFromScores,
  checkMatrix,
  checkParameter,
  OutlierDetector,
  type Progress,
  requireFitted,
} from '../detector.ts';
import { scoresOfContributions } from '../feature-contributions.ts';
import { type EcodParams, type FittedEcod, NAME, readEcod, writeEcod } from './ecod-json.ts';
import { type FeatureTails, tailContributions, tailsWith, trainingTails } from './ecod-tails.ts';

const DEFAULTS: EcodParams = { contamination: 0.1, transductive: true };

/**
 * ECOD, outlier detection by empirical cumulative distribution functions: how few values of a feature
 * lie as far out as this one, −log of their share, summed over the features. Nothing to set, no
 * distances, no unit: only the order of the values counts. The score is that sum, negated.
 *
 * Agrees with PyOD 3.6. The paper sums the left tails, the right ones, and those on the side to which
 * each feature is skewed, and takes the largest of the three sums; PyOD takes the rarer tail of each
 * feature by itself, and looks at the skewness only where it is exactly 0: there it adds both tails.
 *
 * Fitting costs O(columns × rows log rows), an assessment the same over the training rows and those
 * it is given; memory O(columns × rows). Source: Li, Zhao, Hu, Botta, Ionescu and Chen, "ECOD:
 * Unsupervised Outlier Detection Using Empirical Cumulative Distribution Functions", IEEE TKDE 2022.
 */
export class Ecod extends OutlierDetector {
  readonly estimator = NAME;
  readonly params: EcodParams;
  #fitted: FittedEcod | undefined;
  #training: Assessment | undefined;
  #tails: readonly FeatureTails[] | undefined;

  /** @throws InputError for a parameter out of range */
  constructor(params: Partial<EcodParams> = {}) {
    super();
    this.params = { ...DEFAULTS, ...params };
    const { contamination, transductive } = this.params;
    checkContamination(NAME, contamination);
    const ok = typeof transductive === 'boolean';
    checkParameter(NAME, 'transductive', transductive, ok, 'true or false');
  }

  get #known(): FittedEcod {
    return requireFitted(this.#fitted, NAME);
  }

  get #tailsKnown(): readonly FeatureTails[] {
    this.#tails ??= trainingTails(this.#known.training);
    return this.#tails;
  }

  get warnings(): readonly string[] {
    return this.#known.warnings;
  }

  get offset(): number {
    return this.#known.offset;
  }

  /** The training rows. */
  get training(): Matrix {
    return this.#known.training;
  }

  /** Worked out anew where the detector came from JSON. */
  get trainingAssessment(): Assessment {
    const { training, offset } = this.#known;
    this.#training ??= assessmentFromScores(
      scoresOfContributions(this.trainingContributions(), training.columns),
      offset,
    );
    return this.#training;
  }

  /** @throws InputError for an empty matrix or numbers not finite */
  fit(x: Matrix, onProgress?: Progress): this {
    checkMatrix(x, NAME);
    const tails = trainingTails(x);
    onProgress?.(0.5);
    const scores = scoresOfContributions(tailContributions(x, tails, 0), x.columns);
    const offset = offsetForContamination(scores, this.params.contamination);
    this.#fitted = { training: x, offset, warnings: warningsOf(x.names, tails) };
    this.#tails = tails;
    this.#training = assessmentFromScores(scores, offset);
    onProgress?.(1);
    return this;
  }

  /**
   * Judges new rows among the training rows. A row that was in training counts twice here; for such
   * rows read `trainingAssessment`.
   *
   * @throws InputError for other columns than in training, an empty matrix or numbers not finite
   */
  assess(x: Matrix, onProgress?: Progress): Assessment {
    const { offset } = this.#known;
    const scores = scoresOfContributions(this.contributions(x), x.columns);
    onProgress?.(1);
    return assessmentFromScores(scores, offset);
  }

  /**
   * Judges rows that each stand in for one training row, which is not counted. Whether a feature's
   * skewness is 0 stays as in training.
   */
  override assessInPlaceOf(row: number, x: Matrix): Assessment {
    const { training, offset } = this.#known;
    checkMatrix(x, NAME, training.columns);
    const own = training.data.subarray(row * x.columns, (row + 1) * x.columns);
    const contributions = tailContributions(x, this.#tailsKnown, 1, own);
    return assessmentFromScores(scoresOfContributions(contributions, x.columns), offset);
  }

  /**
   * What each feature adds to how abnormal `assess` holds each row, row-major, from 0 up; a row's
   * add up to its score, negated. Costs and errors as of `assess`.
   */
  contributions(x: Matrix): Float64Array {
    const { training } = this.#known;
    checkMatrix(x, NAME, training.columns);
    if (!this.params.transductive) return tailContributions(x, this.#tailsKnown, 1);
    return tailContributions(x, tailsWith(training, this.#tailsKnown, x), 0);
  }

  /** `contributions` of the training rows to the scores of `trainingAssessment`. */
  trainingContributions(): Float64Array {
    return tailContributions(this.#known.training, this.#tailsKnown, 0);
  }

  /** Holds the training rows: new ones are counted among them. */
  toJSON(): object {
    return writeEcod(this.params, this.#known);
  }

  /** @throws InputError for anything but what `toJSON` gave */
  static fromJSON(json: unknown): Ecod {
    const { params, fitted } = readEcod(json);
    const detector = new Ecod(params);
    detector.#fitted = fitted;
    return detector;
  }
}

function warningsOf(names: readonly string[], tails: readonly FeatureTails[]): string[] {
  const symmetric = names.flatMap((name, j) => (tails[j].isSymmetric ? [{ name, j }] : []));
  const isConstant = ({ j }: { j: number }) => {
    const [values] = tails[j].parts;
    return values[0] === values[values.length - 1];
  };
  const listed = (some: typeof symmetric) => some.map(({ name }) => name).join(', ');
  const constant = listed(symmetric.filter(isConstant));
  const even = listed(symmetric.filter((one) => !isConstant(one)));
  return [
    ...(constant === ''
      ? []
      : [`${constant} has one value only in training: it adds nothing to the scores.`]),
    ...(even === ''
      ? []
      : [`The skewness of ${even} is 0: both of its tails count, not only the rarer one.`]),
  ];
}
