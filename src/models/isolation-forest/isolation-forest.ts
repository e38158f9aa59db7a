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
import { growForest } from './forest-growing.ts';
import { type FittedForest, forestFromJson, forestToJson } from './forest-json.ts';
import {
  checkForestParams,
  ESTIMATOR,
  FOREST_DEFAULTS,
  featuresPerTree,
  type IsolationForestParams,
  samplesPerTree,
} from './forest-params.ts';
import { scoreRows } from './forest-scoring.ts';
import type { IsolationTrees } from './forest-trees.ts';
import { layOutTrees, type WalkingTrees } from './walking-trees.ts';

/** Where contamination is 'auto': the score of a row that takes as many cuts as the mean. */
export const AUTO_OFFSET = -0.5;

/** Growing a tree costs about as much for a sampled row as walking it does for this many rows. */
const ROWS_WALKED_PER_ROW_GROWN = 16;
const PROGRESS_STEP = 1 / 40;

/**
 * Isolation Forest: rows that few random splits set apart are abnormal. For the same `randomState`
 * the trees equal scikit-learn 1.9's to the bit, the scores to rounding.
 *
 * Source: Liu, Ting and Zhou, "Isolation Forest", ICDM 2008.
 *
 *     const forest = new IsolationForest({ contamination: 0.1, randomState: 42 }).fit(x);
 *     forest.trainingAssessment.predictions; // −1 for about a tenth of the rows
 */
export class IsolationForest extends OutlierDetector {
  readonly estimator = ESTIMATOR;
  readonly params: IsolationForestParams;
  #fitted: FittedForest | undefined;
  #walking: WalkingTrees | undefined;
  #trainingAssessment: Assessment | undefined;

  /** @throws InputError if a parameter is out of range */
  constructor(params: Partial<IsolationForestParams> = {}) {
    super();
    this.params = Object.freeze({ ...FOREST_DEFAULTS, ...params });
    checkForestParams(this.params);
  }

  get warnings(): readonly string[] {
    return this.#fitted?.warnings ?? [];
  }

  get offset(): number {
    return requireFitted(this.#fitted, ESTIMATOR).offset;
  }

  /** Rows that were drawn for each tree, scikit-learn's `max_samples_`. */
  get maxSamplesFitted(): number {
    return requireFitted(this.#fitted, ESTIMATOR).maxSamples;
  }

  /** Columns of the training matrix, scikit-learn's `n_features_in_`. */
  get nFeaturesIn(): number {
    return requireFitted(this.#fitted, ESTIMATOR).columns;
  }

  /** The fitted trees: to be walked, not written. */
  get trees(): IsolationTrees {
    return requireFitted(this.#fitted, ESTIMATOR).trees;
  }

  /** Not part of `toJSON`: a forest from JSON has to `assess` the rows again. */
  get trainingAssessment(): Assessment {
    requireFitted(this.#fitted, ESTIMATOR);
    if (this.#trainingAssessment === undefined) {
      throw new Error(`${ESTIMATOR} from JSON holds no training scores: call assess.`);
    }
    return this.#trainingAssessment;
  }

  /**
   * Grows the trees and scores the rows that they were grown from. Values are rounded to float32.
   * O(nEstimators × (rows + maxSamples × (columns + depth))), then the cost of `assess`.
   *
   * @throws InputError if `x` is empty, holds a number that is not finite, or has too few rows or
   * columns for `maxSamples` or `maxFeatures`
   */
  fit(x: Matrix, onProgress?: Progress): this {
    checkMatrix(x, ESTIMATOR);
    const { maxSamples, warnings } = samplesPerTree(this.params, x.rows);
    const maxFeatures = featuresPerTree(this.params, x.columns);
    const growing = ROWS_WALKED_PER_ROW_GROWN * maxSamples;
    const report = inSteps(onProgress, growing + x.rows);
    const trees = growForest(x, this.params, maxSamples, maxFeatures, (share) =>
      report(share * growing),
    );
    const walking = layOutTrees(trees);
    const scores = scoreRows(walking, maxSamples, x, (rows) => report(growing + rows));
    const { contamination } = this.params;
    const offset = contamination === 'auto' ? AUTO_OFFSET : percentile(scores, 100 * contamination);
    this.#fitted = { trees, offset, maxSamples, columns: x.columns, warnings };
    this.#walking = walking;
    this.#trainingAssessment = assessmentFromScores(scores, offset);
    return this;
  }

  /** O(rows × nEstimators × depth). Throws InputError if the columns are not those of `fit`. */
  assess(x: Matrix, onProgress?: Progress): Assessment {
    const { columns, maxSamples, offset } = requireFitted(this.#fitted, ESTIMATOR);
    const walking = requireFitted(this.#walking, ESTIMATOR);
    checkMatrix(x, ESTIMATOR, columns);
    const scores = scoreRows(walking, maxSamples, x, inSteps(onProgress, x.rows));
    return assessmentFromScores(scores, offset);
  }

  /** Parameters and trees as plain JSON values. O(nodes). */
  toJSON(): object {
    return forestToJson(this.params, requireFitted(this.#fitted, ESTIMATOR));
  }

  /**
   * The forest that `toJSON` wrote, parsed: it gives the same scores to the bit. O(nodes).
   *
   * @throws InputError if `json` is anything else
   */
  static fromJSON(json: unknown): IsolationForest {
    const { params, fitted } = forestFromJson(json);
    const forest = new IsolationForest(params);
    forest.#fitted = fitted;
    forest.#walking = layOutTrees(fitted.trees);
    return forest;
  }
}

/** Takes the work done so far and passes it on as a share of `total`, a few dozen times at most. */
function inSteps(onProgress: Progress | undefined, total: number): (done: number) => void {
  let next = 0;
  return (done) => {
    if (onProgress === undefined || (done < next && done < total)) return;
    next = done + PROGRESS_STEP * total;
    onProgress(done / total);
  };
}
