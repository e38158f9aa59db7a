import { InputError } from '../../data/errors.ts';
import { type Matrix, takeMatrixRows } from '../../features/matrix.ts';
import {
  type Assessment,
  checkMatrix,
  OutlierDetector,
  type Progress,
  requireFitted,
} from '../detector.ts';
import { resolveGamma } from '../kernels/rbf-gamma.ts';
import { evaluateExpansion } from '../kernels/rbf-score.ts';
import {
  type FittedOneClassSvm,
  oneClassSvmFromJson,
  oneClassSvmToJson,
} from './one-class-svm-json.ts';
import { checkOneClassSvmParams, type OneClassSvmParams } from './one-class-svm-params.ts';
import { countWithinTol, fitWarnings } from './one-class-svm-warnings.ts';
import { type SmoSolution, solveOneClass } from './smo.ts';

const ESTIMATOR = 'OneClassSVM';
const MEBIBYTE = 2 ** 20;
/** The solver's part of the progress of `fit`; the scores of the training rows are the rest. */
const SOLVE_SHARE = 0.6;
/** Smallest step of the progress that is passed on. */
const PROGRESS_STEP = 1 / 32;

/**
 * Schölkopf's one-class SVM with the RBF kernel: f(x) = Σ αₛ exp(−γ ‖x − xₛ‖²) − ρ, an anomaly
 * where f ≤ 0. Parameters, defaults and results are those of scikit-learn's `OneClassSVM`; the
 * multipliers are equal to the bit but for rare last-bit differences in the kernel.
 * `scoreSamples` is f + ρ and `offset` is ρ, so scores grow with ν n.
 * Source: Schölkopf et al., "Estimating the support of a high-dimensional distribution",
 * Neural Computation 13(7), 2001.
 */
export class OneClassSvm extends OutlierDetector {
  readonly estimator = ESTIMATOR;
  readonly params: OneClassSvmParams;
  #fitted: FittedOneClassSvm | undefined;
  #training: Assessment | undefined;

  /** Throws `InputError` on a parameter out of scikit-learn's range. */
  constructor(params: Partial<OneClassSvmParams> = {}) {
    super();
    this.params = checkOneClassSvmParams(params, ESTIMATOR);
  }

