import type { Field } from '../../data/json-fields.ts';
import { savedFields, savedNumbers, savedParameters, savedWarnings } from '../saved-detector.ts';
import type { Histogram } from './histogram.ts';

export const NAME = 'HBOS';
const PARAMS = ['nBins', 'alpha', 'tol', 'contamination'] as const;

/** PyOD's parameters of the same names. */
export interface HbosParams {
  /** Bins of each feature: an integer from 3 to 10,000, or 'auto' for a number by feature. */
  readonly nBins: 'auto' | number;
  /** Added to each density, so that an empty bin has a logarithm: above 0 and below 1. */
  readonly alpha: number;
  /** How many bin widths outside of all bins still count as the outermost: above 0 and below 1. */
  readonly tol: number;
  /** Share of outliers in training, above 0 and up to 0.5. */
  readonly contamination: number;
}

/** What `fit` learns. */
export interface FittedHbos {
  /** One per column. */
  readonly histograms: readonly Histogram[];
  readonly offset: number;
  readonly warnings: readonly string[];
}

/** A fitted detector as plain JSON values. */
export function writeHbos(params: HbosParams, { histograms, ...rest }: FittedHbos): object {
  return {
    estimator: NAME,
    params,
    ...rest,
    histograms: histograms.map(({ low, high, densities }) => ({
      low,
      high,
      densities: [...densities],
    })),
  };
}

/** Reads what `writeHbos` wrote. @throws InputError for anything else */
export function readHbos(json: unknown): { params: HbosParams; fitted: FittedHbos } {
  const saved = savedFields(json, NAME);
  const params = savedParameters<HbosParams>(saved.at('params'), PARAMS);
  const bins = typeof params.nBins === 'number' ? params.nBins : undefined;
  return {
    // The constructor checks their values.
    params,
    fitted: {
      histograms: saved
        .at('histograms')
        .list('histograms', 1, Number.POSITIVE_INFINITY)
        .map((one) => readHistogram(one, bins)),
      offset: saved.at('offset').number(),
      warnings: savedWarnings(saved),
    },
  };
}

function readHistogram(saved: Field, bins: number | undefined): Histogram {
  const low = saved.at('low').number();
  const high = saved.at('high').number();
  if (high <= low) throw saved.at('high').expected(`above ${low}`);
  const densities = savedNumbers(saved.at('densities'), bins);
  if (densities.some((density) => density < 0)) {
    throw saved.at('densities').expected('numbers from 0 up');
  }
  return { low, high, densities };
}
