import type { Matrix } from '../../features/matrix.ts';
import { readRows, savedFields, savedWarnings, writeRows } from '../saved-detector.ts';

export const NAME = 'ECOD';

export interface EcodParams {
  /** Share of outliers in training, above 0 and up to 0.5. */
  readonly contamination: number;
  /**
   * Whether new rows are counted among the training rows all at once, as PyOD does, so that one
   * row's score hangs on which others are judged with it; or each by itself.
   */
  readonly transductive: boolean;
}

/** What `fit` learns. */
export interface FittedEcod {
  /** The training rows. */
  readonly training: Matrix;
  readonly offset: number;
  readonly warnings: readonly string[];
}

/** A fitted detector as plain JSON values. */
export function writeEcod(params: EcodParams, { training, ...rest }: FittedEcod): object {
  return { estimator: NAME, params, ...rest, training: writeRows(training) };
}

/** Reads what `writeEcod` wrote. @throws InputError for anything else */
export function readEcod(json: unknown): { params: EcodParams; fitted: FittedEcod } {
  const saved = savedFields(json, NAME);
  const params = saved.at('params');
  return {
    params: {
      contamination: params.at('contamination').number(),
      transductive: params.at('transductive').flag(),
    },
    fitted: {
      training: readRows(saved.at('training')),
      offset: saved.at('offset').number(),
      warnings: savedWarnings(saved),
    },
  };
}
