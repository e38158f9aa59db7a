import type { FlowTable } from '../data/flow-table.ts';
import type { ComputedColumns, EngineeringSettings, Feature } from './feature.ts';
import { featureColumns } from './feature-columns.ts';
import { valuesOf } from './formula/formula-values.ts';
import { type Matrix, matrix } from './matrix.ts';

/** Shorter flows count as this long, so that rates stay finite. Seconds. */
export const SHORTEST_DURATION = 0.001;

/** Rows that are engineered at a time: their columns stay in the processor's cache. */
const BLOCK_ROWS = 1000000;

/** Durations as the features see them: at least `SHORTEST_DURATION`. Seconds, one per flow. */
export function clippedDurations(flows: FlowTable): Float64Array {
  return flows.duration.map((seconds) => Math.max(seconds, SHORTEST_DURATION));
}

/**
 * These features of every flow: rows × features. O(rows × features), and the costs of computed
 * columns.
 *
 * @param settings what computed columns are set by
 * @throws InputError where a feature needs what the flows do not tell
 */
export function engineerFeatures(
  flows: FlowTable,
  features: readonly Feature[],
  settings: EngineeringSettings,
): Matrix {
  const columns = computedColumns(flows, features, settings);
  columns.set('duration', clippedDurations(flows));
  const width = features.length;
  const data = new Float64Array(flows.length * width);
  for (let start = 0; start < flows.length; start += BLOCK_ROWS) {
    const end = Math.min(start + BLOCK_ROWS, flows.length);
    const earlier = new Map<string, Float64Array>();
    const values = features.map(({ name, formula }) => {
      const block = { start, end, columns, earlier };
      const found = valuesOf(formula, featureColumns(flows, block, name));
      earlier.set(name, found);
      return found;
    });
    interleave(values, data.subarray(start * width, end * width));
  }
  return matrix(
    data,
    features.map(({ name }) => name),
  );
}

/** Columns as a matrix has them, row by row. */
function interleave(columns: readonly Float64Array[], to: Float64Array): void {
  for (let row = 0, at = 0; at < to.length; row++) {
    for (let j = 0; j < columns.length; j++) to[at++] = columns[j][row];
  }
}

/**
 * The columns that the formulas of these features have besides those of the flows, each computed once.
 *
 * @throws InputError where they need what the flows do not tell
 */
export function computedColumns(
  flows: FlowTable,
  features: readonly Feature[],
  settings: EngineeringSettings,
): Map<string, Float64Array> {
  const sources = new Set<ComputedColumns>();
  for (const { from } of features) if (from !== undefined) sources.add(from);
  return new Map([...sources].flatMap(({ compute }) => Object.entries(compute(flows, settings))));
}