  /**
   * Fits on the rows of `x` and scores them. O(iterations × rows) and a kernel row, O(rows ×
   * columns), per support vector for each of solving and scoring; memory O(rows × columns) and
   * the cache. Progress follows the logarithm of the solver's optimality gap, as the number of
   * iterations is not known beforehand; it never goes back and ends with 1.
   * @throws InputError if `x` is unusable, or the solution is not finite (ν = 1, or huge numbers)
   */
  fit(x: Matrix, onProgress?: Progress): this {
    checkMatrix(x, ESTIMATOR);
    const progress = inSteps(onProgress);
    const gamma = resolveGamma(this.params.gamma, x);
    const solution = solveOneClass(
      {
        ...this.params,
        x,
        gamma,
        cacheBytes: this.params.cacheSize * MEBIBYTE,
      },
      (fraction) => progress(SOLVE_SHARE * fraction),
    );
    checkSolution(solution);
    const support = supportOf(solution.alpha);
    const expansion = {
      params: this.params,
      gamma,
      rho: solution.rho,
      iterations: solution.iterations,
      converged: solution.converged,
      objective: solution.objective,
      supportVectorIndices: support,
      dualCoef: Float64Array.from(support, (row) => solution.alpha[row]),
      supportVectors: takeMatrixRows(x, support),
    };
    const training = assessWith(expansion, x, (fraction) =>
      progress(SOLVE_SHARE + (1 - SOLVE_SHARE) * fraction),
    );
    this.#training = training;
    this.#fitted = {
      ...expansion,
      decisionsWithinTol: countWithinTol(training.decisions, this.params.tol),
      warnings: fitWarnings({ ...expansion, x, decisions: training.decisions }),
    };
    return this;
  }

  /** O(rows × support vectors × columns). A decision of exactly 0 is an anomaly, as in LIBSVM. */
  assess(x: Matrix, onProgress?: Progress): Assessment {
    const fitted = this.#known;
    checkMatrix(x, ESTIMATOR, fitted.supportVectors.columns);
    return assessWith(fitted, x, inSteps(onProgress));
  }

  get #known(): FittedOneClassSvm {
    return requireFitted(this.#fitted, ESTIMATOR);
  }

  get warnings(): readonly string[] {
    return this.#known.warnings;
  }

  get offset(): number {
    return this.#known.rho;
  }

  get trainingAssessment(): Assessment {
    if (this.#fitted !== undefined && this.#training === undefined) {
      throw new Error(`${ESTIMATOR} came from JSON, which holds no training scores: call assess.`);
    }
    return requireFitted(this.#training, ESTIMATOR);
  }

  /** The γ that was used. */
  get gammaFitted(): number {
    return this.#known.gamma;
  }

  /** Threshold of the decision, equal to `offset`. */
  get rho(): number {
    return this.#known.rho;
  }

  /** Pairs of multipliers that the solver optimised. */
  get iterations(): number {
    return this.#known.iterations;
  }

  /** False if `maxIter` ended the solver. */
  get converged(): boolean {
    return this.#known.converged;
  }

  /** ½ αᵀQα at the solution. */
  get objective(): number {
    return this.#known.objective;
  }

  /** Training rows with α > 0, ascending. */
  get supportVectorIndices(): Uint32Array {
    return this.#known.supportVectorIndices;
  }

  /** α of the support vectors, 0 < α ≤ 1; they sum to ν n. */
  get dualCoef(): Float64Array {
    return this.#known.dualCoef;
  }

  get supportVectors(): Matrix {
    return this.#known.supportVectors;
  }

  /** Training rows whose decision is no further from 0 than `tol`: their verdict is undecided. */
  get decisionsWithinTol(): number {
    return this.#known.decisionsWithinTol;
  }

  toJSON(): object {
    return oneClassSvmToJson(this.#known);
  }

  /** A fitted detector from what `toJSON` gave. Throws `InputError` on anything else. */
  static fromJSON(json: unknown): OneClassSvm {
    const fitted = oneClassSvmFromJson(json);
    const detector = new OneClassSvm(fitted.params);
    detector.#fitted = fitted;
    return detector;
  }
}

/** The part of a fit that scores need. */
type Expansion = Pick<FittedOneClassSvm, 'gamma' | 'rho' | 'dualCoef' | 'supportVectors'>;

function assessWith(fitted: Expansion, x: Matrix, onProgress: Progress): Assessment {
  const { gamma, rho, dualCoef, supportVectors } = fitted;
  const decisions = evaluateExpansion(
    { gamma, weights: dualCoef, centres: supportVectors.data },
    x,
    onProgress,
  );
  const scores = new Float64Array(x.rows);
  const predictions = new Int8Array(x.rows);
  for (let i = 0; i < x.rows; i++) {
    decisions[i] -= rho;
    scores[i] = decisions[i] + rho;
    predictions[i] = decisions[i] > 0 ? 1 : -1;
  }
  return { decisions, scores, predictions };
}

function supportOf(alpha: Float64Array): Uint32Array {
  const rows: number[] = [];
  for (let i = 0; i < alpha.length; i++) if (alpha[i] > 0) rows.push(i);
  return Uint32Array.from(rows);
}

function checkSolution({ rho, alpha }: SmoSolution): void {
  if (Number.isFinite(rho) && alpha.every(Number.isFinite)) return;
  throw new InputError(
    alpha.every((value) => value === 1)
      ? `${ESTIMATOR}: with nu = 1 every row is an outlier and the threshold is infinite. Choose nu below 1.`
      : `${ESTIMATOR}: the solution is not finite, as squares of the data overflow. Scale the features first.`,
  );
}

/** Passes on fractions that are a step above the last one, and 1. */
function inSteps(onProgress: Progress | undefined): Progress {
  let last = 0;
  return (fraction) => {
    if (fraction <= last || (fraction < last + PROGRESS_STEP && fraction < 1)) return;
    last = fraction;
    onProgress?.(fraction);
  };
}
