import { InputError } from '../data/errors.ts';
import type { FlowTable } from '../data/flow-table.ts';
import { engineerFeatures } from '../features/engineer.ts';
import { ALL_FEATURES } from '../features/feature-table.ts';
import { type Matrix, matrix } from '../features/matrix.ts';
import { NOTEBOOK_SELECTION } from '../features/notebook-selection.ts';
import { selectFeatures } from '../features/select.ts';

/** What is engineered. */
export interface FeatureOptions {
  /** Names from `FEATURE_NAMES`; the lab's sixteen unless given. */
  readonly features?: readonly string[];
  /** Takes log(1 + x) of the ratios with heavy tails, which the One-Class SVM needs; false. */
  readonly logRatios?: boolean;
  /** Seconds that features of time look back; 3,600. */
  readonly timeWindow?: number;
  /** The zone by whose clocks hours are told; 'UTC'. */
  readonly timeZone?: string;
}

/** All features that can be engineered; those of time need flows that have times. */
export const FEATURE_NAMES: readonly string[] = ALL_FEATURES.map(({ name }) => name);

/**
 * Features of every flow, not yet scaled: rows × features. O(flows × features).
 *
 * @throws InputError for an unknown feature, or one that needs what the flows do not tell
 */
export function featuresOf(flows: FlowTable, options: FeatureOptions = {}): Matrix {
  const { features = NOTEBOOK_SELECTION, logRatios = false } = options;
  const { timeWindow = 3600, timeZone = 'UTC' } = options;
  // A feature's formula may name features before it: those of the notebook are cheap, and all made.
  const needed = ALL_FEATURES.filter(({ name, from }) => !from || features.includes(name));
  return selectFeatures(
    engineerFeatures(flows, needed, { timeWindow, timeZone }),
    features,
    logRatios,
  );
}

/**
 * Columns of one's own as a matrix, in their order: numbers of any table, or the decisions of
 * detectors, of which an `Ensemble` is made. O(rows × columns).
 *
 * @throws InputError where they are not equally long
 */
export function matrixOfColumns(columns: Readonly<Record<string, ArrayLike<number>>>): Matrix {
  const names = Object.keys(columns);
  const values = Object.values(columns);
  const rows = values[0]?.length ?? 0;
  values.forEach(({ length }, at) => {
    if (length === rows) return;
    throw new InputError(
      `The column ${names[at]} has ${length} numbers, ${names[0]} has ${rows}: make them equally long.`,
    );
  });
  const data = new Float64Array(rows * names.length);
  values.forEach((column, j) => {
    for (let i = 0; i < rows; i++) data[i * names.length + j] = column[i] ?? Number.NaN;
  });
  return matrix(data, names);
}
