import { matrix } from '../../features/matrix.ts';
import { networkOutputs } from './dense-network.ts';
import { type Reconstruction, reconstructionErrors } from './reconstruction.ts';
import { standardised } from './standardised.ts';

/** What an autoencoder makes of one column of a row. */
export interface Returned {
  /** What it sees and what it gives back, in deviations of the training rows from their mean. */
  readonly seen: number;
  readonly given: number;
  /** The same in units of the matrix. */
  readonly seenScaled: number;
  readonly givenScaled: number;
  /** The difference of the deviations, squared. */
  readonly error: number;
  /** Of the row's whole error, 0 … 1; 0 where there is none. */
  readonly share: number;
}

/** How an autoencoder comes to the score of a row. */
export interface ReconstructedRow {
  /** By column. */
  readonly columns: readonly Returned[];
  /** What the units of the bottleneck say, −1 … 1 each: all that the rest of the network sees. */
  readonly code: readonly number[];
  /** Mean over the columns. */
  readonly error: number;
  /** The error, negated: lower = more abnormal. */
  readonly score: number;
}

/** O(weights). @param row a row of the network's columns, in units of the matrix */
export function reconstructedRow(
  reconstruction: Reconstruction,
  row: Float64Array,
): ReconstructedRow {
  const x = matrix(row, namesFor(reconstruction));
  const seen = standardised(reconstruction.scaler, x);
  const { encoder } = halvesOf(reconstruction);
  const code = [...networkOutputs(encoder, seen)];
  const given = decodedDeviations(reconstruction, code);
  const errors = reconstructionErrors(reconstruction, x);
  const largest = errors.reduce((most, error) => Math.max(most, error), 0);
  // Divided first: the sum of large ones would overflow.
  const parts = errors.map((error) => (largest === 0 ? 0 : error / largest));
  const whole = parts.reduce((sum, part) => sum + part, 0) || 1;
  const error = errors.reduce((mean, one) => mean + one / errors.length, 0);
  return {
    columns: Array.from(row, (value, j) => ({
      seen: seen.data[j],
      given: given[j],
      seenScaled: value,
      givenScaled: inScaled(reconstruction, given[j], j),
      error: errors[j],
      share: parts[j] / whole,
    })),
    code,
    error: Math.min(error, Number.MAX_VALUE),
    score: Math.max(-Number.MAX_VALUE, 0 - error),
  };
}

/** What the network gives back of another code, by column, in units of the matrix. O(weights). */
export function decodedRow(reconstruction: Reconstruction, code: readonly number[]): number[] {
  return decodedDeviations(reconstruction, code).map((value, j) =>
    inScaled(reconstruction, value, j),
  );
}

function decodedDeviations(reconstruction: Reconstruction, code: readonly number[]): number[] {
  const { decoder } = halvesOf(reconstruction);
  const data = Float64Array.from(code);
  return [...networkOutputs(decoder, { data, rows: 1, columns: data.length })];
}

/** Up to the bottleneck, which is the layer in the middle, and on from there. */
function halvesOf({ layers }: Reconstruction) {
  const middle = layers.length >>> 1;
  return { encoder: layers.slice(0, middle), decoder: layers.slice(middle) };
}

function inScaled({ scaler }: Reconstruction, deviations: number, column: number): number {
  return deviations * scaler.scale[column] + scaler.center[column];
}

/** Names do not matter to a network. */
function namesFor({ scaler }: Reconstruction): string[] {
  return scaler.center.map(() => '');
}
