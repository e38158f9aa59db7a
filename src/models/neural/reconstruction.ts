import type { Matrix } from '../../features/matrix.ts';
import type { Scaler } from '../../features/scale.ts';
import { type DenseLayer, networkOutputs } from './dense-network.ts';
import { standardised } from './standardised.ts';

/** A network that gives back what it sees, as well as it can: plain values, to be saved and sent. */
export interface Reconstruction {
  /** Brings each column to mean 0 and deviation 1, so that each counts alike. */
  readonly scaler: Scaler;
  readonly layers: readonly DenseLayer[];
}

/**
 * How wrong the network is on each number, squared, in squared deviations of its column:
 * rows × columns, row-major. O(rows × weights).
 */
export function reconstructionErrors({ scaler, layers }: Reconstruction, x: Matrix): Float64Array {
  const seen = standardised(scaler, x);
  const given = networkOutputs(layers, seen);
  return given.map((value, at) => {
    const error = (value - seen.data[at]) ** 2;
    return Number.isFinite(error) ? error : Number.MAX_VALUE;
  });
}

/** A feature's part in what a network cannot give back of a row. */
export interface ErrorShare {
  readonly name: string;
  /** Squared, in squared deviations of the feature. */
  readonly error: number;
  /** Of the row's whole error, 0 … 1; 0 where there is none. */
  readonly share: number;
}

/** What each feature of a row contributes to its error, the largest first. O(weights). */
export function errorShares(reconstruction: Reconstruction, x: Matrix, row: number): ErrorShare[] {
  const own = x.data.subarray(row * x.columns, (row + 1) * x.columns);
  const errors = reconstructionErrors(reconstruction, { ...x, data: own, rows: 1 });
  const largest = errors.reduce((most, error) => Math.max(most, error), 0);
  // Divided first: the sum of large ones would overflow.
  const parts = errors.map((error) => (largest === 0 ? 0 : error / largest));
  const whole = parts.reduce((sum, part) => sum + part, 0) || 1;
  return x.names
    .map((name, j) => ({ name, error: errors[j], share: parts[j] / whole }))
    .sort((a, b) => b.share - a.share);
}
