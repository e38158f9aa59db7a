import { InputError } from '../../data/errors.ts';
import type { Matrix } from '../../features/matrix.ts';
import { percentile } from '../../features/numpy.ts';
import {
  type Assessment,
  assessmentFromScores,
  checkMatrix,
  OutlierDetector,
  type Progress,
  requireFitted,
} from '../detector.ts';
import {
  isRow,
  neighboursOfTrainingRow,
  otherNeighbours,
  queryNeighbours,
  trainingNeighbours,
} from '../neighbours/neighbours.ts';
import type { Neighbours } from '../neighbours/neighbours-filing.ts';
import {
  automaticAlgorithm,
  indexRows,
  LARGEST_VALUE,
  type NeighbourIndex,
} from '../neighbours/neighbours-index.ts';
import {
  negativeOutlierFactors,
  neighbourhoodRadii,
  reachabilityDensities,
} from './local-outlier-factor-density.ts';
import {
  checkParameters,
  type FittedLocalOutlierFactor,
  type LocalOutlierFactorParams,
  NAME,
  type Reference,
  readLocalOutlierFactor,
  writeLocalOutlierFactor,
} from './local-outlier-factor-state.ts';

const DEFAULTS: LocalOutlierFactorParams = {
  nNeighbors: 20,
  contamination: 'auto',
  metric: 'euclidean',
  novelty: false,
};

/** Where contamination is 'auto': ordinary rows score around −1. */
export const AUTO_OFFSET = -1.5;

/** Factors as low as this come from neighbours at no distance at all. */
const DUPLICATE_FACTOR = -1e7;

/**
 * Local Outlier Factor: how much thinner the rows lie around a row than around its neighbours.
 * About −1 for a row among its like, much lower for an outlier. Agrees with scikit-learn 1.9's
 * `LocalOutlierFactor(algorithm='auto')` on one thread.
 *
 * Time some O(n log n) for rows of few intrinsic dimensions, O(n²) at worst; memory O(n k).
 * Source: Breunig, Kriegel, Ng and Sander, "LOF: identifying density-based local outliers", SIGMOD
 * 2000.
 */
export class LocalOutlierFactor extends OutlierDetector {
  readonly estimator = NAME;
  readonly params: LocalOutlierFactorParams;
  #fitted: FittedLocalOutlierFactor | undefined;
  #trainingAssessment: Assessment | undefined;
  #index: NeighbourIndex | undefined;

  /** @throws InputError for a parameter out of range */
  constructor(params: Partial<LocalOutlierFactorParams> = {}) {
    super();
    this.params = { ...DEFAULTS, ...params };
    checkParameters(this.params);
  }

