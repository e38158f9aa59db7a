import { InputError } from '../../data/errors.ts';
import type { Matrix } from '../../features/matrix.ts';
import { checkContamination, offsetForContamination } from '../contamination.ts';
import {
  type Assessment,
  assessmentFromScores,
  checkMagnitude,
  checkMatrix,
  checkParameter,
  OutlierDetector,
  type Progress,
  requireFitted,
} from '../detector.ts';
import { otherNeighbours, queryNeighbours, trainingNeighbours } from '../neighbours/neighbours.ts';
import type { Neighbours } from '../neighbours/neighbours-filing.ts';
import {
  automaticAlgorithm,
  indexRows,
  LARGEST_VALUE,
  type NeighbourIndex,
} from '../neighbours/neighbours-index.ts';
import { METHODS, summariseDistances } from './distance-summary.ts';
import {
  type FittedNeighbours,
  type KNearestNeighboursParams,
  NAME,
  readKNearestNeighbours,
  writeKNearestNeighbours,
} from './k-nearest-neighbours-json.ts';
import { roundAsReference } from './reference-rounding.ts';

const DEFAULTS: KNearestNeighboursParams = {
  nNeighbors: 5,
  method: 'largest',
  metric: 'euclidean',
  contamination: 0.1,
};

/**
 * The distance to the k nearest neighbours: that of the furthest of them, or the mean or the median
 * of all k. The score is that distance, negated. Agrees with PyOD 3.6's `KNN` on scikit-learn 1.9.
 *
 * Time some O(n log n) for rows of few intrinsic dimensions, O(n²) at worst; memory O(n k). Sources:
 * Ramaswamy, Rastogi and Shim, "Efficient algorithms for mining outliers from large data sets",
 * SIGMOD 2000 (the furthest); Angiulli and Pizzuti, "Fast outlier detection in high dimensional
 * spaces", PKDD 2002 (the mean).
 */
export class KNearestNeighbours extends OutlierDetector {
  readonly estimator = NAME;
  readonly params: KNearestNeighboursParams;
  #fitted: FittedNeighbours | undefined;
  #index: NeighbourIndex | undefined;
  #neighbours: Neighbours | undefined;
  #training: Assessment | undefined;

  /** @throws InputError for a parameter out of range */
  constructor(params: Partial<KNearestNeighboursParams> = {}) {
    super();
    this.params = { ...DEFAULTS, ...params };
    checkParameters(this.params);
  }

  get #known(): FittedNeighbours {
    return requireFitted(this.#fitted, NAME);
  }

  get #searchable(): NeighbourIndex {
    this.#index ??= makeIndex(this.#known.training, this.params);
    return this.#index;
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

  /** A row is none of its own neighbours here. Worked out anew where the detector came from JSON. */
  get trainingAssessment(): Assessment {
    const { offset } = this.#known;
    this.#training ??= assessmentFromScores(this.#scores(this.trainingNeighbours()), offset);
    return this.#training;
  }

  /** @throws InputError for fewer than 2 rows, no columns, or numbers not finite or beyond 1e150 */
  fit(x: Matrix, onProgress?: Progress): this {
    checkRows(x);
    if (x.rows < 2) {
      throw new InputError(`${NAME} compares rows with each other and needs at least 2; got 1.`);
    }
    const index = makeIndex(x, this.params);
    const neighbours = this.#neighboursIn(index, onProgress);
    const scores = this.#scores(neighbours);
    const offset = offsetForContamination(scores, this.params.contamination);
    const warnings = warningsOf(this.params, index, neighbours, scores, offset);
    this.#fitted = { training: x, offset, warnings };
    this.#index = index;
    this.#neighbours = neighbours;
    this.#training = assessmentFromScores(scores, offset);
    return this;
  }

