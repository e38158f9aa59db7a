import { savedValues } from '../saved-values.ts';
import type { Histogram } from './histogram.ts';

export const NAME = 'HBOS';
const SAVED = savedValues(NAME);

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
  const saved = SAVED.object(json, 'the saved detector');
  if (saved.estimator !== NAME) throw SAVED.wrong('estimator', `"${NAME}"`, saved.estimator);
  const { nBins, alpha, tol, contamination } = SAVED.object(saved.params, 'params');
  const histograms = Array.isArray(saved.histograms) ? saved.histograms : [];
  if (histograms.length === 0) {
    throw SAVED.wrong('histograms', 'a list of at least 1', saved.histograms);
  }
  const bins = typeof nBins === 'number' ? nBins : undefined;
  return {
    // The constructor checks them.
    params: { nBins, alpha, tol, contamination } as HbosParams,
    fitted: {
      histograms: histograms.map((one, at) => readHistogram(one, bins, `histograms[${at}]`)),
      offset: SAVED.number(saved.offset, 'offset'),
      warnings: SAVED.words(saved.warnings, 'warnings'),
    },
  };
}

function readHistogram(json: unknown, bins: number | undefined, where: string): Histogram {
  const saved = SAVED.object(json, where);
  const low = SAVED.number(saved.low, `${where}.low`);
  const high = SAVED.number(saved.high, `${where}.high`);
  if (high <= low) throw SAVED.wrong(`${where}.high`, `above ${low}`, high);
  const densities = SAVED.numbers(saved.densities, `${where}.densities`, bins);
  if (densities.length === 0 || densities.some((density) => density < 0)) {
    throw SAVED.wrong(`${where}.densities`, 'numbers from 0 up', saved.densities);
  }
  return { low, high, densities };
}
