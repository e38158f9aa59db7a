import { columnOf, type Matrix } from '../../features/matrix.ts';
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
import { scoresOfContributions } from '../feature-contributions.ts';
import { type FittedHbos, type HbosParams, NAME, readHbos, writeHbos } from './hbos-json.ts';
import { type Histogram, histogramOf, optimalBins, raritiesOf, rarityOf } from './histogram.ts';

/** Differences of larger numbers overflow. */
const LARGEST_VALUE = 1e300;

const DEFAULTS: HbosParams = { nBins: 10, alpha: 0.1, tol: 0.5, contamination: 0.1 };
const FEWEST_BINS = 3;
const MOST_BINS = 10_000;

/**
 * HBOS, the histogram-based outlier score: how empty the bin of a feature's histogram is in which a
 * value lies, −log₂(density + alpha), summed over the features. The score is that sum, negated.
 * Agrees with PyOD 3.6.
 *
 * A density is a share per unit: a feature that spans many units has densities near 0 throughout, of
 * which alpha leaves little, so scale the features alike.
 *
 * Fitting costs O(columns × rows log rows), an assessment O(rows × columns × log bins), memory
 * O(columns × bins). Source: Goldstein and Dengel, "Histogram-based Outlier Score (HBOS): A fast
 * unsupervised anomaly detection algorithm", KI 2012.
 */
export class Hbos extends OutlierDetector {
  readonly estimator = NAME;
  readonly params: HbosParams;
  #fitted: FittedHbos | undefined;
  #training: Assessment | undefined;

  /** @throws InputError for a parameter out of range */
  constructor(params: Partial<HbosParams> = {}) {
    super();
    this.params = { ...DEFAULTS, ...params };
    checkParameters(this.params);
  }

  get #known(): FittedHbos {
    return requireFitted(this.#fitted, NAME);
  }

  get warnings(): readonly string[] {
    return this.#known.warnings;
  }

  get offset(): number {
    return this.#known.offset;
  }

  /** One per column. */
  get histograms(): readonly Histogram[] {
    return this.#known.histograms;
  }

  /** Not part of `toJSON`. */
  get trainingAssessment(): Assessment {
    if (this.#fitted !== undefined && this.#training === undefined) {
      throw new Error(`${NAME} came from JSON, which holds no training scores: call assess.`);
    }
    return requireFitted(this.#training, NAME);
  }

  /** @throws InputError for an empty matrix, or numbers not finite or beyond 1e300 */
  fit(x: Matrix, onProgress?: Progress): this {
    checkRows(x);
    const { nBins, alpha, contamination } = this.params;
    const learnt = x.names.map((_, j) => {
      const sorted = columnOf(x, j).sort();
      const isConstant = sorted[0] === sorted[sorted.length - 1];
      return { isConstant, ...histogramOf(sorted, nBins === 'auto' ? optimalBins(sorted) : nBins) };
    });
    onProgress?.(0.5);
    const histograms = learnt.map(({ low, high, densities }) => ({ low, high, densities }));
    const scores = scoresOfContributions(this.#contributions(x, histograms), x.columns);
    const offset = offsetForContamination(scores, contamination);
    this.#fitted = { histograms, offset, warnings: warningsOf(x.names, learnt, alpha) };
    this.#training = assessmentFromScores(scores, offset);
    onProgress?.(1);
    return this;
  }

  /** @throws InputError for other columns than in training, else as `fit` */
  assess(x: Matrix, onProgress?: Progress): Assessment {
    const { offset } = this.#known;
    const scores = scoresOfContributions(this.contributions(x), x.columns);
    onProgress?.(1);
    return assessmentFromScores(scores, offset);
  }

  /**
   * What each feature adds to how abnormal each row is held, row-major, below 0 where values lie
   * dense; a row's add up to its score, negated. Costs and errors as of `assess`.
   */
  contributions(x: Matrix): Float64Array {
    const { histograms } = this.#known;
    checkRows(x, histograms.length);
    return this.#contributions(x, histograms);
  }

  #contributions({ data, rows, columns }: Matrix, histograms: readonly Histogram[]): Float64Array {
    const { alpha, tol } = this.params;
    const contributions = new Float64Array(rows * columns);
    histograms.forEach((histogram, j) => {
      const rarities = raritiesOf(histogram, alpha);
      for (let at = j; at < contributions.length; at += columns) {
        contributions[at] = rarityOf(data[at], rarities, tol);
      }
    });
    return contributions;
  }

  toJSON(): object {
    return writeHbos(this.params, this.#known);
  }

  /** @throws InputError for anything but what `toJSON` gave */
  static fromJSON(json: unknown): Hbos {
    const { params, fitted } = readHbos(json);
    const detector = new Hbos(params);
    detector.#fitted = fitted;
    return detector;
  }
}

function checkParameters(params: HbosParams): void {
  const { nBins, alpha, tol, contamination } = params;
  const check = (name: keyof HbosParams, ok: boolean, expected: string) =>
    checkParameter(NAME, name, params[name], ok, expected);
  const isCount = Number.isInteger(nBins) && Number(nBins) >= FEWEST_BINS;
  check(
    'nBins',
    nBins === 'auto' || (isCount && Number(nBins) <= MOST_BINS),
    `'auto' or an integer from ${FEWEST_BINS} to ${MOST_BINS}`,
  );
  check('alpha', Number.isFinite(alpha) && alpha > 0 && alpha < 1, 'a number above 0 and below 1');
  check('tol', Number.isFinite(tol) && tol > 0 && tol < 1, 'a number above 0 and below 1');
  checkContamination(NAME, contamination);
}

function checkRows(x: Matrix, columns = x.columns): void {
  checkMatrix(x, NAME, columns);
  checkMagnitude(x, NAME, LARGEST_VALUE);
}

function warningsOf(
  names: readonly string[],
  learnt: readonly { isConstant: boolean; isOne: boolean; densities: Float64Array }[],
  alpha: number,
): string[] {
  const listed = (chosen: (one: (typeof learnt)[number]) => boolean) =>
    names.filter((_, j) => chosen(learnt[j])).join(', ');
  const constant = listed(({ isConstant }) => isConstant);
  const narrow = listed(({ isConstant, isOne }) => isOne && !isConstant);
  const thin = listed(({ densities }) => densities.every((density) => density < alpha));
  return [
    constant &&
      `${constant} has one value only in training: it adds the same to every score there.`,
    narrow && `The values of ${narrow} lie too close together for bins: they count as one value.`,
    thin &&
      `The values of ${thin} span so many units that no bin is as dense as alpha, ${alpha}: the ` +
        'feature counts for little. Scale it, or lower alpha.',
  ].filter((warning) => warning !== '');
}