  /**
   * Judges new rows by their neighbours among the training rows. A row that was in training counts
   * itself among its neighbours here; for such rows read `trainingAssessment`.
   *
   * @throws InputError for other columns than in training, else as `fit`
   */
  assess(x: Matrix, onProgress?: Progress): Assessment {
    return assessmentFromScores(this.#scores(this.neighbours(x, onProgress)), this.#known.offset);
  }

  /** As `assess`, by neighbours among which that training row is not. */
  override assessInPlaceOf(row: number, x: Matrix): Assessment {
    const { training, offset } = this.#known;
    checkRows(x, training.columns);
    const count = Math.min(this.params.nNeighbors, training.rows - 1);
    const index = this.#searchable;
    const others = roundAsReference(index, x, otherNeighbours(index, x, row, count));
    return assessmentFromScores(this.#scores(others), offset);
  }

  /**
   * The training rows that `assess` measures each row of `x` by, nearest first: the k-th of query i
   * is `rows[(i + 1) × count − 1]`. Costs and errors as of `assess`.
   */
  neighbours(x: Matrix, onProgress?: Progress): Neighbours {
    const { training } = this.#known;
    checkRows(x, training.columns);
    const count = Math.min(this.params.nNeighbors, training.rows - 1);
    const index = this.#searchable;
    return roundAsReference(index, x, queryNeighbours(index, x, count, onProgress));
  }

  /** The other training rows that each training row was measured by, as `neighbours` has them. */
  trainingNeighbours(): Neighbours {
    this.#neighbours ??= this.#neighboursIn(this.#searchable);
    return this.#neighbours;
  }

  #neighboursIn(index: NeighbourIndex, onProgress?: Progress): Neighbours {
    const count = Math.min(this.params.nNeighbors, index.x.rows - 1);
    return roundAsReference(index, index.x, trainingNeighbours(index, count, onProgress));
  }

  #scores(neighbours: Neighbours): Float64Array {
    // Zero less the distance: −0 is no score.
    return summariseDistances(neighbours, this.params.method).map((distance) => 0 - distance);
  }

  /** Holds the training rows: new ones are compared with them. */
  toJSON(): object {
    return writeKNearestNeighbours(this.params, this.#known);
  }

  /** @throws InputError for anything but what `toJSON` gave */
  static fromJSON(json: unknown): KNearestNeighbours {
    const { params, fitted } = readKNearestNeighbours(json);
    const detector = new KNearestNeighbours(params);
    checkRows(fitted.training);
    detector.#fitted = fitted;
    return detector;
  }
}

function makeIndex(x: Matrix, { metric, nNeighbors }: KNearestNeighboursParams): NeighbourIndex {
  return indexRows(x, metric, automaticAlgorithm(x, nNeighbors));
}

function checkParameters(params: KNearestNeighboursParams): void {
  const { nNeighbors, method, metric, contamination } = params;
  const check = (name: keyof KNearestNeighboursParams, ok: boolean, expected: string) =>
    checkParameter(NAME, name, params[name], ok, expected);
  check('nNeighbors', Number.isInteger(nNeighbors) && nNeighbors >= 1, 'an integer of at least 1');
  check('method', METHODS.includes(method), METHODS.map((one) => `'${one}'`).join(' or '));
  check('metric', metric === 'euclidean' || metric === 'manhattan', "'euclidean' or 'manhattan'");
  checkContamination(NAME, contamination);
}

function checkRows(x: Matrix, columns = x.columns): void {
  checkMatrix(x, NAME, columns);
  checkMagnitude(x, NAME, LARGEST_VALUE);
}

function warningsOf(
  { nNeighbors }: KNearestNeighboursParams,
  { twins }: NeighbourIndex,
  { count, rows }: Neighbours,
  scores: Float64Array,
  offset: number,
): string[] {
  const warnings: string[] = [];
  if (nNeighbors >= scores.length) {
    warnings.push(
      `nNeighbors is ${nNeighbors}, but there are only ${scores.length} rows: each is compared ` +
        `with all ${scores.length - 1} others.`,
    );
  }
  const hasTwinsOnly = (row: number) =>
    twins.first[rows[(row + 1) * count - 1]] === twins.first[row];
  if (scores.some((score, row) => score <= offset && hasTwinsOnly(row))) {
    warnings.push(
      `So many rows have ${count} exact duplicates or more that the threshold is a distance of 0, ` +
        'give or take rounding. Raise nNeighbors above the number of duplicates or leave ' +
        'duplicates out.',
    );
  }
  return warnings;
}