  get warnings(): readonly string[] {
    return requireFitted(this.#fitted, NAME).warnings;
  }

  get offset(): number {
    return requireFitted(this.#fitted, NAME).offset;
  }

  /** Its scores are scikit-learn's `negative_outlier_factor_`. */
  get trainingAssessment(): Assessment {
    return requireFitted(this.#trainingAssessment, NAME);
  }

  /** @throws InputError for fewer than 2 rows, no columns, or numbers that are not finite or huge */
  fit(x: Matrix, onProgress?: Progress): this {
    checkRows(x);
    if (x.rows < 2) {
      throw new InputError(`${NAME} compares rows with each other and needs at least 2; got 1.`);
    }
    const { nNeighbors, contamination, metric, novelty } = this.params;
    const index = indexRows(x, metric, automaticAlgorithm(x, nNeighbors));
    const neighbours = trainingNeighbours(index, Math.min(nNeighbors, x.rows - 1), onProgress);
    const radii = neighbourhoodRadii(neighbours);
    const densities = reachabilityDensities(neighbours, radii);
    const scores = negativeOutlierFactors(neighbours, densities, densities);
    const offset = contamination === 'auto' ? AUTO_OFFSET : percentile(scores, 100 * contamination);
    const warnings = fitWarnings(this.params, x.rows, scores);
    const reference = novelty ? { x, radii, densities } : undefined;
    this.#adopt({ columns: x.columns, offset, warnings, scores, reference });
    this.#index = novelty ? index : undefined;
    return this;
  }

  /**
   * Judges new rows by their neighbours among the training rows. A row that was in training counts
   * itself among its neighbours here; for such rows read `trainingAssessment`.
   *
   * @throws Error unless `novelty` is on; InputError for other columns than in training
   */
  assess(x: Matrix, onProgress?: Progress): Assessment {
    return this.#assessBy(this.neighbours(x, onProgress));
  }

  /** As `assess`, by neighbours among which that training row is not; densities stay as fitted. */
  override assessInPlaceOf(row: number, x: Matrix): Assessment {
    const index = this.#searchable;
    checkRows(x, index.x.columns);
    const { scores } = this.#assessBy(otherNeighbours(index, x, row, this.#count));
    // Training may have compared all rows at once, whose distances differ in the last bit.
    const trained = this.trainingAssessment.scores[row];
    const own = scores.map((score, query) => (isRow(index.x, row, x, query) ? trained : score));
    return assessmentFromScores(own, this.offset);
  }

  #assessBy(neighbours: Neighbours): Assessment {
    const { radii, densities: training } = this.reference;
    const densities = reachabilityDensities(neighbours, radii);
    const scores = negativeOutlierFactors(neighbours, densities, training);
    return assessmentFromScores(scores, this.offset);
  }

  /** What new rows are compared with. @throws Error unless `novelty` is on */
  get reference(): Reference {
    const { reference } = requireFitted(this.#fitted, NAME);
    if (reference !== undefined) return reference;
    throw new Error(
      `${NAME} with novelty off judges only the rows it was fitted on: read trainingAssessment ` +
        '(or call fitPredict), or set novelty to true before fit to judge new rows.',
    );
  }

  /** The training rows that `assess` judges each row of `x` by. Costs and errors as of `assess`. */
  neighbours(x: Matrix, onProgress?: Progress): Neighbours {
    const index = this.#searchable;
    checkRows(x, index.x.columns);
    return queryNeighbours(index, x, this.#count, onProgress);
  }

  /**
   * The other training rows by which a training row was judged. O(rows) besides the search.
   *
   * @throws Error unless `novelty` is on
   */
  trainingNeighbours(row: number): Neighbours {
    return neighboursOfTrainingRow(this.#searchable, row, this.#count);
  }

  get #searchable(): NeighbourIndex {
    const { x } = this.reference;
    const { nNeighbors, metric } = this.params;
    this.#index ??= indexRows(x, metric, automaticAlgorithm(x, nNeighbors));
    return this.#index;
  }

  /** Rows that make up a neighbourhood. */
  get #count(): number {
    return Math.min(this.params.nNeighbors, this.reference.x.rows - 1);
  }

  /**
   * Fits and judges the very rows it is given.
   *
   * @throws Error where `novelty` is on, as scikit-learn does; InputError as `fit` does
   */
  override fitPredict(x: Matrix): Int8Array {
    if (this.params.novelty) {
      throw new Error(
        `${NAME} with novelty on judges new rows: call fit, then predict. Set novelty to false to ` +
          'judge the rows it is fitted on.',
      );
    }
    return super.fitPredict(x);
  }

  /** Holds the training rows only where novelty is on: nothing else asks for them. */
  toJSON(): object {
    return writeLocalOutlierFactor(this.params, requireFitted(this.#fitted, NAME));
  }

  /** @throws InputError for anything but what `toJSON` gave */
  static fromJSON(json: unknown): LocalOutlierFactor {
    const { params, fitted } = readLocalOutlierFactor(json);
    const detector = new LocalOutlierFactor(params);
    detector.#adopt(fitted);
    return detector;
  }

  #adopt(fitted: FittedLocalOutlierFactor): void {
    this.#fitted = fitted;
    this.#trainingAssessment = assessmentFromScores(fitted.scores, fitted.offset);
  }
}

function checkRows(x: Matrix, expectedColumns = x.columns): void {
  checkMatrix(x, NAME, expectedColumns);
  let at = 0;
  while (at < x.data.length && Math.abs(x.data[at]) <= LARGEST_VALUE) at++;
  if (at === x.data.length) return;
  const column = at % x.columns;
  throw new InputError(
    `${NAME} expects numbers up to ${LARGEST_VALUE}, beyond which distances overflow; row ` +
      `${(at - column) / x.columns}, column "${x.names[column] ?? column}" is ${x.data[at]}. ` +
      'Scale the feature.',
  );
}

function fitWarnings(
  { nNeighbors, novelty }: LocalOutlierFactorParams,
  rows: number,
  scores: Float64Array,
): string[] {
  const warnings: string[] = [];
  if (nNeighbors >= rows) {
    warnings.push(
      `nNeighbors is ${nNeighbors}, but there are only ${rows} rows: each is compared with ` +
        `${rows === 2 ? 'the other one' : `all ${rows - 1} others`}.`,
    );
  }
  if (!novelty && scores.some((score) => score < DUPLICATE_FACTOR)) {
    warnings.push(
      `Some rows have more than ${Math.min(nNeighbors, rows - 1)} exact duplicates, which makes ` +
        'the factors of the rows near them meaningless. Raise nNeighbors above the number of ' +
        'duplicates or leave duplicates out.',
    );
  }
  return warnings;
}
