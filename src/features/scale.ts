import { InputError } from '../data/errors.ts';
import { columnOf, type Matrix } from './matrix.ts';
import { pairwiseSum, percentileOfSorted } from './numpy.ts';
import type { ScalerKind } from './scaler-kinds.ts';

/** A fitted scaler: each column minus its centre, divided by its scale. */
export interface Scaler {
  readonly kind: ScalerKind;
  readonly center: readonly number[];
  readonly scale: readonly number[];
}

interface CenterAndScale {
  readonly center: number;
  readonly scale: number;
}

type Sum = (values: Float64Array) => number;

const FIT: Readonly<Record<ScalerKind, (column: Float64Array, sum: Sum) => CenterAndScale>> = {
  robust: robust,
  standard: standard,
  minmax: minMax,
  none: () => ({ center: 0, scale: 1 }),
};

/**
 * Learns centre and scale of every column, as scikit-learn's scalers do; a scale of (nearly) 0
 * becomes 1. O(columns × rows log rows).
 *
 * @throws InputError for a matrix without rows, or with a number that is not finite
 */
export function fitScaler(kind: ScalerKind, x: Matrix): Scaler {
  if (x.rows === 0) throw new InputError('The scaler expects at least 1 row; got 0.');
  const fitted = x.names.map((name, j) => {
    const column = columnOf(x, j);
    const bad = column.findIndex((value) => !Number.isFinite(value));
    if (bad >= 0) {
      throw new InputError(
        `The scaler expects finite numbers; ${name} is ${column[bad]} in row ${bad}. ` +
          'Leave the feature out or repair the row.',
      );
    }
    // NumPy adds up several columns row by row, and one column alone in pairs.
    return FIT[kind](column, x.columns === 1 ? pairwiseSum : sum);
  });
  return {
    kind,
    center: fitted.map(({ center }) => center),
    scale: fitted.map(({ scale }) => scale),
  };
}

/** The scaled matrix: same shape, same names. O(rows × columns). */
export function transform(scaler: Scaler, x: Matrix): Matrix {
  const { center, scale } = scaler;
  if (center.length !== x.columns) {
    throw new InputError(
      `The scaler was fitted on ${center.length} columns; got ${x.columns}. Give it the same features.`,
    );
  }
  const data = new Float64Array(x.data.length);
  // MinMaxScaler multiplies by the inverse and adds, where the others subtract and divide:
  // the same number but for the last bit.
  const inverse = scale.map((range) => 1 / range);
  const shift = center.map((minimum, j) => 0 - minimum * inverse[j]);
  const byMultiplying = scaler.kind === 'minmax';
  for (let at = 0, row = 0; row < x.rows; row++) {
    for (let j = 0; j < x.columns; j++, at++) {
      const value = x.data[at];
      data[at] = byMultiplying ? value * inverse[j] + shift[j] : (value - center[j]) / scale[j];
    }
  }
  return { data, rows: x.rows, columns: x.columns, names: x.names };
}

/** What was scaled, as it was but for the last bits; 0 comes back as 0. O(rows × columns). */
export function inverseTransform(scaler: Scaler, x: Matrix): Matrix {
  return { ...x, data: x.data.map((value, at) => unscaledValue(scaler, value, at % x.columns)) };
}

/** One scaled value as it was, as `inverseTransform` does it. */
export function unscaledValue({ center, scale }: Scaler, value: number, column: number): number {
  const back = value * scale[column] + center[column];
  // What is left of two numbers that cancel out is their rounding.
  return Math.abs(back) <= 4 * Number.EPSILON * Math.abs(center[column]) ? 0 : back;
}

/** Below this, scikit-learn takes a range for 0. */
const NEARLY_ZERO = 10 * Number.EPSILON;

function robust(column: Float64Array): CenterAndScale {
  const sorted = column.slice().sort();
  const middle = sorted.length >> 1;
  const center =
    sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  const range = percentileOfSorted(sorted, 75) - percentileOfSorted(sorted, 25);
  return { center, scale: range < NEARLY_ZERO ? 1 : range };
}

/** Two passes, the second corrected for the rounding of the mean (Chan, Golub, LeVeque 1983). */
function standard(column: Float64Array, sum: Sum): CenterAndScale {
  const n = column.length;
  const mean = sum(column) / n;
  const deviations = column.map((value) => value - mean);
  const correction = sum(deviations);
  const variance = (sum(deviations.map((d) => d * d)) - (correction * correction) / n) / n;
  const rounding = n * Number.EPSILON * variance + (n * mean * Number.EPSILON) ** 2;
  return { center: mean, scale: variance <= rounding ? 1 : Math.sqrt(variance) };
}

function minMax(column: Float64Array): CenterAndScale {
  let minimum = column[0];
  let maximum = column[0];
  for (const value of column) {
    if (value < minimum) minimum = value;
    if (value > maximum) maximum = value;
  }
  const range = maximum - minimum;
  return { center: minimum, scale: range < NEARLY_ZERO ? 1 : range };
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}
