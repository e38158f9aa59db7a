import { InputError } from '../../data/errors.ts';
import { columnOf, type Matrix, matrix } from '../../features/matrix.ts';
import { transform } from '../../features/scale.ts';
import { selectFeatures } from '../../features/select.ts';
import type { BaselineSources } from '../baseline/baseline.ts';
import type { LabParameters } from '../parameters/lab-parameters.ts';
import type { Engineered } from '../run/engineer.ts';
import { type Scaled, scaleSelection } from '../run/scale.ts';
import type { Labels } from '../traffic/labels.ts';
import {
  columnOfValue,
  type PlaneAxis,
  planeAxis,
  shareOf,
  valueAt,
  valueOfColumn,
} from './axes.ts';

/** The two features of a plane: the one across, and the one up. */
export type PlaneFeatures = readonly [string, string];

/** Flows over two of their features. */
export interface PlaneFlows {
  readonly axes: readonly [PlaneAxis, PlaneAxis];
  /** What detectors see of the flows: rows × 2. */
  readonly scaled: Pick<Scaled, 'matrix' | 'scaler' | 'baseline'>;
  readonly labels: Labels;
  /** Where flow i stands in the picture: across at 2 i, up behind it, each 0 … 1. */
  readonly places: Float64Array;
  /** The flows that are drawn, ascending. */
  readonly dots: Uint32Array;
}

/** More dots than these say no more and take longer to draw. */
const MOST_DOTS = 5000;

/**
 * The flows over two features, scaled as the lab scales. O(rows log rows).
 *
 * @throws InputError for a feature that is not there, one chosen twice, or as scaling does
 */
export function planeFlows(
  engineered: Pick<Engineered, 'features' | 'fromFlows'>,
  labels: Labels,
  features: PlaneFeatures,
  parameters: LabParameters,
  sources?: BaselineSources,
): PlaneFlows {
  if (features[0] === features[1]) {
    throw new InputError(`A plane needs two different features; got ${features[0]} twice.`);
  }
  const logRatios = engineered.fromFlows && parameters.logRatios;
  const [across, up] = features.map((name) => planeAxis(engineered.features, name, logRatios));
  const select = (all: Matrix) => selectFeatures(all, features, logRatios);
  const { selected, ...scaled } = scaleSelection(engineered, parameters, sources, select);
  const places = new Float64Array(selected.data.length);
  [across, up].forEach((axis, j) => {
    columnOf(selected, j).forEach((column, row) => {
      places[2 * row + j] = shareOf(axis, valueOfColumn(axis, column));
    });
  });
  return { axes: [across, up], scaled, labels, places, dots: evenRows(selected.rows, MOST_DOTS) };
}

/** At most so many rows, evenly spaced over all of them. */
export function evenRows(rows: number, most: number): Uint32Array {
  const count = Math.min(rows, most);
  return Uint32Array.from({ length: count }, (_, i) => Math.floor((i * rows) / count));
}

/** Columns and rows of a grid of points over the plane. */
export interface GridSize {
  readonly columns: number;
  readonly rows: number;
}

/** Soon there. */
export const COARSE_GRID: GridSize = { columns: 80, rows: 60 };
/** As it stays. */
export const FULL_GRID: GridSize = { columns: 160, rows: 120 };

/** The grid's points as detectors see them: centres of its cells, row after row from the bottom. */
export function gridPoints(
  { axes, scaled }: Pick<PlaneFlows, 'axes' | 'scaled'>,
  { columns, rows }: GridSize,
): Matrix {
  const [across, up] = axes;
  const xs = Float64Array.from({ length: columns }, (_, i) => seenAt(across, (i + 0.5) / columns));
  const ys = Float64Array.from({ length: rows }, (_, j) => seenAt(up, (j + 0.5) / rows));
  const data = new Float64Array(2 * columns * rows);
  let at = 0;
  for (const y of ys) {
    for (const x of xs) {
      data[at++] = x;
      data[at++] = y;
    }
  }
  return transform(scaled.scaler, matrix(data, scaled.matrix.names));
}

/** One place of the picture, each 0 … 1, as detectors see it. */
export function pointAt(
  { axes, scaled }: Pick<PlaneFlows, 'axes' | 'scaled'>,
  place: readonly [number, number],
): Matrix {
  const data = Float64Array.from(axes, (axis, j) => seenAt(axis, place[j]));
  return transform(scaled.scaler, matrix(data, scaled.matrix.names));
}

function seenAt(axis: PlaneAxis, share: number): number {
  return columnOfValue(axis, valueAt(axis, share));
}
