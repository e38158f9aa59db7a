import { type Matrix, matrix } from '../../features/matrix.ts';
import {
  forRounded,
  type Jump,
  type Rounding,
  type StepFunction,
  samplesOf,
} from './graph/steps.ts';

/**
 * What each column adds to a score, as step functions: asked of the detector itself, a number from each
 * piece.
 *
 * @param jumps of each column
 * @param rounding of each column
 * @param contributions what each number of a matrix adds, row-major
 */
export function stepsOfContributions(
  jumps: readonly (readonly Jump[])[],
  rounding: readonly Rounding[],
  contributions: (x: Matrix) => Float64Array,
): StepFunction[] {
  const samples = jumps.map(samplesOf);
  const columns = jumps.length;
  const rows = Math.max(...samples.map(({ length }) => length));
  const asked = new Float64Array(rows * columns);
  for (let at = 0; at < asked.length; at++) {
    const column = samples[at % columns];
    asked[at] = column[Math.min(Math.floor(at / columns), column.length - 1)];
  }
  const names = jumps.map((_, j) => String(j));
  const added = contributions(matrix(asked, names));
  return jumps.map((own, j) => {
    const values = samples[j].map((_, row) => added[row * columns + j]);
    return forRounded({ jumps: own, values }, rounding[j]);
  });
}
