import { exp, log } from '../../data/elementary.ts';
import { MersenneTwister } from '../../data/random.ts';
import type { Matrix } from '../../features/matrix.ts';
import { percentile } from '../../features/numpy.ts';
import { fitScaler } from '../../features/scale.ts';
import {
  type Assessment,
  assessmentFromScores,
  checkMatrix,
  OutlierDetector,
  type Progress,
  requireFitted,
} from '../detector.ts';
import { type FittedAutoencoder, readAutoencoder } from './autoencoder-json.ts';
import {
  AUTOENCODER,
  type AutoencoderParams,
  checkAutoencoderParams,
} from './autoencoder-params.ts';
import { writeLayers } from './layers-json.ts';
import { type Reconstruction, reconstructionErrors } from './reconstruction.ts';
import type { NeuralRuntime } from './runtime.ts';
import { standardised } from './standardised.ts';
import { trainNetwork } from './train.ts';
import { USUAL_AUTOENCODER } from './usual-autoencoder.ts';

/** Share of the training rows by which training is watched. */
const WATCHED = 0.1;
/** Interquartile ranges above the upper quartile at which the box plot's fence stands. */
const FENCE = 1.5;
/** No error is less, where logarithms are taken. */
const LEAST_ERROR = 1e-300;

/**
 * A network that squeezes a row through a few units and gives it back. It learns to do so with what
 * is ordinary; what it gives back badly is not. The score is the mean squared error over the
 * columns, each in deviations of the training rows, negated: lower = more abnormal. With `auto` the
 * threshold is the upper fence of the box plot of the training errors' logarithms, as errors span
 * orders of magnitude.
 *
 * Sources: Hawkins et al., "Outlier Detection Using Replicator Neural Networks", DaWaK 2002; Tukey,
 * "Exploratory Data Analysis", 1977, for the fence.
 */
export class Autoencoder extends OutlierDetector {
  override readonly estimator = AUTOENCODER;
  readonly params: AutoencoderParams;
  readonly #runtime: NeuralRuntime | undefined;
  #fitted: FittedAutoencoder | undefined;
  #training: Assessment | undefined;

  /**
   * @param runtime needed to fit, not to score
   * @throws InputError for a parameter out of range
   */
  constructor(params: Partial<AutoencoderParams> = {}, runtime?: NeuralRuntime) {
    super();
    this.params = { ...USUAL_AUTOENCODER, ...params };
    checkAutoencoderParams(this.params);
    this.#runtime = runtime;
  }

  get #known(): FittedAutoencoder {
    return requireFitted(this.#fitted, this.estimator);
  }

  get warnings(): readonly string[] {
    return this.#known.warnings;
  }

  get offset(): number {
    return this.#known.offset;
  }

  get fitted(): FittedAutoencoder {
    return this.#known;
  }

  /** Not part of `toJSON`. */
  get trainingAssessment(): Assessment {
    if (this.#fitted !== undefined && this.#training === undefined) {
      throw new Error(`${this.estimator} came from JSON, which holds no training scores.`);
    }
    return requireFitted(this.#training, this.estimator);
  }

  /**
   * O(epochs × rows × weights).
   *
   * @throws InputError for fewer than 2 rows, numbers not finite, or a loss that grows without bound
   */
  fit(x: Matrix, onProgress?: Progress): this {
    checkMatrix(x, this.estimator);
    const runtime = this.#runtime;
    if (runtime === undefined) throw new Error(`${this.estimator} needs TensorFlow.js to fit.`);
    const { hiddenUnits, bottleneck, contamination, randomState, ...training } = this.params;
    const scaler = fitScaler('standard', x);
    const { data } = standardised(scaler, x);
    const hidden = { units: hiddenUnits, activation: 'tanh' } as const;
    const { layers, ...curves } = trainNetwork(runtime, {
      ...training,
      examples: { rows: x.rows, columns: x.columns, inputs: data, targets: data },
      validation: WATCHED,
      layers: [
        hidden,
        { units: bottleneck, activation: 'tanh' },
        hidden,
        { units: x.columns, activation: 'linear' },
      ],
      loss: 'meanSquaredError',
      random: new MersenneTwister(randomState),
      onProgress,
    });
    const reconstruction = { scaler, layers };
    const scores = reconstructionScores(reconstruction, x);
    const offset =
      contamination === 'auto' ? fenceOf(scores) : percentile(scores, 100 * contamination);
    const { backend, why } = runtime;
    const warnings = bottleneck < x.columns ? [] : [wideBottleneck(bottleneck, x.columns)];
    this.#fitted = { reconstruction, curves, offset, warnings, backend, why };
    this.#training = assessmentFromScores(scores, offset);
    return this;
  }

  /** O(rows × weights). @throws InputError for other columns than in training */
  assess(x: Matrix, onProgress?: Progress): Assessment {
    const { reconstruction, offset } = this.#known;
    checkMatrix(x, this.estimator, reconstruction.scaler.center.length);
    const scores = reconstructionScores(reconstruction, x);
    onProgress?.(1);
    return assessmentFromScores(scores, offset);
  }

  toJSON(): object {
    const { reconstruction, ...rest } = this.#known;
    const { scaler, layers } = reconstruction;
    const { center, scale } = scaler;
    return {
      estimator: this.estimator,
      params: this.params,
      center,
      scale,
      layers: writeLayers(layers),
      ...rest,
    };
  }

  /** @throws InputError for anything but what `toJSON` gave */
  static fromJSON(json: unknown): Autoencoder {
    const { params, fitted } = readAutoencoder(json);
    const detector = new Autoencoder(params);
    detector.#fitted = fitted;
    return detector;
  }
}

/** The scores of a network: mean over the columns, negated. What overflows stays a number. */
export function reconstructionScores(reconstruction: Reconstruction, x: Matrix): Float64Array {
  const errors = reconstructionErrors(reconstruction, x);
  const scores = new Float64Array(x.rows);
  for (let row = 0; row < x.rows; row++) {
    let mean = 0;
    for (let j = 0; j < x.columns; j++) mean += errors[row * x.columns + j] / x.columns;
    scores[row] = Math.max(-Number.MAX_VALUE, 0 - mean);
  }
  return scores;
}

/** Beyond the fence of a box plot of the errors' logarithms: the threshold of `auto`. */
export function fenceOf(scores: Float64Array): number {
  const logs = scores.map((score) => log(Math.max(LEAST_ERROR, -score)));
  const [lower, upper] = [percentile(logs, 25), percentile(logs, 75)];
  return -Math.min(Number.MAX_VALUE, exp(upper + FENCE * (upper - lower)));
}

function wideBottleneck(bottleneck: number, columns: number): string {
  return (
    `A bottleneck of ${bottleneck} units is none for ${columns} columns: the network may learn to ` +
    'give back whatever it sees, attacks included.'
  );
}
