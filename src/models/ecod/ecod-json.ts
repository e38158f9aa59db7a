import type { Matrix } from '../../features/matrix.ts';
import { readRows, writeRows } from '../saved-rows.ts';
import { savedValues } from '../saved-values.ts';

export const NAME = 'ECOD';
const SAVED = savedValues(NAME);

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
  const saved = SAVED.object(json, 'the saved detector');
  if (saved.estimator !== NAME) throw SAVED.wrong('estimator', `"${NAME}"`, saved.estimator);
  const { contamination, transductive } = SAVED.object(saved.params, 'params');
  return {
    // The constructor checks both.
    params: { contamination: contamination as number, transductive: transductive as boolean },
    fitted: {
      training: readRows(SAVED, saved.training, 'training'),
      offset: SAVED.number(saved.offset, 'offset'),
      warnings: SAVED.words(saved.warnings, 'warnings'),
    },
  };
}
