import { InputError } from '../data/errors.ts';
import {
  type FeaturePlace,
  placeInWords,
  placeRow,
  rankOf,
  referenceOf,
  standingOut,
} from '../eval/explain-flow.ts';
import { type Matrix, takeMatrixRows } from '../features/matrix.ts';

/** Why one flow stands where it does. */
export interface FlowExplained {
  /** 1 for the most abnormal of all. */
  readonly rank: number;
  /** Where each feature lies among the reference flows, in the order of the columns. */
  readonly features: readonly FeaturePlace[];
  /** Those that stand out, the most extreme first, a sentence each. */
  readonly standsOut: readonly string[];
}

/**
 * Explains one flow by its features beside those of reference flows, such as the normal ones.
 * O(columns × reference log reference).
 *
 * @param features before scaling, so that values have their units
 * @param scores of the same rows: lower = more abnormal
 * @param reference numbers of the rows that the flow is compared with
 * @throws InputError for a row that there is not, or no reference
 */
export function explainFlow(
  row: number,
  features: Matrix,
  scores: Float64Array,
  reference: ArrayLike<number>,
): FlowExplained {
  if (!Number.isInteger(row) || row < 0 || row >= features.rows) {
    throw new InputError(`There is no row ${row}: rows run from 0 to ${features.rows - 1}.`);
  }
  if (reference.length === 0) {
    throw new InputError('There are no reference flows: name at least one row to compare with.');
  }
  const { data } = takeMatrixRows(features, Uint32Array.of(row));
  const places = placeRow(data, referenceOf(features, Uint32Array.from(reference)));
  return {
    rank: rankOf(scores, row),
    features: places,
    standsOut: standingOut(places).map((place) => placeInWords(place, 'the reference flows')),
  };
}
