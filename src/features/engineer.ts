import type { FlowTable } from '../data/flow-table.ts';
import type { ComputedColumns, EngineeringSettings, Feature } from './feature.ts';
import { featureColumns } from './feature-columns.ts';
import { readerOf } from './formula/formula-values.ts';
import { type Matrix, matrix } from './matrix.ts';

/** Shorter flows count as this long, so that rates stay finite. Seconds. */
export const SHORTEST_DURATION = 0.001;

/** Durations as the features see them: at least `SHORTEST_DURATION`. Seconds, one per flow. */
export function clippedDurations(flows: FlowTable): Float64Array {
  return flows.duration.map((seconds) => Math.max(seconds, SHORTEST_DURATION));
}

/**
 * These features of every flow: rows × features. O(rows × features), and the costs of computed
 * columns. Beside the result it holds a copy of each feature while it works.
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
  features.forEach(({ name, formula }, at) => {
    const read = readerOf(formula, featureColumns(flows, columns, name));
    const values = new Float64Array(flows.length);
    for (let row = 0; row < flows.length; row++) {
      values[row] = read(row);
      data[row * width + at] = values[row];
    }
    // Formulas further down may build on it.
    columns.set(name, values);
  });
  return matrix(
    data,
    features.map(({ name }) => name),
  );
}

/** What the formulas of these features have columns from, each computed once. */
function computedColumns(
  flows: FlowTable,
  features: readonly Feature[],
  settings: EngineeringSettings,
): Map<string, Float64Array> {
  const sources = new Set<ComputedColumns>();
  for (const { from } of features) if (from !== undefined) sources.add(from);
  return new Map([...sources].flatMap(({ compute }) => Object.entries(compute(flows, settings))));
}
