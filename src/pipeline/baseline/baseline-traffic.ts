import { InputError } from '../../data/errors.ts';
import { type Matrix, matrix } from '../../features/matrix.ts';
import type { EngineeringParameters } from '../parameters/engineering-parameters.ts';
import { featuresOfFlows } from '../run/flow-features.ts';
import { listOf } from '../run/words.ts';
import type { Traffic } from '../traffic/generate.ts';
import type { Imported } from '../traffic/imported.ts';
import type { TrafficSummary } from '../traffic/traffic-summary.ts';
import { spanOf } from './baseline-time.ts';

/** Another file's traffic to learn from, as numbers. */
export interface BaselineTraffic {
  /** The file's name, for people. */
  readonly name: string;
  readonly format: string;
  /** `false`: a table of numbers. */
  readonly fromFlows: boolean;
  /** The engineered features, or the table's columns. */
  readonly features: Matrix;
  readonly summary: Pick<TrafficSummary, 'total' | 'normal' | 'attack' | 'unlabelled'>;
  readonly span: { readonly first: number; readonly last: number } | null;
  /** How it was read. */
  readonly imported: Imported | null;
}

/**
 * Traffic of another file as a baseline. The costs of engineering it.
 *
 * @throws InputError where time features are asked for and the flows do not tell when they began
 */
export function baselineTraffic(
  traffic: Traffic,
  name: string,
  parameters?: EngineeringParameters,
): BaselineTraffic {
  const { flows, table, format, summary, imported } = traffic;
  const features = flows === null ? table : featuresOfFlows(flows, parameters);
  if (features === null) throw new Error('Traffic holds either flows or a table.');
  const { total, normal, attack, unlabelled } = summary;
  return {
    name,
    format,
    fromFlows: flows !== null,
    features,
    summary: { total, normal, attack, unlabelled },
    span: flows?.startTime === undefined ? null : spanOf(flows.startTime),
    imported,
  };
}

/**
 * The columns of `x` in the order of `names`; itself where they are in that order.
 *
 * @param whose what stands in the error: whose columns they are, and whose they should be
 * @throws InputError that names the columns which only one of both has
 */
export function inOrderOf(
  x: Matrix,
  names: readonly string[],
  whose: string,
  asked: string,
): Matrix {
  const missing = names.filter((name) => !x.names.includes(name));
  const extra = x.names.filter((name) => !names.includes(name));
  if (missing.length > 0 || extra.length > 0) {
    throw new InputError(
      `The columns of ${whose} are not those of ${asked}: ${[
        ...(missing.length > 0 ? [`it lacks ${shortList(missing)}`] : []),
        ...(extra.length > 0 ? [`it has ${shortList(extra)} besides`] : []),
      ].join(' and ')}. Take a table with the same columns.`,
    );
  }
  if (names.every((name, column) => name === x.names[column])) return x;
  const from = names.map((name) => x.names.indexOf(name));
  const data = new Float64Array(x.data.length);
  for (let row = 0, at = 0; row < x.rows; row++) {
    for (const column of from) data[at++] = x.data[row * x.columns + column];
  }
  return matrix(data, names);
}

/** Tables may have thousands of columns. */
function shortList(names: readonly string[]): string {
  return names.length <= 6
    ? listOf(names)
    : `${names.slice(0, 5).join(', ')} and ${names.length - 5} more`;
}
